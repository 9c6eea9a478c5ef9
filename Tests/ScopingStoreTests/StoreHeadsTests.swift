import Foundation
import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("Heads of a store")
struct StoreHeadsTests {
    private let folder: TemporaryFolder
    private let store: String
    private let halton = "returns/2022-05/ccg-halton."

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        try correct("A")
    }

    private func correct(_ code: String) throws {
        let latest = try #require(try StoreReader.load(store).model.returns.last { $0.area.text == "ccg-halton" })
        _ = try StoreWriter(folder: store).record(
            area: latest.area,
            round: latest.round,
            basedOn: nil,
            by: .init(name: "t", role: "t"),
            now: Instant(secondsSince1970: 1_800_000_000)
        ) { _, _ throws(WriteFailure) in
            guard let service = ServiceType.ID("iapt-0-5") else { throw .locked }
            return latest.replacing(Rating(service: service, value: .level(code)), order: [])
        }
    }

    /// SHA-256 of "one", "two" and "three", and of the three lines, by hashlib.
    private let list = """
        7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  areas.xml
        3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3  framework.xml
        8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f  returns/2022-05/ccg-halton.1.xml
        root 9a65e75cf08d1f8b5d3d17a5a4835b7f2ffb69196b1242afd8e609bf60a8be6a

        """

    @Test("The list is lines of SHA-256 and path, and their own SHA-256 as the root")
    func text() throws {
        let heads = try StoreHeads(reading: Array(list.utf8), file: "heads.txt")
        #expect(heads.text == Array(list.utf8))
        #expect(heads.heads.map(\.path) == ["areas.xml", "framework.xml", "\(halton)1.xml"])
    }

    @Test("The latest revision of each return and the reference files, by path, each with what sha256sum prints")
    func ofStore() throws {
        let heads = try StoreHeads(of: store)
        // Fifteen actions; of nineteen areas Halton and Morecambe Bay have a second revision.
        #expect(heads.heads.count == 4 + 19 + 15)
        #expect(
            heads.heads.map(\.path).contains("\(halton)2.xml") && !heads.heads.map(\.path).contains("\(halton)1.xml")
        )
        #expect(heads.heads.map(\.path) == heads.heads.map(\.path).sorted())
        for head in heads.heads {
            #expect(head.sha256 == SHA256.hexadecimal(of: try bytes(of: store + "/" + head.path)))
        }
        #expect(try StoreHeads(reading: heads.text, file: "x") == heads)
        #expect(try heads.faults(in: store) == [])
    }

    @Test("Against a list: altered, lost and added documents are each named")
    func differences() throws {
        let heads = try StoreHeads(of: store)
        func differences() throws -> [String] { try heads.faults(in: store).map { "\($0.file): \($0.message)" } }
        let second = try bytes(of: store + "/\(halton)2.xml")

        // The latest revision is gone: the chain cannot tell.
        try FileManager.default.removeItem(atPath: store + "/\(halton)2.xml")
        #expect(try StoreVerifier.faults(in: try StoreReader.load(store)) == [])
        let lost = "\(halton)2.xml: lost: it is in the list of heads, and not in the store"
        #expect(try differences() == [lost])
        try FileManager.default.removeItem(atPath: store + "/\(halton)1.xml")
        #expect(try differences() == [lost])
        try folder.write(try bytes(of: Repository.scoping + "/\(halton)1.xml"), to: "store/\(halton)1.xml")

        // Altered, and all sealed anew: the chain cannot tell.
        let text = String(decoding: second, as: UTF8.self).replacing("value=\"A\"", with: "value=\"G\"")
        try folder.write(Seal.applied(to: Array(text.utf8)), to: "store/\(halton)2.xml")
        let areas = try TestSupport.text(of: store + "/areas.xml").replacing("name=\"Halton\"", with: "name=\"Halten\"")
        try folder.write(Seal.applied(to: Array(areas.utf8)), to: "store/areas.xml")
        #expect(try StoreVerifier.faults(in: try StoreReader.load(store)) == [])
        let altered = "altered: its SHA-256 is not that in the list of heads"
        #expect(try differences() == ["areas.xml: \(altered)", "\(halton)2.xml: \(altered)"])

        // A third revision hides no alteration of the second.
        try correct("R")
        #expect(
            try differences() == [
                "areas.xml: \(altered)", "\(halton)2.xml: \(altered)",
                "\(halton)3.xml: added: the list of heads ends with revision 2",
            ]
        )
    }

    @Test("A return of an area or round that the list does not name is added")
    func added() throws {
        let heads = try StoreHeads(of: store)
        try folder.write("<return/>", to: "store/returns/2022-05/ccg-new.1.xml")
        #expect(
            try heads.faults(in: store).map { "\($0.file): \($0.message)" } == [
                "returns/2022-05/ccg-new.1.xml: added: it is not in the list of heads"
            ]
        )
    }

    @Test("A store whose line ends became CR LF has the same heads; so has a list")
    func lineEnds() throws {
        let heads = try StoreHeads(of: store)
        for file in files(below: store) {
            let text = try TestSupport.text(of: store + "/" + file)
            try folder.write(text.replacing("\n", with: "\r\n"), to: "store/" + file)
        }
        #expect(try StoreHeads(of: store) == heads)
        let sent = "\u{FEFF}" + String(decoding: heads.text, as: UTF8.self).replacing("\n", with: "\r\n")
        #expect(try StoreHeads(reading: Array(sent.utf8), file: "x") == heads)
    }

    @Test("A list that is cut off or altered, or names what no store has, is refused with its line")
    func badLists() throws {
        func fault(_ text: String) -> String {
            do {
                _ = try StoreHeads(reading: Array(text.utf8), file: "h")
                return "accepted"
            } catch {
                return error.faults.map(\.description).joined(separator: "\n")
            }
        }
        let hint = " (give the list as 'lacuna heads' printed it)"
        let expected = "expected SHA-256, two spaces and the path of a document, each path once" + hint
        let digest = String(list.prefix(64))
        #expect(fault("") == "h: the last line, which gives the root, is missing\(hint)")
        #expect(fault(list.replacing("7692", with: "7693")).hasPrefix("h: the list was altered: its lines do not give"))
        #expect(fault(list.split(separator: "\n").dropLast().joined(separator: "\n")).contains("root, is missing"))
        #expect(fault(list + "x\n") == "h:5: text after the root\(hint)")
        for path in ["/etc/passwd", "../areas.xml", "returns/../areas.xml", "returns/2022-05/x", "voice", ""] {
            #expect(fault("\(digest)  \(path)\n").hasPrefix("h:1: \(expected)"), "\(path)")
        }
        #expect(fault("\(digest)  areas.xml\n\(digest)  areas.xml\n").hasPrefix("h:2: \(expected)"))
        #expect(fault("\(digest.uppercased())  areas.xml\n").hasPrefix("h:1: "))
        #expect(fault("\(digest) areas.xml\n").hasPrefix("h:1: "))
    }
}
