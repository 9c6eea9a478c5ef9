import Foundation
import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("Lines beyond 65,535")
struct LineNumberTests {
    private let model: ProvisionModel
    private let text: String

    init() throws {
        model = try RealData.model()
        text = try TestSupport.text(of: Repository.scoping + "/returns/2022-05/ccg-halton.1.xml")
    }

    private func faults(_ text: String) -> [String] {
        do {
            _ = try ReturnDocument.read(
                Array(text.utf8),
                file: "x.xml",
                framework: model.framework,
                areas: model.areas,
                rounds: model.rounds
            )
            return []
        } catch {
            return error.faults.map { "\($0.line ?? 0) \($0.element ?? "")" }
        }
    }

    /// The document with blank lines before its ratings, and something wrong with a rating; the line on which that stands.
    private func damaged(_ old: String, _ new: String, blank: Int) throws -> (text: String, line: Int) {
        let start = try #require(text.firstRange(of: "  <ratings>")).lowerBound
        let place = try #require(text.firstRange(of: old))
        let line = text[..<place.lowerBound].utf8.count { $0 == 0x0A } + 1
        let lines = String(decoding: [UInt8](repeating: 0x0A, count: blank), as: UTF8.self)
        let isAfter = place.lowerBound >= start
        var damaged = text
        damaged.replaceSubrange(place, with: new)
        damaged.insert(contentsOf: lines, at: try #require(damaged.firstRange(of: "  <ratings>")).lowerBound)
        return (damaged, isAfter ? line + blank : line)
    }

    /// Blank lines so that what is wrong stands well before, just before, on, and beyond the last line of 16 bits.
    private static let blanks = [0, 65_400] + Array(65_505...65_530) + [66_000, 131_072, 200_000]

    @Test("A level that the scale has not, by the model", arguments: blanks)
    func byModel(blank: Int) throws {
        // Without children, with a text in a child, and followed by nothing but its parent's end.
        for service in ["iapt-0-5", "health-visiting"] {
            let old = "service=\"\(service)\" value=\""
            let (text, line) = try damaged(old, "service=\"\(service)\" value=\"X", blank: blank)
            #expect(faults(text) == ["\(line) rating"], "\(service)")
        }
    }

    @Test("An attribute that there is not, by the schema", arguments: blanks)
    func bySchema(blank: Int) throws {
        for service in ["iapt-0-5", "health-visiting"] {
            let old = "<rating service=\"\(service)\""
            let (text, line) = try damaged(old, "<rating x=\"y\" service=\"\(service)\"", blank: blank)
            #expect(faults(text) == ["\(line) rating"], "\(service)")
        }
        let (text, line) = try damaged("value=\"G\"", "value=\"\"", blank: blank)
        #expect(Set(faults(text)) == ["\(line) rating"], "an attribute's value")
    }

    @Test("What is not well formed, by the parser", arguments: [0, 65_525, 66_000, 200_000])
    func byParser(blank: Int) throws {
        let (text, line) = try damaged("</ratings>", "</rating>", blank: blank)
        #expect(faults(text).first?.hasPrefix("\(line) ") == true, "\(faults(text))")
    }

    @Test("The line of a rating that stands where a gap is explained")
    func explained() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let (text, line) = try damaged("<rating service=\"iapt-0-5\"", "<rating service=\"iapt-0-5\"", blank: 66_000)
        try folder.write(text, to: "store/returns/2022-05/ccg-halton.1.xml")
        let found = try StoreReader.line(
            ofRating: try SmallWorld.id("iapt-0-5"),
            area: try SmallWorld.id("ccg-halton"),
            round: try SmallWorld.id("2022-05"),
            revision: 1,
            folder: store
        )
        #expect(found == line)
        #expect(throws: DocumentFault.self) {
            try StoreReader.line(
                ofRating: nil,
                area: try SmallWorld.id("ccg-halton"),
                round: try SmallWorld.id("2022-05"),
                revision: 9,
                folder: store
            )
        }
    }
}
