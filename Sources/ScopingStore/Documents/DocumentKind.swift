/// The kinds of document in a store, each with a schema (XSD 1.0) that ships inside the program.
public enum DocumentKind: String, CaseIterable, Sendable {
    case framework, areas, rounds, voice
    case areaReturn = "return"
    case action

    /// The schema's text.
    public var schema: [UInt8] {
        switch self {
        case .framework: PackageResources.framework_xsd
        case .areas: PackageResources.areas_xsd
        case .rounds: PackageResources.rounds_xsd
        case .voice: PackageResources.voice_xsd
        case .areaReturn: PackageResources.return_xsd
        case .action: PackageResources.action_xsd
        }
    }

    /// The largest document of this kind, in bytes.
    var maxBytes: Int { [.areaReturn, .action].contains(self) ? Limits.returnBytes : Limits.referenceBytes }
}

/// The XML namespace of all documents.
public let scopingNamespace = "urn:lacuna:scoping:1"
