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
        #expect(output.contains("6.5 % of 111,629 is 7,256, twice the printed figure; printed is 3,628."))
        #expect(output.contains("Published for Cheshire and Merseyside"))
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
        #expect(status == 0 && output.contains("Halton, 2022-05-01: 3 steps take "))
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

    @Test("explain: from the rule to the line of the return")
    func explain() {
        let (status, output, _) = lacuna("explain", "none:ccg-morecambe-bay:parent-infant-mh")
        #expect(status == 0)
        #expect(output.contains("Return      returns/2022-05/ccg-morecambe-bay.2.xml, line 7\n"))
        #expect(
            output.contains(
                "Severity    73 = 60 for the kind + 8.1 for 15455 children aged 0-4 + 4.9 for deprivation\n"
            )
        )
        let near = lacuna("explain", "none:ccg-morecambe-bay:parent-infant")
        #expect(near.status == 64 && near.errors.contains("Did you mean 'none:ccg-morecambe-bay:parent-infant-mh'?"))
        #expect(lacuna("explain", "nonne:x").errors.contains("Did you mean 'none'?"))
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
        #expect(kinds.count == 13)
    }

    @Test("Scenarios: assumed levels, and money that is not renewed; impossible ones are refused by name")
    func scenarios() {
        let assumed = lacuna("gaps", "--assume", "Halton/iapt-0-5=G", "--within", "Halton", "--kind", "none")
        #expect(
            assumed.output.hasPrefix(
                "Halton, assuming Halton/iapt-0-5=G, 2022-05-01: 2 gaps in provision: 2 no provision."
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
            later.output.contains("Blackpool, if nothing is renewed, 2024-06-01: 1 gap in provision: 1 no provision.")
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
                "North West Coast, 2022-05-01 to 2022-08-01.\nGaps in provision: 0 opened, 0 closed, 0 reopened, 101 persisting.\n"
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
