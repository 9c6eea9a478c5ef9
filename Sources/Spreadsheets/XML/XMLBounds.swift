import Markup

/// What the XML within a workbook may have, and what is said of a part that has more.
enum XMLBounds {
    /// Spreadsheet programs declare some forty namespaces on one tag.
    static let attributes = 256
    /// They nest some fifteen elements.
    static let depth = 64
    /// Namespaces are looked up among all that are in force.
    static let attributesInForce = 1_024

    private static let bounds = XMLGate.Bounds(
        attributes: attributes,
        attributesInForce: attributesInForce,
        depth: depth
    )

    /// What is wrong; nil where libxml2 may read on.
    static func fault(in bytes: [UInt8]) -> String? {
        switch XMLGate.refusal(of: bytes, bounds)?.refusal {
        case nil: nil
        case .empty: "it is empty"
        case .utf16, .encoding: "it is not in UTF-8"
        case .declaration: "it declares a document type of its own, as no spreadsheet program does"
        case .attributes, .elements: "more than \(attributes) attributes on a tag"
        case .depth: "elements nested more than \(depth) deep"
        }
    }
}
