import JSON
import ScopingStore
import System

/// What the program is made of, as an SPDX 2.3 document: itself, the Swift runtime within it, and the libraries it runs with.
///
/// The same program on the same machine gives the same bytes: the document is dated by the version, and named by the SHA-256 of what
/// it lists.
struct BillOfMaterials: Encodable {
    let spdxVersion = "SPDX-2.3"
    let dataLicense = "CC0-1.0"
    let SPDXID = "SPDXRef-DOCUMENT"
    let name = "\(CommandTable.program)-\(lacunaVersion)"
    private(set) var documentNamespace = "urn:lacuna:sbom"
    let creationInfo = Creation()
    let packages: [Part]
    let relationships: [Relationship]

    struct Creation: Encodable {
        let created = "\(lacunaVersionDate)T00:00:00Z"
        let creators = ["Tool: \(CommandTable.program)-\(lacunaVersion)"]
    }

    struct Relationship: Encodable {
        let spdxElementId: String
        let relationshipType: String
        let relatedSpdxElement: String
    }

    /// - Parameter digest: the SHA-256 of the program's file; nil where it cannot be read.
    /// - Throws: never for what it lists.
    init(digest: String?) throws {
        let program = Part.program(digest)
        let libraries: [(part: Part, relation: String)] = [
            (.swift, SwiftToolchain.relation), (.libxml2, "DYNAMIC_LINK"), (.libc, "DYNAMIC_LINK"),
            (.compilerRuntime, "DYNAMIC_LINK"),
        ]
        packages = [program] + libraries.map(\.part)
        let itself = Relationship(
            spdxElementId: SPDXID,
            relationshipType: "DESCRIBES",
            relatedSpdxElement: program.SPDXID
        )
        relationships =
            [itself]
            + libraries.map {
                Relationship(
                    spdxElementId: program.SPDXID,
                    relationshipType: $0.relation,
                    relatedSpdxElement: $0.part.SPDXID
                )
            }
        documentNamespace += ":\(lacunaVersion):\(SHA256.hexadecimal(of: try JSONText.bytes(self)))"
    }
}

extension BillOfMaterials {
    /// The document, in lines that people can read.
    var json: [UInt8] {
        get throws { try JSONText.bytes(self) }
    }

    /// The most bytes of a program.
    private static let largestProgram = 1 << 28

    /// The SHA-256 of the program that runs; nil where its file cannot be read, and for a build that is not for people, which is
    /// large and slow.
    static func ownDigest() -> String? {
        #if DEBUG
            nil
        #else
            (try? readDocument(at: "/proc/self/exe", maxBytes: largestProgram)).map(SHA256.hexadecimal)
        #endif
    }
}
