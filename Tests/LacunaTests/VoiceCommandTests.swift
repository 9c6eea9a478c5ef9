import Foundation
import TestSupport
import Testing

@testable import ScopingStore
@testable import lacuna

@Suite("lacuna voice")
struct VoiceCommandTests {
    @Test("What it is comes first, then findings with their base, then who was not heard; all within 100 columns")
    func overview() throws {
        let (status, output, errors) = lacuna("voice")
        #expect(status == 0 && errors.isEmpty)
        #expect(
            output.hasPrefix(
                """
                North West Coast: what families said

                Online survey of families (150 respondents, January to February 2023): network-wide convenience
                  sample.
                """
            )
        )
        let places =
            ["    A peer supporter ", "36%\n", "    More time with the child ", "83 of 150\n"]
            + ["14 (printed as 18). ", "Peer support is on record in 17 of 17 areas, through services of the type\n"]
            + ["Who was not heard: nobody who answered is known to live in Halton, "]
        for part in places { #expect(output.contains(part), "\(part)") }
        #expect(output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test("One thing, by id or name; one survey; a word that is neither is told the nearest")
    func narrowed() {
        let byID = lacuna("voice", "--about", "peer-support").output
        #expect(byID == lacuna("voice", "--about", "Peer support").output)
        #expect(byID.contains("Volunteers who have been there") && !byID.contains("Chester"))
        let survey = lacuna("voice", "--survey", "Two online focus groups").output
        #expect(survey.contains("gender: Female 8, Male 1") && !survey.contains("Chester"))
        let wrong = lacuna("voice", "--about", "peer-suport")
        #expect(wrong.status == 64 && wrong.errors.contains("Did you mean 'peer-support'?"), "\(wrong.errors)")
        let unknown = lacuna("voice", "--survey", "families-2032")
        #expect(unknown.status == 64 && unknown.errors.contains("Did you mean 'families-2023'?"))
        #expect(lacuna("voice", "--about", "vig").output.contains("No finding on record speaks of it."))
    }

    @Test("A part of the map narrows places, never findings")
    func within() throws {
        let all = Plain.csv(lacuna("voice", "--format", "csv").output)
        let part = Plain.csv(lacuna("voice", "--within", "Halton", "--format", "csv").output)
        #expect(all == part && all.count == 31)
        let output = lacuna("voice", "--within", "L&SC").output
        #expect(output.contains("From where: Blackpool 22, Preston 2 to 4.\n") && !output.contains("Chester 35"))
        #expect(output.contains("Findings are of all who answered: no survey on record has any of one area.\n"))
    }

    @Test("Who was not heard is told of all areas, of some, of none that a survey's places are as narrow as")
    func unheard() throws {
        func told(_ areas: String...) throws -> String? {
            let folder = try TemporaryFolder()
            let store = try folder.copy(Repository.root + "/Tests/TwoNetworks", to: "store")
            let samples = areas.map { #"<sample place="Town of \#($0)" count="2" area="\#($0)"/>"# }.joined()
            let voice = try text(of: store + "/voice.xml").replacing(
                "<question",
                with: samples + "<question",
                maxReplacements: 1
            )
            try folder.write(Seal.applied(to: Array(voice.utf8)), to: "store/voice.xml")
            let lines = lacuna("voice", store: store).output.split(separator: "\n").drop {
                !$0.hasPrefix("Who was not")
            }
            return lines.first.map { _ in lines.map { $0.drop { $0 == " " } }.joined(separator: " ") }
        }
        // Both of its places are ICSs: anybody may live in any of their areas.
        let (start, whether) = ("Who was not heard: ", "it cannot be told whether somebody from there answered.")
        #expect(try told() == start + "of Ash, Birch, Cedar and Elm " + whether)
        #expect(
            try told("place-ash") == start + "somebody from 1 of 4 areas answered; of Birch, Cedar and Elm " + whether
        )
        #expect(
            try told("place-ash", "place-birch", "place-cedar", "place-elm")
                == start + "somebody from each of 4 areas answered."
        )
    }

    @Test("Shares are exact in JSON, ranges stay ranges, what is not known is null")
    func json() throws {
        let json = try Plain.json(lacuna("voice", "--format", "json").output)
        let surveys = try #require(json["surveys"] as? [[String: Any]])
        let groups = try #require(surveys[0]["answeredBy"] as? [[String: Any]])
        #expect(groups.first { $0["name"] as? String == "Black" }?["share"] as? Double == 0.007)
        let samples = try #require(surveys[0]["samples"] as? [[String: Any]])
        let crewe = try #require(samples.first { $0["place"] as? String == "Crewe" })
        #expect(crewe["count"] is NSNull && crewe["least"] as? Int == 2 && crewe["most"] as? Int == 4)
        let findings = try #require(surveys[0]["findings"] as? [[String: Any]])
        let time = try #require(findings.first { $0["count"] as? Int == 83 })
        #expect(time["of"] as? Int == 150 && time["share"] == nil && time["printedAs"] as? String == "18")
        #expect((json["unheard"] as? [String: Any])?["areas"] as? [String] != nil)
    }

    @Test("Explained, a gap says what families said of its service type; without voice.xml nothing does")
    func explained() throws {
        let id = "none:ccg-wirral:parent-infant-mh"
        let output = lacuna("explain", id).output
        // What they want first, and whose figure it is.
        let first =
            "Families    said: What might help to build a stronger relationship with their child: A service for parents and children’s relationships, 49 of 150. [Online survey of families ("
        #expect(output.contains(first))
        #expect(output.contains("'lacuna voice --about parent-infant-mh'"))
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        try FileManager.default.removeItem(atPath: store + "/voice.xml")
        for words in [["explain", id], ["explain", id, "--format", "json"], ["gaps"], ["status"], ["verify"]] {
            let (status, output, _) = lacuna(words, store: store)
            #expect(status == 0, "\(words)")
            for word in ["voice", "amilies said", "unheard", "said:"] { #expect(!output.contains(word), "\(words)") }
        }
        #expect(lacuna("voice", store: store).output.contains("Nothing that families said is on record"))
        let report = folder.path + "/report"
        #expect(lacuna(["report", "-o", report], store: store).status == 0)
        #expect(!files(below: report).contains { $0.contains("voice") })
        #expect(!(try text(of: report + "/index.html")).contains("href=\"#voice\""))
    }

    @Test("Who lives in the areas of Appendix C stands beside equity, with its source; elsewhere nothing does")
    func equity() throws {
        let output = lacuna("equity", "--within", "L&SC").output
        #expect(output.contains("Pennine Lancashire  82.7%  15.6%   0.3%     1%   99.6%\n"))
        #expect(output.contains(", July 2023, Appendix C\n"))
        #expect(!lacuna("equity", "--within", "C&M").output.contains("ethnic"))
        let json = try Plain.json(lacuna("equity", "--format", "json").output)
        #expect((json["composition"] as? [[String: Any]])?.count == 5)
    }

    @Test("The report has a chapter of it, with its picture and what was found without a figure")
    func chapter() throws {
        let folder = try TemporaryFolder()
        #expect(lacuna("report", "-o", folder.path + "/report").status == 0)
        let page = try text(of: folder.path + "/report/index.html")
        #expect(page.contains("<section id=\"voice\"") && page.contains("What was found without a figure"))
        let picture = try text(of: folder.path + "/report/chart-voice.svg")
        #expect(picture.contains("What families want most: more time with the child (83 of 150)"))
    }
}
