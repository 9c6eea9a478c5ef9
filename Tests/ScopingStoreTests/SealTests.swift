import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("Digests and seals")
struct SealTests {
    /// By Python's hashlib, over the bytes 0, 1, … 250, 0, 1, …: lengths around the ends of blocks and of their padding.
    @Test(
        "SHA-256 is that of another program",
        arguments: [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (55, "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"),
            (56, "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"),
            (57, "2fe741af801cc238602ac0ec6a7b0c3a8a87c7fc7d7f02a3fe03d1c12eac4d8f"),
            (63, "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"),
            (64, "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"),
            (65, "4bfd2c8b6f1eec7a2afeb48b934ee4b2694182027e6d0fc075074f2fabb31781"),
            (119, "da18797ed7c3a777f0847f429724a2d8cd5138e6ed2895c3fa1a6d39d18f7ec6"),
            (120, "f52b23db1fbb6ded89ef42a23ce0c8922c45f25c50b568a93bf1c075420bbb7c"),
            (127, "92ca0fa6651ee2f97b884b7246a562fa71250fedefe5ebf270d31c546bfea976"),
            (128, "471fb943aa23c511f6f72f8d1652d9c880cfa392ad80503120547703e56a2be5"),
            (1000, "4e4c294b331f7a2099a379bec34b9f9fc03dc46ab465d998f4d683da53487e6d"),
        ]
    )
    func hash(count: Int, expected: String) {
        #expect(SHA256.hexadecimal(of: (0..<count).map { UInt8($0 % 251) }) == expected)
    }

    @Test("SHA-256 by the examples of FIPS 180-4")
    func hashes() {
        #expect(SHA256.hexadecimal(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            SHA256.hexadecimal(of: Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        let two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(
            SHA256.hexadecimal(of: Array(two.utf8))
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        )
        #expect(
            SHA256.hexadecimal(of: [UInt8](repeating: 0x61, count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        )
    }

    /// By hashlib over `<a sha256="">`, LF, `x`, LF, `</a>`, LF.
    private let seal = "4e2d3250d2afb7eea2bede661710b5b031eb111457413cbc6ae615991f41560a"

    @Test("A seal is the SHA-256 of the document with an empty seal; setting it changes nothing else")
    func applied() {
        let sealed = "<a sha256=\"\(seal)\">\nx\n</a>\n"
        #expect(String(decoding: Seal.applied(to: Array("<a>\nx\n</a>\n".utf8)), as: UTF8.self) == sealed)
        #expect(Seal.applied(to: Array(sealed.utf8)) == Array(sealed.utf8), "sealing again changes nothing")
        #expect(digest(of: Array(sealed.utf8)) == "98e2e146c3ae9cac962bb1e5b787b65213fa78604dc5ce72e77a93ebbc082898")
        #expect(Seal.state(of: Array(sealed.utf8)) == .intact)
        #expect(Seal.state(of: Array("<a>\nx\n</a>\n".utf8)) == .unsealed)
    }

    @Test("Line ends of another machine break neither a seal nor a digest; a lone CR does")
    func lineEnds() {
        let sealed = Array("<a sha256=\"\(seal)\">\nx\n</a>\n".utf8)
        let windows = Array("<a sha256=\"\(seal)\">\r\nx\r\n</a>\r\n".utf8)
        #expect(Seal.state(of: windows) == .intact && digest(of: windows) == digest(of: sealed))
        #expect(earlierDigest(of: windows) == earlierDigest(of: sealed))
        let lone = Array("<a sha256=\"\(seal)\">\rx\n</a>\n".utf8)
        #expect(Seal.state(of: lone) == .altered && digest(of: lone) != digest(of: sealed))
    }

    @Test(
        "The root is found behind declarations and comments, whatever its quotes and spaces; what has none is left as it is",
        arguments: [
            "<?xml version=\"1.0\"?>\n<!-- <b sha256=\"x\"> > -->\n<a x='>' y = \"/\" />\n", "\u{FEFF}<a/>",
            "<a\n  b=\"sha256=\"\n>text</a>", "<p:a xmlns:p='urn:x'>\n</p:a>", "<a sha256 = ''/>", "<a b='sha256'/>",
        ]
    )
    func roots(_ text: String) throws {
        let sealed = Seal.applied(to: Array(text.utf8))
        #expect(sealed.count > text.utf8.count && Seal.state(of: sealed) == .intact)
        #expect(Seal.applied(to: sealed) == sealed)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            // What is no start tag any more is for the parser to refuse; nothing changed is intact.
            #expect(Seal.state(of: changed) != .intact, "byte \(index) of \(text)")
        }
    }

    @Test(
        "What is no document has no seal, and is left as it is",
        arguments: ["", "<", "<a", "<a b=\"", "<a b", "<?", "<!--", "x", "<a b='1"]
    )
    func noDocument(_ text: String) {
        #expect(Seal.state(of: Array(text.utf8)) == .unsealed)
        #expect(Seal.applied(to: Array(text.utf8)) == Array(text.utf8))
    }

    @Test("Whatever is written is sealed, and every document of the real data is")
    func everyDocument() throws {
        let store = try StoreReader.load(Repository.scoping)
        let model = store.model
        var written = [
            FrameworkWriter.bytes(of: model.framework), AreasWriter.bytes(of: model.areas, isSimulated: false),
            RoundsWriter.bytes(of: model.rounds, isSimulated: false),
        ]
        written += model.returns.map(ReturnWriter.bytes(of:))
        #expect(written.allSatisfy { Seal.state(of: $0) == .intact })
        let report = try StoreVerifier.report(on: store)
        #expect(report.unsealed == [] && report.faults == [])
    }
}

@Suite("Altered documents are seen")
struct AlterationTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    /// Changes of a latest revision, or of a reference file, which leave it valid, so that reading cannot see them.
    @Test(
        "A rating, its evidence, a rating gone, who recorded it and when, a comment, white space, a reference file",
        arguments: [
            (
                "returns/2022-05/ccg-halton.1.xml", "service=\"iapt-0-5\" value=\"R\"",
                "service=\"iapt-0-5\" value=\"A\""
            ),
            ("returns/2022-05/ccg-halton.1.xml", "No pathway for under-fives", "A pathway for under-fives"),
            ("returns/2022-05/ccg-halton.1.xml", "\n    <rating service=\"iapt-0-5\" value=\"R\"/>", ""),
            ("returns/2022-05/ccg-halton.1.xml", "by=\"Lacuna project\"", "by=\"Somebody else\""),
            ("returns/2022-05/ccg-halton.1.xml", "at=\"2026-11-23T12", "at=\"2026-11-24T12"),
            ("returns/2022-05/ccg-halton.1.xml", "<ratings>", "<ratings><!-- x -->"),
            ("returns/2022-05/ccg-halton.1.xml", "</return>\n", "</return>\n\n"),
            ("framework.xml", "title=\"", "title=\"The "), ("areas.xml", "children=\"1", "children=\"2"),
            ("rounds.xml", "reference-date=\"2022-05-01\"", "reference-date=\"2022-05-02\""),
        ]
    )
    func altered(_ file: String, _ old: String, _ new: String) throws {
        let before = try text(of: store + "/" + file)
        #expect(before.contains(old))
        try folder.write(before.replacing(old, with: new), to: "store/" + file)
        let loaded = try StoreReader.load(store)
        #expect(loaded.leftOut.isEmpty)
        let faults = try StoreVerifier.faults(in: loaded)
        #expect(faults.map(\.file) == [file])
        #expect(faults.first?.message.hasPrefix("altered after it was recorded") == true)
    }

    @Test("A store whose line ends became CR LF is sound, and what is recorded in it is sound where they are LF")
    func otherLineEnds() throws {
        let path = "returns/2022-05/ccg-halton.1.xml"
        for file in files(below: store) {
            try folder.write(try text(of: store + "/" + file).replacing("\n", with: "\r\n"), to: "store/" + file)
        }
        let loaded = try StoreReader.load(store)
        #expect(loaded.leftOut.isEmpty)
        #expect(try StoreVerifier.faults(in: loaded).isEmpty)
        let halton = try #require(loaded.model.returns.first { StoreLayout.path(of: $0) == path })
        _ = try StoreWriter(folder: store).record(
            area: halton.area,
            round: halton.round,
            basedOn: 1,
            by: .init(name: "t", role: "t"),
            now: Instant(secondsSince1970: 1_800_000_000)
        ) { _, _ in halton.with(state: .accepted) }
        #expect(try StoreVerifier.faults(in: try StoreReader.load(store)).isEmpty)
        try folder.write(try bytes(of: Repository.scoping + "/" + path), to: "store/" + path)
        #expect(try StoreVerifier.faults(in: try StoreReader.load(store)).isEmpty)
    }

    @Test("A rounds file that was altered is not replaced by one that hides it")
    func alteredRounds() throws {
        let before = try text(of: store + "/rounds.xml").replacing("name=\"Scoping", with: "name=\"The scoping")
        try folder.write(before, to: "store/rounds.xml")
        let day = try date("2027-05-01")
        #expect(throws: WriteFailure.self) {
            try StoreWriter(folder: store).open(
                Round(id: try SmallWorld.id("2027-05"), name: "Next", opened: day, referenceDate: day, asked: [])
            )
        }
        #expect(try text(of: store + "/rounds.xml") == before)
    }
}

@Suite("Sealing documents that were written by hand")
struct StoreSealerTests {
    private let folder: TemporaryFolder
    private let store: String
    private let second = "returns/2022-05/ccg-morecambe-bay.2.xml"
    private let first = "returns/2022-05/ccg-morecambe-bay.1.xml"

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func edit(_ file: String, _ edit: (String) throws -> String) throws {
        try folder.write(try edit(try text(of: store + "/" + file)), to: "store/" + file)
    }

    private func unseal(_ text: String) throws -> String {
        let start = try #require(text.firstRange(of: " sha256=\""))
        return String(text[..<start.lowerBound]) + String(text[start.lowerBound...].dropFirst(74))
    }

    private func isSound() throws -> Bool {
        let report = try StoreVerifier.report(on: try StoreReader.load(store))
        return report.faults.isEmpty && report.unsealed.isEmpty
    }

    @Test("A store that is sealed stays as it is, to the byte")
    func nothingToDo() throws {
        let before = try files(below: store).map { try bytes(of: store + "/" + $0) }
        #expect(try StoreSealer(folder: store).seal(again: false) == [])
        #expect(try StoreSealer(folder: store).seal(again: true) == [])
        #expect(try files(below: store).map { try bytes(of: store + "/" + $0) } == before)
    }

    @Test("What has no seal gets one; revisions that were written by hand go on naming each other")
    func unsealed() throws {
        let sealed = try [first, second, "areas.xml"].map { try text(of: store + "/" + $0) }
        for file in [first, second, "areas.xml"] { try edit(file, unseal) }
        // As a person would write it, who has no digest by SHA-256: that of the first release.
        let earlier = earlierDigest(of: try bytes(of: store + "/" + first))
        try edit(second) { text in
            let start = try #require(text.firstRange(of: "predecessor=\""))
            return text[..<start.upperBound] + earlier + text[start.upperBound...].dropFirst(64)
        }
        #expect(try StoreVerifier.faults(in: try StoreReader.load(store)) == [])
        #expect(try StoreSealer(folder: store).seal(again: false) == ["areas.xml", first, second])
        #expect(try [first, second, "areas.xml"].map { try text(of: store + "/" + $0) } == sealed)
        #expect(try isSound())
    }

    @Test("What was altered is refused, and nothing is sealed, unless it is said to be meant")
    func altered() throws {
        try edit("areas.xml", unseal)
        try edit(first) { $0.replacing("by=\"Lacuna project\"", with: "by=\"Somebody\"") }
        let before = try files(below: store).map { try bytes(of: store + "/" + $0) }
        do {
            _ = try StoreSealer(folder: store).seal(again: false)
            Issue.record("not refused")
        } catch {
            guard case .invalid(let faults) = error else { throw error }
            #expect(faults.map(\.file) == [first])
        }
        #expect(try files(below: store).map { try bytes(of: store + "/" + $0) } == before)
        #expect(try StoreSealer(folder: store).seal(again: true) == ["areas.xml", first, second])
        #expect(try isSound())
        #expect(try text(of: store + "/" + first).contains("by=\"Somebody\""))
    }

    @Test("A revision that a sealed one was built on is left as it is")
    func builtOn() throws {
        try edit(first, unseal)
        let unsealed = digest(of: try bytes(of: store + "/" + first))
        try edit(second) { text in
            let start = try #require(text.firstRange(of: "predecessor=\""))
            let edited = text[..<start.upperBound] + unsealed + text[start.upperBound...].dropFirst(64)
            return String(decoding: Seal.applied(to: Array(edited.utf8)), as: UTF8.self)
        }
        #expect(try StoreSealer(folder: store).seal(again: false) == [])
        #expect(try StoreVerifier.report(on: try StoreReader.load(store)).unsealed == [first])
    }

    @Test("A store with a damaged document is not sealed")
    func damaged() throws {
        try edit(first) { $0.replacing("</return>", with: "") }
        #expect(throws: WriteFailure.self) { try StoreSealer(folder: store).seal(again: true) }
    }
}
