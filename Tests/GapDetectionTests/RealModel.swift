import Provision
import ScopingStore
import TestSupport

/// The store of the repository.
func realModel() throws -> ProvisionModel { try StoreReader.load(Repository.scoping).model }
