import Foundation
import Provision
import ScopingStore
import TestSupport
import Testing

/// What Appendix B of the service model and section 3 of the scoping reports say, typed from them, against what the store holds.
@Suite("What families said, in the source")
struct VoiceFactsTests {
    private let model: ProvisionModel
    private let survey: Survey

    init() throws {
        model = try RealData.model()
        survey = try #require(model.voice?.surveys.first)
    }

    private func figures(_ number: String?, among: String? = nil) -> [String] {
        survey.questions.filter { $0.number == number && $0.among?.contains(among ?? "") != false }
            .filter { among == nil ? $0.among == nil : $0.among != nil }
            .flatMap { question in question.answers.map { $0.figure.displayText(of: nil) } }
    }

    @Test("Who answered: 150, 94% white, 90% mothers, nine pregnant")
    func answered() {
        #expect(survey.respondents == 150)
        #expect(
            survey.groups.map { "\($0.name) \($0.figure?.displayText(of: nil) ?? "-")" } == [
                "White 94%", "Mixed 3%", "Asian 2%", "Black 0.7%", "Mothers 90%", "Fathers 9%", "Others 1%",
                "Pregnant at the time 9", "Parents of a child up to two -", "Parents of a child of two to five -",
                "Parents of a child over five -",
            ]
        )
    }

    @Test("Sixteen postcode areas, four with counts, the others two to four; six lie in the network")
    func samples() {
        #expect(survey.samples.count == 16)
        let exact = survey.samples.filter { $0.count?.count == 1 }
        #expect(
            exact.map { "\($0.place) \($0.count?.lowerBound ?? 0)" } == [
                "Chester 35", "Blackpool 22", "Liverpool 33", "Warrington 25",
            ]
        )
        #expect(survey.samples.filter { $0.count?.count != 1 }.allSatisfy { $0.count == 2...4 })
        #expect(survey.samples.count { $0.area != nil } == 6 && survey.samples.count(where: \.isOutside) == 10)
    }

    @Test("Every figure that the text prints, by question")
    func answers() throws {
        #expect(figures("1") == ["78%", "64%", "30%", "29%", "14%"])
        #expect(figures("3") == ["35%"])
        #expect(figures("3", among: "did not know") == ["47%", "0%"])
        #expect(figures("3", among: "would not be comfortable") == ["63%", "0%"])
        #expect(figures("8") == ["82%"] && figures(nil) == ["54%"])
        #expect(figures("9") == ["36%", "17%", "14%", "4%"])
        #expect(
            figures("14") == ["83", "78", "46", "61", "58", "42", "49", "42", "45", "7", "55%", "52%"]
        )
        #expect(figures("4", among: "things named") == ["over 50%", "under 25%"])
        #expect(survey.questions.first { $0.number == "14" }?.printedAs == "18")
        // Fourteen were asked; the shares that the text works out agree with the counts.
        #expect(Set(survey.questions.compactMap(\.number)) == Set((1...14).map(String.init)))
        #expect(try #require(Share(83, of: 150)).roundedText == "55%" && Share(78, of: 150)?.roundedText == "52%")
    }

    @Test("Two focus groups of nine, and a summit of which no figure is in the text")
    func others() throws {
        let surveys = try #require(model.voice?.surveys)
        #expect(surveys.map(\.id.text) == ["families-2023", "focus-groups-2023", "summit-2022"])
        #expect(surveys[1].groups.map { $0.figure?.displayText(of: nil) } == ["8", "1"])
        #expect(surveys[2].questions.count == 3 && surveys[2].questions.allSatisfy(\.answers.isEmpty))
    }

    @Test("The eleven key areas are each spoken of")
    func keyAreas() {
        let families = model.framework.standards.filter { $0.id.text.hasPrefix("family-") }
        #expect(families.count == 11)
        for standard in families {
            #expect(!model.voiceFindings(about: [.standard(standard.id)]).isEmpty, "\(standard.id)")
        }
    }

    @Test(
        "Each count and share stands in the source",
        .enabled(if: sourceDocument() != nil, "the source document is not beside the project")
    )
    func source() throws {
        let text = try #require(sourceDocument())
        let start = try #require(text.range(of: "Appendix B: Family feedback report", options: .backwards)).upperBound
        let report = text[start...]
        for question in survey.questions where question.number == "14" {
            for answer in question.answers {
                if case .count(let count) = answer.figure { #expect(report.contains("\t\(count.lowerBound)\n")) }
            }
        }
        let shares = survey.questions.flatMap(\.answers).map(\.figure) + survey.groups.compactMap(\.figure)
        for figure in shares {
            if case .share(let share) = figure { #expect(report.contains("\(share.percent)%"), "\(share)") }
        }
        for sample in survey.samples { #expect(report.contains(sample.place), "\(sample.place)") }
        let rows = report.split(separator: "\n")
        for area in model.areas.areas where !area.composition.isEmpty {
            let row = area.composition.map { "\($0.share.percent)%" }.joined(separator: "\t")
            #expect(rows.contains { $0.hasSuffix(row) }, "\(area.id)")
        }
        #expect(model.areas.areas.count { !$0.composition.isEmpty } == 5)
    }
}
