package import Provision

/// A service on record for a row of a snapshot, and the return it was read from.
package struct ServiceOnRecord: Sendable {
    package let service: Service
    package let document: Gap.Document
}

extension ProvisionModel {
    /// Row by row the services that the rules see: those of the latest standing return in which each of the row's areas lists any.
    package func servicesOnRecord(for snapshot: Snapshot) -> [[ServiceOnRecord]] {
        AreaRegister.registers(of: snapshot, in: self).map { register in
            register.services.map { ServiceOnRecord(service: $0.service, document: $0.document) }
        }
    }
}
