public import Provision

/// Frameworks that a new store can begin with.
public enum FrameworkTemplate {
    /// The framework of the North West Coast's service model: its service types with their meanings, interventions and needs groups,
    /// sources and need model, for a network of another name. `framework.xml` beside this file is that of the real data, byte for byte.
    ///
    /// - Throws: nothing but for a damaged program: a test reads it.
    public static func network(named name: String) throws(DocumentFaults) -> Framework {
        try FrameworkDocument.read(bytes, file: StoreLayout.framework).0.forNetwork(name)
    }

    /// As it lies in the program.
    package static var bytes: [UInt8] { PackageResources.framework_xml }
}
