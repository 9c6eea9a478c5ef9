import Exhibits
import Foundation
import GapDetection
import Provision
import Spreadsheets
import TestSupport
import Testing

@testable import ScopingStore
@testable import lacuna

@Suite("lacuna workforce")
struct WorkforceCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ rows: String...) throws -> String {
        try folder.write(rows.joined(separator: "\r\n"), to: "ratios.csv")
        return folder.path + "/ratios.csv"
    }

    @Test("Without ratios posts are compared, and it is said what is missing and how to give it")
    func posts() {
        let (status, output, errors) = lacuna("workforce", "--option", "a")
        #expect(status == 0 && errors.isEmpty)
        #expect(output.hasPrefix("North West Coast: option A, one service across the ICS, 1 May 2022\n"))
        #expect(output.contains("\n16 posts are on record, none of them in clinical leadership.\n"))
        #expect(output.contains("\nPractitioners        Place                11  1.3       1        8\n"))
        #expect(output.contains("What it would take is not known: there are no ratios."))
        #expect(
            output.contains(
                "2 posts are of no role group of this option, or of one that is not known, and counted in none."
            )
        )
        #expect(!output.contains("REQUIRED") && !output.contains("£"))
        // All of section 4.9.3, in order.
        let list = output.split(separator: "\n").filter { $0.hasPrefix("- ") }
        #expect(list.count == 11 && list.first?.hasPrefix("- Commissioned as one service") == true)
        #expect(lacuna("workforce", "--option", "b").output.split(separator: "\n").count { $0.hasPrefix("- ") } == 12)
    }

    @Test("Posts of an area that was divided since count once, for its ICS")
    func divided() throws {
        let store = try folder.copy(Repository.scoping, to: "store")
        let path = "/returns/2022-05/ccg-cheshire.1.xml"
        let posts = #"  <posts><post role-group="leadership" title="Clinical Lead" wte="2" filled="2"/></posts>"#
        let edited = try text(of: store + path).replacing("</return>", with: posts + "\n</return>")
        try folder.write(Seal.applied(to: Array(edited.utf8)), to: "store" + path)
        // Its Places succeed it on 1 July 2022.
        for date in ["2022-05-01", "2023-01-01"] {
            let output = lacuna("workforce", "--option", "a", "--as-of", date, store: store).output
            #expect(output.contains("\n17 posts are on record.\n"), "\(output)")
            #expect(
                output.contains("\nClinical leadership  ICS                   1    2       2        0\n"),
                "\(output)"
            )
        }
    }

    @Test("With ratios it says what is lacking by area, in people and money, the same in every form")
    func ratios() throws {
        let path = try file(
            "role group,Children per WTE,cost-per-wte",
            "practitioners,60,\"50,000\"",
            "Peer support,120,£28000.50",
            "leadership,500,80000",
            "management,800,"
        )
        let words = ["workforce", "--option", "a", "--ratios", path]
        let output = lacuna(words).output
        #expect(
            output.contains(
                "191.1 whole-time equivalents are lacking by the ratios, part of it at £8,289,535 a year.\n"
            )
        )
        #expect(
            output.contains(
                "\nCheshire and Merseyside        4,125         5.2         8.3           67.5          34.4  £4,996,084\n"
            )
        )
        #expect(
            output.contains(
                "\nHalton                           240           -           -            4.0           2.0    £256,001\n"
            )
        )
        #expect(output.contains("Without a cost, so that the costs are not whole: team management.\n"))
        #expect(output.contains("11 posts of no stated size are not taken off what is lacking"))
        // 4,125 / 60 = 68.75 less 1.3 in post: each figure follows from the others.
        let rows = Plain.csv(lacuna(words + ["--format", "csv"]).output)
        let ics = try #require(
            rows.first { $0["area"] == "ics-cheshire-and-merseyside" && $0["role group"] == "practitioners" }
        )
        #expect(
            ics["target"] == "4125" && ics["required"] == "68.8" && ics["in post"] == "1.3"
                && ics["shortfall"] == "67.5"
        )
        #expect(ics["cost"] == "3373333")
        let places = rows.filter { $0["role group"] == "practitioners" && $0["area"]?.hasPrefix("ccg-") == true }
        #expect(places.count == 17)
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(lacuna(words + ["--format", "json"]).output.utf8)) as? [String: Any]
        )
        let groups = try #require(json["groups"] as? [[String: Any]])
        #expect(groups.map { $0["id"] as? String } == ["management", "leadership", "practitioners", "peer-support"])
        #expect(groups[0]["cost"] is NSNull && groups[2]["shortfall"] as? Double == 112.2)
        #expect((json["areas"] as? [[String: Any]])?.count == 19 && (json["posts"] as? [Any])?.count == 16)
    }

    @Test(
        "The report says of each role group what is in post, sized or not, beside what the framework's ratios ask for"
    )
    func chapterWithRatios() throws {
        let store = try folder.copy(Repository.scoping, to: "store")
        let edited = try text(of: store + "/framework.xml").replacing(
            "</workforce>",
            with: #"<ratio role-group="practitioners" children-per-wte="60" cost-per-wte="50000"/></workforce>"#
        )
        try folder.write(Seal.applied(to: Array(edited.utf8)), to: "store/framework.xml")
        let model = try StoreReader.load(store).model
        let chapter = try #require(
            workforceChapter(model, model.snapshot(asOf: try date("2022-05-01")), leftOut: [])
        )
        let table = try #require(chapter.tables.first { $0.heading == "What option A would take" }).table
        let rows = Dictionary(uniqueKeysWithValues: table.rows.map { ($0[0], Array($0[1...])) })
        // 112.2 are lacking beside 1.3: see above.
        #expect(
            rows["Practitioners"]?.prefix(4) == ["Place", "1.3 WTE and 8 posts of no stated size", "113.5", "112.2"]
        )
        #expect(rows["Clinical leadership"] == ["ICS", "none", "", "", ""])
    }

    @Test("A workbook of ratios says the same as a text of them, and its faults have the sheet's rows and columns")
    func workbook() throws {
        func saved(_ rows: [[CellValue]], _ write: (WorkbookDraft) throws -> [UInt8], as name: String) throws -> String
        {
            var sheet = SheetDraft("Ratios")
            for (row, cells) in rows.enumerated() {
                for (column, value) in cells.enumerated() { sheet[row + 1, column] = CellDraft(value) }
            }
            try folder.write(write(WorkbookDraft(title: "Ratios", sheets: [sheet])), to: name)
            return folder.path + "/" + name
        }
        let heading: [CellValue] = [.text("role-group"), .text("children-per-wte"), .text("cost-per-wte")]
        let rows = [
            heading, [], [.text("practitioners"), .number("60"), .number("50000")],
            [.text("peer-support"), .number("120.5"), .empty],
        ]
        let text = try file("role-group,children-per-wte,cost-per-wte", "practitioners,60,50000", "peer-support,120.5,")
        let expected = lacuna("workforce", "--option", "a", "--ratios", text).output
        let xlsx = try saved(rows, XLSXWriter.write, as: "r.xlsx")
        let ods = try saved(rows, ODSWriter.write, as: "r.ods")
        for path in [xlsx, ods] {
            let (status, output, errors) = lacuna("workforce", "--option", "a", "--ratios", path)
            #expect(status == 0 && output == expected && !expected.isEmpty, "\(errors)")
        }
        let wrong = try saved(rows + [[.text("nurses"), .number("1")]], XLSXWriter.write, as: "w.xlsx")
        #expect(
            lacuna("workforce", "--option", "a", "--ratios", wrong).errors.contains(
                "w.xlsx:5: column A: 'nurses' is no role group"
            )
        )
    }

    @Test("A place alone is counted by what works in places; its ICS's posts are not its own")
    func oneArea() throws {
        let path = try file("role-group,children-per-wte", "practitioners,60", "leadership,500")
        let output = lacuna("workforce", "--option", "a", "--within", "Wirral", "--ratios", path).output
        #expect(output.hasPrefix("Wirral: option A") && output.contains("5 posts are on record, none of them in"))
        #expect(
            output.contains(
                "\nClinical leadership  ICS                   0    -       -        0         -        -       -\n"
            )
        )
        #expect(
            output.contains(
                "\nPractitioners        Place                 5    -       -        5       8.7      8.7       -\n"
            )
        )
    }

    @Test("Every fault of a file of ratios is told with its cell and its mend, and nothing is printed")
    func faults() throws {
        let path = try file(
            "role-group,children-per-wte,cost-per-wte",
            "practicioners,60,1",
            "peer support,0,28000",
            "leadership,abc,80k",
            "leadership,30,0",
            ",4,",
            "management,,",
            "partnership,10000.01,1"
        )
        let (status, output, errors) = lacuna("workforce", "--option", "a", "--ratios", path)
        #expect(status == 65 && output.isEmpty)
        let told = errors.replacing("lacuna: \(path):", with: "").split(separator: "\n").map(String.init)
        #expect(
            told == [
                "2: column A: 'practicioners' is no role group (did you mean 'practitioners'?)",
                "3: column B: 0 children to one whole-time equivalent of 'peer-support' (a number above 0, and at most 10,000)",
                "4: column B: 'abc' is no number of children (write how many children of the target one whole-time equivalent can help, such as 60)",
                "4: column C: '80k' is no amount of pounds (write pounds a year, such as 50000 or 50,000.00, or leave it empty)",
                "5: column A: 'leadership' already stands in row 4 (keep one of the two)",
                "5: column C: a cost of 0 pounds a year for one whole-time equivalent of 'leadership' (pounds above 0, and at most 1,000,000; leave it out where it is not known)",
                "6: column A: no role group (the role groups are partnership, management, leadership, practitioners and peer-support)",
                "7: column B: no children for 'management' (write how many children of the target one whole-time equivalent can help, such as 60)",
                "8: column B: 10000.01 children to one whole-time equivalent of 'partnership' (a number above 0, and at most 10,000)",
            ]
        )
        #expect(lacuna("workforce", "--option", "a", "--ratios", folder.path + "/none.csv").status == 66)
        let other = try file("a,b", "1,2")
        #expect(
            lacuna("workforce", "--option", "a", "--ratios", other).errors.contains(
                ":1: no row is headed 'role-group' and 'children-per-wte'"
            )
        )
    }

    @Test(
        "An option has to be named where the network has chosen none, and one that is not there is told what there is"
    )
    func options() throws {
        let none = lacuna("workforce")
        #expect(
            none.status == 64
                && none.errors.contains("no option is named, and the network has chosen none. Give --option a or b.")
        )
        let wrong = lacuna("workforce", "--option", "c")
        #expect(wrong.status == 64 && wrong.errors.contains("The options are a, b."))
        let store = try folder.copy(Repository.scoping, to: "store")
        let framework = try text(of: store + "/framework.xml")
        let chosen = framework.replacing("<workforce ", with: "<workforce chosen=\"b\" ")
        try folder.write(Seal.applied(to: Array(chosen.utf8)), to: "store/framework.xml")
        #expect(lacuna(["workforce"], store: store).output.hasPrefix("North West Coast: option B, "))
        let bare = try folder.copy(TwoNetworks.folder, to: "bare")
        let plain = try text(of: bare + "/framework.xml")
        guard let from = plain.firstRange(of: "  <workforce "), let to = plain.firstRange(of: "</workforce>\n") else {
            return
        }
        try folder.write(
            Seal.applied(to: Array((plain[..<from.lowerBound] + plain[to.upperBound...]).utf8)),
            to: "bare/framework.xml"
        )
        let refused = lacuna(["workforce", "--option", "a"], store: bare)
        #expect(refused.status == 65 && refused.errors.contains("add <workforce> to framework.xml."))
    }

    @Test("The report has a chapter with the picture, what speaks for each option, and the posts")
    func chapter() throws {
        let reported = lacuna("report", "-o", folder.path + "/report")
        #expect(reported.status == 0)
        let page = try text(of: folder.path + "/report/index.html")
        #expect(page.contains("What it would take") && page.contains("16 posts are on record, in 4 areas."))
        #expect(page.contains("Option B: advantages and disadvantages (section 4.9.3)"))
        let picture = try text(of: folder.path + "/report/chart-workforce.svg")
        #expect(picture.contains("A: ICS and locality; B: Place") && picture.contains("1.3 WTE + 7"))
    }
}
