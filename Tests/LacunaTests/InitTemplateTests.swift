import Foundation
import TestSupport
import Testing

@testable import lacuna

@Suite("A store of one's own, from a template and a list of areas")
struct InitTemplateTests {
    private let folder: TemporaryFolder
    private var store: String { folder.path + "/store" }
    private static let now = ["LACUNA_NOW": "2026-11-20T09:00:00Z"]

    init() throws { folder = try TemporaryFolder() }

    private func made(_ words: String...) -> Outcome {
        lacuna(["init", store] + words, store: nil, environment: Self.now)
    }

    private func list(_ rows: String...) throws -> String { try list(rows) }

    private func list(_ rows: [String]) throws -> String {
        try folder.write(rows.joined(separator: "\n"), to: "areas.csv")
        return folder.path + "/areas.csv"
    }

    private func areas() throws -> [PlainElement] { try PlainElement(store + "/areas.xml").children("area") }

    @Test("The real network's areas from a list, with its framework: sound, opened, formed, told")
    func network() throws {
        let real = try PlainElement(Repository.scoping + "/areas.xml").children("area").filter { $0["until"] == nil }
        let names = Dictionary(real.map { ($0["id"] ?? "", $0["name"] ?? "") }) { first, _ in first }
        let rows = real.map { area in
            let code = area.children("code").first?["value"] ?? ""
            let parent = area["parent"].flatMap { names[$0] } ?? ""
            let children = area.children("population").first?["children"] ?? ""
            return "\(code),\"\(area["name"] ?? "")\",\"\(parent)\",\(children)"
        }
        try folder.write((["ODS code,Area,Parent,Children 0–4"] + rows).joined(separator: "\r\n"), to: "areas.csv")
        let made = made("--template", "network", "--areas", folder.path + "/areas.csv", "--name", "Our & their network")
        #expect(made.status == 0 && made.errors.isEmpty, "\(made.errors)")
        #expect(
            made.output.hasPrefix(
                "Made \(store) with 11 service types and \(real.count) areas: 1 Region, 2 ICSs and 14 Places.\n"
            )
        )
        #expect(try areas().map { $0["name"] } == real.map { $0["name"] })
        #expect(try areas().map { $0["parent"] } == real.map { $0["parent"] })
        let others = zip(try areas(), real).filter { $0["id"] != $1["id"] }.map { $0.0["id"] }
        #expect(others == ["place-cheshire-west-and-chester"])
        #expect(lacuna("verify", store: store).status == 0)
        let opening = [
            "round", "open", "2027-05", "--reference-date", "2027-05-01", "--due", "2027-04-15", "--asks", "place",
        ]
        #expect(lacuna(opening, store: store, environment: Self.now).status == 0)
        let form = lacuna("return", "form", "--area", "Halton", store: store).output
        #expect(form.contains("Area,place-halton,Halton") && form.contains("IAPT 0-5s,"))
        let status = lacuna("status", store: store).output
        #expect(status.contains("Our & their network; store") && status.contains("Asked and silent (14): "))
        #expect(lacuna("need", store: store).output.contains("Source: areas.csv, as given\n"))
    }

    @Test("Without options the store is what it was; the templates have their service types")
    func templates() throws {
        for (words, types, said) in [
            ([], 1, "Fill in framework.xml and areas.xml"),
            (["--template", "small"], 4, "with 4 service types. Fill in areas.xml"),
            (["--template", "network"], 11, "with 11 service types. Fill in areas.xml"),
        ] as [([String], Int, String)] {
            let path = folder.path + "/\(types)"
            let made = lacuna(["init", path] + words + (types == 1 ? [] : ["--name", "Ours"]), store: nil)
            #expect(made.status == 0 && made.output.contains(said), "\(made.output)")
            let framework = try PlainElement(path + "/framework.xml")
            #expect(framework.children("service-types").flatMap(\.children).count == types)
            #expect(framework["network"] == (types == 1 ? "Our network" : "Ours"))
            #expect(try PlainElement(path + "/areas.xml").children("area").first?["name"] == framework["network"])
            #expect(lacuna("verify", store: path).status == 0)
        }
        #expect(made("--name", "").status == 64 && made("--name", String(repeating: "n", count: 301)).status == 64)
        #expect(made("--template", "big").status == 64)
    }

    @Test(
        "Ids are slugs of kinds and names, each its own, and it is told where one had to give way; codes say of which list they are"
    )
    func ids() throws {
        let path = try list(
            "name;parent;code;children;kind",
            "North;;QYG;;ICS",
            "South;;;;ICS",
            "Halton;North;01F;7,374;Place",
            "Halton;South;E06000006;9 800;Places",
            "St. Helen's & Môn;QYG;X1;;place",
            "中文;North;;;Place",
            "Ward 1;Halton;;;Ward"
        )
        let made = made("--areas", path)
        #expect(made.status == 65 && made.errors.contains(":8: column B: 'Halton' names the areas of rows 4 and 5"))
        try folder.write(try text(of: path).replacing("Ward 1;Halton", with: "Ward 1;01f"), to: "areas.csv")
        let again = self.made("--areas", path)
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.errors == "row 5: Halton has the id place-halton-2, since another area has the plain one\n")
        #expect(
            try areas().map { $0["id"] } == [
                "ics-north", "ics-south", "place-halton", "place-halton-2", "place-st-helens-and-mon", "place-area",
                "ward-1",
            ]
        )
        #expect(try areas().flatMap { $0.children("code") }.map { $0["scheme"] } == ["ods", "ods", "gss", "own"])
        let people = try areas().flatMap { $0.children("population") }
        #expect(people.map { $0["children"] } == ["7374", "9800"] && people.allSatisfy { $0["date"] == "2026-11-20" })
        let kinds = try PlainElement(store + "/areas.xml").children("kinds").flatMap(\.children)
        #expect(kinds.map { $0["plural"] } == ["ICSs", "Places", "Wards"])
        #expect(lacuna("verify", store: store).status == 0)
    }

    @Test("Every fault of a list is told at once, by row and column, and nothing is made")
    func faults() throws {
        let path = try list(
            "name,parent,children,code",
            "A,B,x,1-2",
            "B,A,-1,QQ",
            ",Atlantis,1.5,QQ",
            "C,C,,",
            "C,,,",
            "C,,,",
            String(repeating: "n", count: 3_000) + ",,,"
        )
        let refused = made("--areas", path)
        #expect(refused.status == 65 && refused.output.isEmpty && !FileManager.default.fileExists(atPath: store))
        for words in [
            ":2: column D: '1-2' is no code", ":2: column C: 'x' is no number of children",
            ":2: column B: the parents go round in a circle: A, B, A", ":3: column C: '-1' is no number",
            ":4: column A: the area has no name", ":4: column C: '1.5' is no number",
            ":4: column B: 'Atlantis' is no area of the list",
            ":4: column D: the code QQ already stands in row 3", ":5: column B: 'C' names the areas of rows 5, 6 and 7",
            ":7: column A: C already stands in row 6", ":8: column A: the name is longer than 300 characters",
            "lacuna: nothing was made",
        ] { #expect(refused.errors.contains(words), "\(words)\n\(refused.errors)") }
    }

    @Test("Names that are long and alike have ids of their own; thousands of mistakes are refused, the first named")
    func many() throws {
        let long = (1...9).flatMap { length in
            let name = String(repeating: String(repeating: "w", count: length) + " ", count: 290 / (length + 1))
            return ["\(name),N", "\(name),S"]
        }
        let made = made("--areas", try list(["name,parent", "N,", "S,"] + long))
        #expect(made.status == 0, "\(made.errors)")
        #expect(Set(try areas().map { $0["id"] }).count == 20 && lacuna("verify", store: store).status == 0)
        let rows = (0..<1_000).map { "Area \($0),Nowhere \($0),Kind \($0)" }
        let path = try list(["name,parent,kind"] + rows)
        let refused = lacuna("init", folder.path + "/none", "--areas", path, store: nil)
        #expect(refused.status == 65 && refused.errors.contains("and 980 more faults"), "\(refused.errors)")
        let kinds = try list(["name,kind"] + (0..<30).map { "Area \($0),Kind \($0)" })
        let other = lacuna("init", folder.path + "/none", "--areas", kinds, store: nil)
        #expect(
            other.status == 65 && other.errors.contains(":22: column B: more than 20 kinds of area"),
            "\(other.errors)"
        )
    }

    @Test(
        "Lists that are none, that lie too deep or in kinds that make no order are refused",
        arguments: [
            ("", "the file is empty"), ("name\n", "there is no area in the list"),
            ("place,parent\nA,", "no row is headed 'name'"),
            ("name,parent\nA,\nB,A\nC,B\nD,C\nE,D", "more than 4 deep"),
            ("name,parent,kind\nA,,ICS\nB,A,Place\nC,B,ICS", "of kinds that lie in one another"),
            ("name,parent,kind\nA,,ICS\nB,A,ICS", ":3: column C: B and its parent A are of one kind"),
            ("name,parent,kind\nA,,ICS\nB,A,", ":3: column C: no kind is stated"),
            ("name,kind\nA,中文", "makes no kind"), ("name\n\"A", "quote"),
            ("name\nA\u{1}B", ":2: column A: a control character (U+0001)"),
        ]
    )
    func refused(text: String, words: String) throws {
        try folder.write(text, to: "areas.csv")
        let refused = made("--areas", folder.path + "/areas.csv")
        #expect(refused.status == 65 && refused.errors.contains(words), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: store))
    }

    @Test("What spreadsheets save is read: Windows letters, semicolons, UTF-16; a file that is not there is told")
    func encodings() throws {
        let rows = "name;parent\r\nMôn;\r\nCaernarfon;môn\r\n"
        let windows = Array(rows.unicodeScalars).map { UInt8(truncatingIfNeeded: $0.value) }
        let units = Array(rows.utf16)
        let utf16: [UInt8] =
            [0xFF, 0xFE] + units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        for (name, bytes) in [("windows", windows), ("utf16", utf16)] {
            try folder.write(bytes, to: name + ".csv")
            let path = folder.path + "/" + name
            let made = lacuna(["init", path + "-store", "--areas", path + ".csv"], store: nil)
            #expect(made.status == 0, "\(made.errors)")
            #expect(made.errors.contains("Windows-1252") == (name == "windows"))
            let areas = try PlainElement(path + "-store/areas.xml").children("area")
            #expect(areas.map { $0["id"] } == ["ics-mon", "place-caernarfon"] && areas[0]["name"] == "Môn")
        }
        #expect(made("--areas", folder.path + "/none.csv").status == 66)
        // A file name that no document can hold.
        try folder.write("name,children\nA,1", to: "a\u{1}.csv")
        #expect(made("--areas", folder.path + "/a\u{1}.csv").status == 0 && lacuna("verify", store: store).status == 0)
    }
}
