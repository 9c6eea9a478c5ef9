import Foundation
import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("Published figures in framework.xml")
struct FigureDocumentTests {
    private static func read(_ figures: String) throws -> Framework {
        let before = try text(of: Repository.scoping + "/framework.xml")
        let start = try #require(before.range(of: "<figures>")?.upperBound)
        let end = try #require(before.range(of: "</figures>")?.lowerBound)
        let after = before.replacingCharacters(in: start..<end, with: figures)
        return try FrameworkDocument.read(Seal.applied(to: Array(after.utf8)), file: "framework.xml").0
    }

    @Test("Written and read again they are the same")
    func roundTrip() throws {
        let framework = try RealData.model().framework
        let again = try FrameworkDocument.read(FrameworkWriter.bytes(of: framework), file: "framework.xml").0
        #expect(again.figures == framework.figures && framework.figures.count == 28)
    }

    @Test("A network that begins with this framework takes none of another's figures along")
    func otherNetwork() throws {
        #expect(try RealData.model().framework.forNetwork("Another").figures.isEmpty)
    }

    @Test(
        "What cannot be checked is refused, with its line and what to do",
        arguments: [
            (
                #"<figure id="a" title="A" rule="same"><from value="1" source="pier-2023"/></figure>"#,
                "prints nothing to check"
            ),
            (
                #"<figure id="a" title="A" rule="same"><printed value="1" source="pier-2023"/><from value="1" source="x"/></figure>"#,
                "unknown source 'x'"
            ),
            (
                #"<figure id="a" title="A" rule="sum"><printed value="1" source="pier-2023"/><from value="1" source="pier-2023"/></figure>"#,
                "adds up 1 part"
            ),
            (
                #"<figure id="a" title="A" rule="adds-up"><from value="1" source="pier-2023"/><from value="1" source="pier-2023"/></figure>"#,
                "does not say what its parts add up to"
            ),
            (
                #"<figure id="a" title="A" rule="share"><printed value="1" source="pier-2023"/><from value="1" source="pier-2023"/></figure>"#,
                "is a share of nothing"
            ),
            (
                #"<figure id="a" title="A" rule="share"><printed value="1" source="pier-2023"/><from value="9" of="8" source="pier-2023"/></figure>"#,
                "takes 9 of 8"
            ),
            (
                #"<figure id="a" title="A" rule="share"><printed value="1" source="pier-2023"/><from value="0" of="0" source="pier-2023"/></figure>"#,
                "takes 0 of 0"
            ),
            (
                #"<figure id="a" title="A" rule="adds-up" total="1"><from value="999999999999" source="pier-2023"/><from value="999999999999" source="pier-2023"/></figure>"#,
                "come to more than a million million"
            ),
            (
                #"<figure id="a" title="A" rule="same" total="1"><printed value="1" source="pier-2023"/><from value="1" source="pier-2023"/></figure>"#,
                "has a total"
            ),
            (
                #"<figure id="a" title="A" rule="same"><printed value="1" source="pier-2023"/><from value="1" of="2" source="pier-2023"/></figure>"#,
                "works out no share"
            ),
            (
                #"<figure id="a" title="A" rule="same"><printed value="1e9" source="pier-2023"/><from value="1" source="pier-2023"/></figure>"#,
                "1e9"
            ),
            (
                #"<figure id="a" title="A" rule="guess"><printed value="1" source="pier-2023"/><from value="1" source="pier-2023"/></figure>"#,
                "guess"
            ),
        ]
    )
    func faults(figure: String, message: String) throws {
        do {
            _ = try Self.read("\n" + figure)
            Issue.record("read without a fault")
        } catch let faults as DocumentFaults {
            #expect(faults.faults.contains { $0.description.contains(message) }, "\(faults)")
            #expect(faults.faults.allSatisfy { $0.line != nil })
        }
    }
}
