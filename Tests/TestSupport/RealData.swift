public import Provision
import ScopingStore

/// The real data, read once for all tests that do not change it.
public enum RealData {
    private static let read = Result { try StoreReader.load(Repository.scoping).model }

    public static func model() throws -> ProvisionModel { try read.get() }
}
