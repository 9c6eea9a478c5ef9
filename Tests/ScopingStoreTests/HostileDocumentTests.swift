import Foundation
import Provision
import TestSupport
import Testing

@testable import ScopingStore

/// Documents that are damaged, or made to do harm: each is refused, with its file and line, in bounded time.
@Suite("Hostile and damaged documents")
struct HostileDocumentTests {
    private let model: ProvisionModel
    private let halton: String

    init() throws {
        model = try RealData.model()
        halton = try text(of: Repository.scoping + "/returns/2022-05/ccg-halton.1.xml")
    }

    private func faults(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try ReturnDocument.read(
                bytes,
                file: "x.xml",
                framework: model.framework,
                areas: model.areas,
                rounds: model.rounds
            )
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    private func faults(_ text: String) -> [String] { faults(Array(text.utf8)) }

    @Test func theDocumentItselfIsSound() { #expect(faults(halton).isEmpty) }

    @Test func byteOrderMarkAndWindowsLineEnds() {
        #expect(faults("\u{FEFF}" + halton.replacing("\n", with: "\r\n")).isEmpty)
    }

    @Test func wrongLevel() {
        let found = faults(
            halton.replacing("service=\"iapt-0-5\" value=\"R\"", with: "service=\"iapt-0-5\" value=\"X\"")
        )
        #expect(
            found == [
                "x.xml:15: in <rating>: 'X' is no level of the rating scale (rating of 'iapt-0-5') (the levels are G, A, R, B)"
            ]
        )
    }

    @Test func unknownServiceType() {
        let found = faults(halton.replacing("service=\"iapt-0-5\"", with: "service=\"iapt-0-6\""))
        #expect(found == ["x.xml:15: in <rating>: unknown service type 'iapt-0-6' (did you mean 'iapt-0-5'?)"])
    }

    @Test func twoRatingsOfOneCell() {
        let found = faults(halton.replacing("service=\"iapt-0-5\"", with: "service=\"camhs-0-5\""))
        #expect(found == ["x.xml:15: in <rating>: 'camhs-0-5' is rated twice in this return (keep one of the two)"])
    }

    @Test func unknownArea() {
        let found = faults(halton.replacing("area=\"ccg-halton\"", with: "area=\"ccg-haltom\""))
        #expect(found == ["x.xml:2: in <return>: unknown area 'ccg-haltom' (did you mean 'ccg-halton'?)"])
    }

    @Test func schemaFaultNamesLineAndElement() {
        let found = faults(halton.replacing("revision=\"1\"", with: "revision=\"one\""))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("x.xml:2: in <return>: ") == true)
        #expect(found.first?.contains("'one'") == true)
        #expect(found.first?.contains("urn:lacuna") == false)
    }

    @Test func everyFaultIsToldUpToALimit() {
        let found = faults(halton.replacing("value=\"", with: "value=\"X"))
        #expect(found.count == 11)
        let many = (0..<50).map { "<rating service=\"s\($0)\" value=\"R\"/>" }.joined()
        let crowded = faults(halton.replacing("<ratings>", with: "<ratings>" + many))
        #expect(crowded.count == Limits.faults + 1)
        #expect(crowded.last == "x.xml: and 30 more faults")
    }

    @Test(arguments: [
        "<!DOCTYPE return SYSTEM \"x.dtd\">", "<!DOCTYPE return [<!ENTITY a \"b\">]>", "<!ENTITY a \"b\">",
        "<!doctype html>",
    ])
    func declarationsAreRefused(declaration: String) {
        let found = faults(halton.replacing("<return ", with: declaration + "\n<return "))
        #expect(
            found == [
                "x.xml:2: a DOCTYPE or other declaration is not accepted (remove it: Lacuna's documents are checked against its schemas alone)"
            ]
        )
    }

    @Test func anEntityThatNobodyDeclared() {
        #expect(faults(halton.replacing("Transcribed", with: "&secret;")).first?.hasPrefix("x.xml:4: ") == true)
    }

    @Test("Cut off anywhere, a document is refused")
    func cutOff() {
        let bytes = Array(halton.utf8)
        for end in stride(from: 0, to: bytes.count - 2, by: 97) {
            #expect(!faults(Array(bytes[..<end])).isEmpty, "cut at \(end)")
        }
    }

    @Test("Any one byte changed to something harmful never stops the program")
    func flippedBytes() {
        let bytes = Array(halton.utf8)
        for position in stride(from: 0, to: bytes.count, by: 41) {
            for value in [0x00, 0x3C, 0x26, 0x22, 0xFF, 0xC3] as [UInt8] {
                var damaged = bytes
                damaged[position] = value
                _ = faults(damaged)
            }
        }
    }

    @Test func encodings() {
        #expect(faults([]) == ["x.xml:1: the file is empty (restore it, or remove it)"])
        let parts = halton.components(separatedBy: "Transcribed")
        let windows1252 = Array(parts[0].utf8) + [0xE9] + Array(parts[1].utf8)
        #expect(faults(windows1252) == ["x.xml:4: invalid UTF-8 (save it as UTF-8; Windows-1252 is a usual cause)"])
        #expect(
            faults(halton.replacing("UTF-8", with: "UTF-7")).first
                == "x.xml:1: the encoding 'UTF-7' is not accepted (save it as UTF-8 and declare UTF-8)"
        )
        #expect(
            faults(Array(halton.data(using: .utf16) ?? Data())).first
                == "x.xml:1: not UTF-8 (it looks like UTF-16) (save it as UTF-8)"
        )
    }

    private func attributes(_ count: Int) -> [String] {
        let attributes = (0..<count).map { " a\($0)=\"\"" }.joined()
        return faults("<?xml version=\"1.0\"?>\n<return\(attributes)/>")
    }

    @Test("Attributes: the limit passes the gate, one more does not, and 100,000 are refused at once")
    func manyAttributes() {
        let refusal = "x.xml:2: more than \(Limits.attributes) attributes on one tag"
        #expect(attributes(Limits.attributes).contains(refusal) == false)
        #expect(attributes(Limits.attributes + 1) == [refusal])
        #expect(attributes(100_000) == [refusal])
    }

    private func nested(_ depth: Int) -> [String] {
        faults(String(repeating: "<a>\n", count: depth) + String(repeating: "</a>", count: depth))
    }

    @Test("Depth: the limit passes the gate, one more does not, and 300 levels are refused at once")
    func depth() {
        #expect(nested(Limits.depth).contains { $0.contains("nested") } == false)
        #expect(
            nested(Limits.depth + 1) == ["x.xml:\(Limits.depth + 1): elements nested more than \(Limits.depth) deep"]
        )
        #expect(nested(300) == ["x.xml:\(Limits.depth + 1): elements nested more than \(Limits.depth) deep"])
    }

    @Test("Elements and bytes: the limit passes, one more does not")
    func size() throws {
        func gate(elements: Int) -> String? {
            let bytes =
                Array("<a>".utf8) + Array(repeating: Array("<b/>".utf8), count: elements - 1).joined()
                + Array("</a>".utf8)
            do {
                try XMLRefusal.check(bytes, file: "x.xml")
                return nil
            } catch {
                return error.message
            }
        }
        #expect(gate(elements: Limits.elements) == nil)
        #expect(gate(elements: Limits.elements + 1) == "more than \(Limits.elements) elements")
        let room = Limits.returnBytes - halton.utf8.count
        #expect(faults(halton + String(repeating: "\n", count: room)).isEmpty)
        #expect(
            faults(halton + String(repeating: "\n", count: room + 1)) == [
                "x.xml: larger than \(Limits.returnBytes) bytes"
            ]
        )
    }

    @Test("A tag inside a comment, CDATA or an attribute is no tag to the gate")
    func gateKnowsContexts() throws {
        let text = "<a b='<c' d=\"/>\"><!-- <!DOCTYPE x> <d> --><![CDATA[<!DOCTYPE y><e>]]><?p <f> ?></a>"
        try XMLRefusal.check(Array(text.utf8), file: "x.xml")
    }
}
