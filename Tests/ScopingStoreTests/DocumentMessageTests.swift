import Provision
import TestSupport
import Testing

@testable import ScopingStore

/// What a document of the real data says after one change, and what is said of it.
struct Change: Sendable, CustomStringConvertible {
    let file: String
    let before: String
    let after: String
    let message: String

    init(_ file: String, _ before: String, _ after: String, _ message: String) {
        (self.file, self.before, self.after, self.message) = (file, before, after, message)
    }

    var description: String { message }
}

@Suite("What a document says that cannot be is told with its line, what is wrong, and what to do")
struct DocumentMessageTests {
    static let changes = [
        Change(
            "framework.xml",
            #"<intervention id="watch-wait-and-wonder" name="Watch, Wait and Wonder" source="pier-2023""#,
            #"<intervention id="watch-wait-and-wonder" name="Watch, Wait and Wonder" source="pier-2032""#,
            "in <intervention>: unknown source 'pier-2032' (did you mean 'pier-2023'?)"
        ),
        Change(
            "framework.xml",
            #"<measure id="epds" name="Edinburgh Postnatal Depression Scale (EPDS)" source="pier-2023""#,
            #"<measure id="epds" name="Edinburgh Postnatal Depression Scale (EPDS)" source="pier-2032""#,
            "in <measure>: unknown source 'pier-2032' (did you mean 'pier-2023'?)"
        ),
        Change(
            "framework.xml",
            #"target="0.35" source="pier-2023""#,
            #"target="0.35" source="pier-2032""#,
            "unknown source 'pier-2032' (did you mean 'pier-2023'?)"
        ),
        Change(
            "framework.xml",
            #"<criterion id="provided" name="Provision" source="scoping-cm-2022""#,
            #"<criterion id="provided" name="Provision" source="pier-2032""#,
            "in <criterion>: unknown source 'pier-2032' (did you mean 'pier-2023'?)"
        ),
        Change(
            "framework.xml",
            #"id="iapt-0-5" name="IAPT 0-5s""#,
            #"id="iapt-0-5" name="0-5s pathway in  CAMHS""#,
            "'0-5s pathway in CAMHS' also names the service type 'camhs-0-5' (give each service type names of its own)"
        ),
        Change(
            "framework.xml",
            "tolerance=\"1\">\n      <from value=\"90\"",
            "tolerance=\"1\">\n      <printed value=\"100\" source=\"pier-2023\"/>\n      <from value=\"90\"",
            #"prints a sum, which its rule does not look at (set rule="sum", or take <printed> out)"#
        ),
        Change(
            "framework.xml",
            "<from value=\"150\" source=\"pier-2023\" section=\"Appendix B, Demographics\"/>\n",
            "<from value=\"150\" source=\"pier-2023\"/><from value=\"225\" source=\"pier-2023\"/>\n",
            "is held against 2 parts and not one (keep one <from>)"
        ),
        Change(
            "areas.xml",
            #"<successor area="place-halton"/>"#,
            #"<successor area="place-haltom"/>"#,
            "unknown successor 'place-haltom' (did you mean 'place-halton'?)"
        ),
        Change(
            "rounds.xml",
            #"reference-date="2022-05-01""#,
            #"reference-date="2022-05-01" due="2021-11-30""#,
            "round '2022-05' is due (2021-11-30) before it opens (2021-12-01)"
        ),
        Change(
            "rounds.xml",
            #"<asked area="ccg-halton"/>"#,
            #"<asked area="ccg-haltom"/>"#,
            "unknown area 'ccg-haltom' (did you mean 'ccg-halton'?)"
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            #"type="parent-infant-mh""#,
            #"type="parent-infant-hm""#,
            "in <service>: unknown service type 'parent-infant-hm' (did you mean 'parent-infant-mh'?)"
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            #"<delivered intervention="baby-massage""#,
            #"<delivered intervention="baby-massages""#,
            "in <delivered>: unknown intervention 'baby-massages' (did you mean 'baby-massage'?)"
        ),
        Change(
            "returns/2022-05/ccg-blackpool.1.xml",
            #"from="2022-03-01" until="2024-02-29""#,
            #"from="2022-03-01" until="2022-02-28""#,
            "ends (2022-02-28) before it begins (2022-03-01)"
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            #"<rating service="iapt-0-5""#,
            #"<rating carried-from="2021-05" service="iapt-0-5""#,
            "in <rating>: unknown round '2021-05' (did you mean '2022-05'?)"
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            #"<service id="bibs""#,
            #"<service id="bibs" extent="part""#,
            #"extent="part" needs to say which part (part="Millom")"#
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            #"<service id="bibs""#,
            #"<service id="bibs" part="Millom""#,
            #"a part is named, but extent is "whole" (set extent="part")"#
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            #" age-to="6" commissioned"#,
            " commissioned",
            "an age range needs both age-from and age-to (-9 is conception, 60 the fifth birthday)"
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            #"T12:00:00Z" by=""#,
            #"T24:00:00Z" by=""#,
            #"T24:00:00Z" is not a moment in UTC (such as 2022-05-01T09:30:00Z)"#
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            "</return>",
            #"<outcomes><outcome service="bibs" from="2022-05-01" until="2022-06-01" seen="1000001"/></outcomes></return>"#,
            #"seen="1000001" is no number of families (0 to 1000000, or "withheld")"#
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            "</return>",
            #"<outcomes><outcome service="bibs" from="2022-06-01" until="2022-05-01" seen="1"/></outcomes></return>"#,
            "outcomes of 'bibs': the period ends (2022-05-01) before it begins (2022-06-01) (turn the dates round)"
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            "</return>",
            #"<outcomes><outcome service="bibs" from="2022-05-01" until="2022-06-01" seen="1"/><outcome service="bibs" from="2022-05-01" until="2022-06-01" seen="2"/></outcomes></return>"#,
            "outcomes of 'bibs': the same service, measure and period twice (keep one of the two)"
        ),
        Change(
            "returns/2022-05/ccg-halton.1.xml",
            "</return>",
            #"<outcomes><outcome service="bibs" from="2022-05-01" until="2022-06-01" seen="3" paired="2"/></outcomes></return>"#,
            "outcomes of 'bibs': families measured, and no measure named (name it, or leave paired and improved out)"
        ),
        Change(
            "actions/recommendation-1a.1.xml",
            #"<area area="ics-cheshire-and-merseyside"/>"#,
            #"<area area="ics-cheshire"/>"#,
            "in <area>: unknown area 'ics-cheshire'"
        ),
        Change(
            "actions/recommendation-1a.1.xml",
            #"<area area="ics-cheshire-and-merseyside"/>"#,
            #"<area area="ics-lancashire-and-south-cumbria"/>"#,
            "in <area>: the area 'ics-lancashire-and-south-cumbria' is named twice (keep one of the two)"
        ),
        Change(
            "voice.xml",
            #"respondents="150" source="pier-2023""#,
            #"respondents="150" source="pier-2032""#,
            "in <survey>: unknown source 'pier-2032' (did you mean 'pier-2023'?)"
        ),
        Change(
            "voice.xml",
            #"<question number="1" text="Where parents"#,
            #"<question number="1" of="151" text="Where parents"#,
            "question 1 was answered by 151, the survey by 150 (of is at most the number of respondents)"
        ),
        Change(
            "voice.xml",
            #"<answer text="The internet""#,
            #"<answer text="family and  friends""#,
            "question 1 has the answer 'family and friends' twice (keep one)"
        ),
    ]

    /// What a reader says of a document.
    private func faults(_ text: String, of file: String) throws -> [DocumentFault] {
        let model = try RealData.model()
        let bytes = Array(text.utf8)
        do throws(DocumentFaults) {
            switch file.split(separator: "/").first {
            case "framework.xml": _ = try FrameworkDocument.read(bytes, file: file)
            case "areas.xml": _ = try AreasDocument.read(bytes, file: file)
            case "rounds.xml": _ = try RoundsDocument.read(bytes, file: file, areas: model.areas)
            case "voice.xml":
                _ = try VoiceDocument.read(bytes, file: file, framework: model.framework, areas: model.areas)
            case "actions":
                _ = try ActionDocument.read(bytes, file: file, framework: model.framework, areas: model.areas)
            default:
                _ = try ReturnDocument.read(
                    bytes,
                    file: file,
                    framework: model.framework,
                    areas: model.areas,
                    rounds: model.rounds
                )
            }
            return []
        } catch {
            return error.faults
        }
    }

    @Test("Each change alone is one fault, in the line of the element that was changed", arguments: changes)
    func told(change: Change) throws {
        let before = try text(of: Repository.scoping + "/" + change.file)
        #expect(try faults(before, of: change.file) == [])
        let range = try #require(before.firstRange(of: change.before))
        let found = try faults(before.replacing(change.before, with: change.after, maxReplacements: 1), of: change.file)
        let fault = try #require(found.first)
        #expect(found.count == 1, "\(found)")
        #expect(fault.description.contains(change.message), "\(fault)")
        // What is said of a whole document, or of an element that the change stands in, has an earlier line.
        let line = before[..<range.lowerBound].count { $0 == "\n" } + 1
        let last = line + change.after.count { $0 == "\n" } + 1
        #expect(try #require(fault.line) <= last)
    }

    @Test("A text in several pieces, with comments and marked sections, reads as one with its spaces collapsed")
    func pieces() throws {
        let before = try text(of: Repository.scoping + "/framework.xml")
        let written = "<meaning>  Nothing <!-- at all --> is\n\t<![CDATA[ provided & kept. ]]> </meaning>"
        let after = before.replacing("<meaning>Nothing is provided.</meaning>", with: written)
        let framework = try FrameworkDocument.read(Array(after.utf8), file: "framework.xml").0
        #expect(framework.scale.level(coded: "R")?.meaning == "Nothing is provided & kept.")
    }

    @Test("Thresholds of a network's own are read, written and read again; those left out are the usual ones")
    func thresholds() throws {
        func read(_ stated: String) throws -> Framework {
            let before = try text(of: Repository.scoping + "/framework.xml")
            let after = before.replacing("</framework>", with: stated + "</framework>")
            let framework = try FrameworkDocument.read(Array(after.utf8), file: "framework.xml").0
            let again = try FrameworkDocument.read(FrameworkWriter.bytes(of: framework), file: "framework.xml").0
            #expect(again.thresholds == framework.thresholds)
            return again
        }
        let months = #"<thresholds stalled-months="6" stale-months="9" funding-months="3" dependency-cells="4""#
        let own = try read(months + #" recorded-percent="80" representation-percent="70" severe-points="60"/>"#)
            .thresholds
        #expect([own.stalledMonths, own.staleMonths, own.fundingMonths, own.dependencyCells] == [6, 9, 3, 4])
        #expect([own.recordedPercent, own.representationPercent, own.severePoints] == [80, 70, 60])
        let some = try read(months + "/>").thresholds
        // As the schema says of what is left out.
        #expect([some.recordedPercent, some.representationPercent, some.severePoints] == [90, 80, 50])
        let none = try read("").thresholds
        #expect([none.stalledMonths, none.staleMonths, none.fundingMonths, none.dependencyCells] == [12, 18, 12, 5])
    }
}
