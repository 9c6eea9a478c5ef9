import Foundation
import TestSupport
import Testing

@testable import lacuna

@Suite("Analyses at the command line, on the real data")
struct AnalysisCommandTests {
    @Test("need finds the cell of Table 4 that does not follow, and shows each step")
    func need() {
        let (status, output, _) = lacuna("need", "--within", "C&M")
        #expect(status == 0)
        #expect(output.contains("6.5% of 111,629 is 7,256, twice the printed figure; printed is 3,628."))
        #expect(
            output.contains(
                "Published for Cheshire and Merseyside: total 10,251, target 3,588, which imply 59,902 children in deprived areas; these cells do not follow:\n"
            )
        )
        #expect(!output.contains("Published for Lancashire"))
        #expect(
            lacuna("need", "--format", "csv").output.contains("ccg-liverpool,Liverpool,28836,1874,20387,1019,2894,1013")
        )
    }

    @Test func equity() {
        let output = lacuna("equity", "--service", "health-visiting", "--format", "csv").output
        #expect(
            output.contains(
                "ics-cheshire-and-merseyside,health-visiting,Health Visiting,136635,0,0,0,1.000,0.000,1.000,,"
            )
        )
    }

    @Test("plan: so many steps, and refusals by name")
    func plan() throws {
        let (status, output, _) = lacuna("plan", "--steps", "3", "--within", "Halton")
        #expect(
            status == 0
                && output.hasPrefix(
                    // Three reds of 685 children in need: 685 less 3 / 8 of it, 257, is 428 each. Not reached: five ambers of 257, three reds, one in development of 514.
                    "Halton, 1 May 2022: 3 steps reach 1,284 more children in need, of 3,854 not reached. A child counts once for each service type.\nMaximises the number of children in need reached"
                )
        )
        for words in [["plan"], ["plan", "--steps", "3", "--budget", "2"], ["plan", "--budget", "2"]] {
            #expect(lacuna(words).errors.contains("Give --steps N, or --costs FILE and --budget N."))
        }
        #expect(lacuna("plan", "--steps", "-1").status == 64)
        let folder = try TemporaryFolder()
        let costs = folder.path + "/costs.csv"
        try Data("service,level,cost\niapt-0-5,Z,1\nnonsense,G,1\niapt-0-5,G,much\n".utf8).write(
            to: URL(filePath: costs)
        )
        let refused = lacuna("plan", "--costs", costs, "--budget", "5")
        #expect(refused.status == 65)
        #expect(
            refused.errors == """
                lacuna: \(costs):2: 'Z' is no level; the levels are G, A, R, B
                lacuna: \(costs):3: 'nonsense' is no service type
                lacuna: \(costs):4: the cost 'much' is no whole number from 0 to 1000000000

                """
        )
        try Data("service,level,cost\niapt-0-5,G,1\n".utf8).write(to: URL(filePath: costs))
        #expect(
            lacuna("plan", "--costs", costs, "--budget", "5").errors.contains("no cost is given for parent-infant-mh")
        )
        #expect(lacuna("plan", "--costs", folder.path + "/none.csv", "--budget", "5").status == 66)
    }

    @Test("plan: an area's own price is what its steps cost, others pay the price of the type")
    func pricesOfAreas() throws {
        let folder = try TemporaryFolder()
        let costs = folder.path + "/costs.csv"
        let types = try CommandWorld.serviceTypes()
        let common = types.flatMap { ["\($0),A,10,", "\($0),G,100,"] }
        let own = ["perinatal-mh-health-visitors,A,40,ccg-liverpool", "parent-infant-mh,A,7,Cheshire"]
        try Data((["service,level,cost,area"] + common + own).joined(separator: "\n").utf8).write(
            to: URL(filePath: costs)
        )
        func plan(_ budget: String) throws -> [[String: Any]] {
            let output = lacuna("plan", "--costs", costs, "--budget", budget, "--format", "json").output
            let json = try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
            return try #require(json["steps"] as? [[String: Any]])
        }
        let seven = try plan("7")
        #expect(seven.count == 1 && seven[0]["area"] as? String == "ccg-cheshire" && seven[0]["cost"] as? Int == 7)
        #expect(seven[0]["service"] as? String == "parent-infant-mh")
        let three = try plan("37")
        #expect(three.map { $0["cost"] as? Int } == [7, 10, 10, 10].map { $0 })
        #expect(three.allSatisfy { $0["area"] as? String == "ccg-cheshire" })
    }

    @Test("plan: the first steps of each objective on the real data; none is taken twice; as table, CSV and JSON alike")
    func objectives() throws {
        let expected = [
            "children": [
                "ccg-liverpool R", "ccg-cheshire R", "ccg-cheshire R", "ccg-cheshire R", "ccg-cheshire R",
                "ccg-east-lancashire R",
            ],
            "worst-first": [
                "ccg-liverpool R", "ccg-cheshire R", "ccg-cheshire R", "ccg-cheshire R", "ccg-cheshire R",
                "ccg-east-lancashire R",
            ],
            "fair": [
                "ccg-liverpool R", "ccg-knowsley R", "ccg-knowsley R", "ccg-knowsley R", "ccg-blackburn-with-darwen R",
                "ccg-blackburn-with-darwen R",
            ],
        ]
        for (objective, steps) in expected {
            let output = lacuna("plan", "--steps", "50", "--objective", objective, "--format", "csv").output
            let rows = output.split(separator: "\r\n").dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
            #expect(rows.count == 50)
            #expect(rows.prefix(6).map { "\($0[0]) \($0[4])" } == steps)
            #expect(Set(rows.map { "\($0[0])/\($0[2])/\($0[4])" }).count == 50)
            let table = lacuna("plan", "--steps", "50", "--objective", objective).output
            #expect(table.contains("(--objective \(objective))."))
            let json = lacuna("plan", "--steps", "50", "--objective", objective, "--format", "json").output
            let answer = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            #expect(answer["objective"] as? String == objective && (answer["steps"] as? [Any])?.count == 50)
            #expect(answer["gain"] as? Int == rows.reduce(0) { $0 + (Int($1[6]) ?? 0) })
        }
        #expect(
            lacuna("plan", "--steps", "5").output == lacuna("plan", "--steps", "5", "--objective", "children").output
        )
        let refused = lacuna("plan", "--steps", "5", "--objective", "kind")
        #expect(refused.status == 64 && refused.errors.contains("worst-first"))
    }

    @Test("explain: from the rule to the line of the return")
    func explain() {
        let (status, output, _) = lacuna("explain", "none:ccg-morecambe-bay:parent-infant-mh")
        #expect(status == 0)
        #expect(output.contains("Return      returns/2022-05/ccg-morecambe-bay.2.xml, line 7\n"))
        // As the document itself states it.
        #expect(output.contains("\nRecorded    2026-11-23T23:36:45Z by Lacuna project, transcriber\n"))
        // 15,455 x (0.065 + 0.05 x 0.243) = 1,192 in need, of which 35% are 417; 0.2 + 0.8 x 1,192 / 2,192 = 0.64 (0.635).
        #expect(
            output.contains(
                "Severity    51 = 80 for no provision x 0.64 for 1,192 children in need (of 15,455 aged 0-4)\n"
            )
        )
        #expect(
            output.contains(
                "Need        1,192 of 15,455 children aged 0-4 are expected to need specialist help; the initial target is 417.\n"
            )
        )
        let record = lacuna("explain", "no-return:ccg-morecambe-bay:2022-05").output
        #expect(record.contains("Severity    20 for a missing return; a gap in the record is weighed by no children\n"))
        #expect(!record.contains("\nNeed ") && !record.contains("\nChildren "))
        let near = lacuna("explain", "none:ccg-morecambe-bay:parent-infant")
        #expect(near.status == 64 && near.errors.contains("Did you mean 'none:ccg-morecambe-bay:parent-infant-mh'?"))
        #expect(lacuna("explain", "nonne:x").errors.contains("Did you mean 'none'?"))
    }

    @Test("The register's table speaks words: no code of a kind, no id of a group, a round or a stretch of ages")
    func tableInWords() {
        let output = lacuna("gaps").output
        for words in [
            "(families who are getting risk support)", "(ages from the second to the fifth birthday)",
            "(the round of 1 May 2022)", "(St. Helen's CYPMHS)", "(Enhancing Families Pathway)", "(the area's return)",
            "  full nowhere  ", "  no provision  ",
        ] { #expect(output.contains(words), "\(words)") }
        for code in [
            "full-nowhere", "needs-group", "getting-risk-support", "24-60", "round/", "register/", "provider/",
        ] {
            #expect(!output.contains(code), "\(code)")
        }
    }

    @Test("By which rule areas made of several are shown stands below the register, and below what opened and closed")
    func ruleOfTheRegister() {
        let rule = "Where an area is made of several, its level is the worst of the levels it is made of.\n"
        #expect(!lacuna("gaps").output.contains(rule))
        #expect(lacuna("gaps", "--level", "place").output.contains(rule))
        #expect(lacuna("gaps", "--between", "2022-05-01", "2026-11-01").output.contains(rule))
    }

    @Test("explain names a source by its title, and a text box not as a section")
    func sourcesByTitle() {
        let output = lacuna("explain", "funding:ccg-st-helens:enhancing-families").output
        #expect(output.contains(": Cheshire and Merseyside, Text box 2]\n"))
        #expect(!output.contains("scoping-cm-2022") && !output.contains("section Text"))
    }

    @Test(
        "What sums children over service types says that a child counts once for each of them",
        arguments: ["children", "fair", "worst-first"]
    )
    func childrenOnceForEachType(_ objective: String) {
        let output = lacuna("plan", "--steps", "5", "--objective", objective).output
        #expect(output.contains("A child counts once for each service type."))
        #expect(!output.contains("COST"))
    }

    @Test("Every gap can be explained")
    func everyGap() throws {
        let rows = lacuna("gaps", "--format", "csv").output.split(separator: "\r\n").dropFirst()
        var kinds: Set<Substring> = []
        for id in rows.compactMap({ $0.split(separator: ",").first }) {
            // One of each kind: each call reads the store anew.
            guard kinds.insert(id.prefix { $0 != ":" }).inserted else { continue }
            #expect(lacuna("explain", String(id)).status == 0)
        }
        #expect(kinds.count == 16)
    }

    @Test("Scenarios: assumed levels, and money that is not renewed; impossible ones are refused by name")
    func scenarios() {
        let assumed = lacuna("gaps", "--assume", "Halton/iapt-0-5=G", "--within", "Halton", "--kind", "none")
        #expect(
            assumed.output.hasPrefix(
                "Halton, assuming Halton/iapt-0-5=G, 1 May 2022: 2 gaps in provision: 2 no provision."
            )
        )
        for (word, message) in [
            ("Halton", "Expected AREA/SERVICE=LEVEL"), ("Halto/iapt-0-5=G", "Did you mean 'Halton'?"),
            ("Halton/iapt-0-5=X", "The levels are G, A, R, B."),
            ("region-north-west-coast/iapt-0-5=G", "has no row at"),
        ] {
            let refused = lacuna("gaps", "--assume", word)
            #expect(refused.status == 64 && refused.errors.contains(message) && refused.output.isEmpty)
        }
        let later = lacuna("gaps", "--if-nothing-renewed", "2024-06-01", "--within", "Blackpool", "--kind", "none")
        #expect(
            later.output.contains("Blackpool, if nothing is renewed, 1 June 2024: 1 gap in provision: 1 no provision.")
        )
        #expect(later.errors.contains("Parent Infant MH Service in Blackpool: B -> R"))
        #expect(lacuna("gaps", "--if-nothing-renewed", "2020-01-01").status == 64)
    }

    @Test("Between two dates, across the change of boundaries: nothing opens or closes by itself")
    func between() {
        let (status, output, _) = lacuna("gaps", "--between", "2022-05-01", "2022-08-01", "--kind", "none,partial")
        #expect(status == 0)
        #expect(
            output.hasPrefix(
                "North West Coast, 1 May 2022 to 1 August 2022, on the areas of 1 August 2022.\nWhere an area is made of several, its level is the worst of the levels it is made of.\nGaps in provision: 0 opened, 0 closed, 0 reopened, 101 persisting.\n"
            )
        )
        let stalled = lacuna("gaps", "--between", "2022-05-01", "2023-05-01", "--kind", "stalled", "--format", "csv")
        #expect(stalled.output.split(separator: "\r\n").dropFirst().allSatisfy { $0.hasPrefix("opened,stalled:") })
        #expect(lacuna("gaps", "--between", "2023-05-01", "2022-05-01").errors.contains("Put the earlier one first."))
        #expect(lacuna("gaps", "--between", "2022-05-01").status == 64)
    }

    @Test("compare says what cannot be compared, and why")
    func compare() {
        let divided = lacuna("compare", "Cheshire East", "--between", "2022-05-01", "2022-08-01").output
        #expect(divided.contains("cannot be compared: on 1 May 2022 it was a part of Cheshire, since divided into"))
        let joined = lacuna("compare", "Fylde Coast", "--between", "2022-05-01", "2022-08-01").output
        #expect(joined.contains("cannot be compared: on 1 May 2022 it was several areas at different levels"))
        #expect(joined.contains("Health Visiting") && joined.contains("same"))
        #expect(
            lacuna("compare", "ccg-halton", "ics-cheshire-and-merseyside").output.contains("different kinds of area")
        )
        #expect(lacuna("compare", "ccg-halton").errors.contains("Name another area, or give --between FROM TO."))
    }

    @Test func twins() {
        let output = lacuna("twins", "Knowsley", "--service", "iapt-0-5").output
        #expect(output.contains("Nearest: Blackburn with Darwen, Blackpool, St. Helen's, Halton, South Sefton."))
        #expect(lacuna("twins", "region-north-west-coast").status == 64)
    }

    @Test("The register as XML is well-formed and holds every gap")
    func xml() throws {
        let output = lacuna("gaps", "--format", "xml", "--kind", "no-return").output
        #expect(output.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gap-register "))
        #expect(output.split(separator: "<gap id=").count == 5)
    }
}

/// What the commands' tests need to know of the real data.
private enum CommandWorld {
    /// The ids of its service types, from the framework's own text.
    static func serviceTypes() throws -> [String] {
        try text(of: Repository.scoping + "/framework.xml").components(separatedBy: "<service-type id=\"").dropFirst()
            .compactMap { $0.split(separator: "\"").first.map(String.init) }
    }
}
