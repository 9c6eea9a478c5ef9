import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Forms

@Suite("Posts in forms")
struct PostFormTests {
    private let bench: FormatBench

    init() throws { bench = try FormatBench.askingPosts() }

    @Test("Only a network whose workforce asks for posts has them in its forms; those on record stand there already")
    func asked() throws {
        #expect(try FormatBench().form("place-wirral").table(.posts) == nil)
        let table = try #require(bench.form("place-wirral").table(.posts))
        #expect(table.columns.map(\.heading) == PostColumn.allCases.map(\.rawValue))
        #expect(
            table.rows.map { $0[0] } == [
                "Specialist Practitioner", "Specialist Practitioner", "Trainee",
                "Senior Child and Adolescent Psychotherapist", "Psychologist",
            ]
        )
        #expect(table.rows.allSatisfy { $0[1] == "Practitioners" && $0[3].isEmpty && $0.last == "2022-05-01" })
        #expect(try bench.form("place-halton").table(.posts)?.rows.isEmpty == true)
    }

    @Test("What stands right of the table of posts is in no column, and told")
    func besideTheTable() throws {
        let form = try bench.form("place-wirral")
        let text = String(decoding: try bench.bytes(form, as: .csv) { _ in }, as: UTF8.self)
        let lines = text.split(separator: "\r\n").map { $0.hasPrefix("Psychologist,") ? $0 + ",stray" : $0 }
        #expect(bench.outcome(Array(lines.joined(separator: "\r\n").utf8)) == "'stray' stands in no column of the form")
    }

    @Test("Posts that are left as they are stay as they were stated, in every format")
    func untouched() throws {
        for area in ["place-wirral", "place-halton", "place-liverpool"] {
            let form = try bench.form(area)
            let made = try FormFormat.allCases.map { bench.outcome(try bench.bytes(form, as: $0) { _ in }) }
            #expect(
                made.allSatisfy { $0 == made[0] && $0.hasPrefix("<?xml") && !$0.contains("<posts>") },
                "\(area): \(made[0].prefix(400))"
            )
        }
    }

    @Test(
        "Posts that are filled in give the same document in every format, and are read back from it into the next form"
    )
    func filled() throws {
        let form = try bench.form("place-wirral")
        func change(_ cells: inout FormCells) {
            cells[.posts, 2, "WTE"] = "0.6"
            cells[.posts, 2, "WTE filled"] = "0.25"
            cells[.posts, 3, "Role group"] = "Clinical leadership"
            cells[.posts, 4, "Money until"] = "2023-03-31"
            let new = [
                "Post": "Peer Support Worker", "Role group": "Peer support", "WTE": "1", "WTE filled": "0",
                "Evidence": "Advertised twice, “since May”.",
            ]
            for (heading, text) in new { cells[.posts, 5, heading] = text }
            cells[.posts, 6, "Post"] = "Helper"
        }
        let made = try FormFormat.allCases.map { bench.outcome(try bench.bytes(form, as: $0, change)) }
        for (format, text) in zip(FormFormat.allCases, made) {
            #expect(text == made[0], "\(format): \(text.prefix(600))")
        }
        for wanted in [
            #"<post role-group="practitioners" title="Trainee" service="wirral-0-5-pathway" wte="0.6" filled="0.25">"#,
            #"<post role-group="leadership" title="Senior Child and Adolescent Psychotherapist" service="wirral-0-5-pathway">"#,
            #"title="Psychologist" service="wirral-0-5-pathway" funded-until="2023-03-31">"#,
            #"<post role-group="peer-support" title="Peer Support Worker" wte="1" filled="0">"#,
            #"<post title="Helper"/>"#,
            // What was left alone keeps its source; the service that posts are of is stated with them.
            #"<evidence source="scoping-cm-2022" section="2.4">One of two who have done"#,
            #"<service id="wirral-0-5-pathway""#,
        ] {
            #expect(made[0].contains(wanted), "\(wanted)")
        }
        let document = try ReturnDocument.read(
            Array(made[0].utf8),
            file: "x.xml",
            framework: bench.model.framework,
            areas: bench.model.areas,
            rounds: bench.model.rounds
        )
        var next = bench
        next.add(document)
        let again = try next.form("place-wirral")
        #expect(again.table(.posts)?.rows.count == 7)
        #expect(
            again.table(.posts)?.rows[2].prefix(5) == [
                "Trainee", "Practitioners", "Wirral CYPMHS 0-5 pathway", "0.6", "0.25",
            ] || again.table(.posts)?.rows[2][3] == "0.6"
        )
        let kept = try next.read(try next.bytes(again, as: .ods) { _ in }).document(after: document)
        #expect(kept.posts == document.posts && kept.services == document.services)
    }

    @Test("Every fault of a post is told at its place, the same in every format; one that is left out is asked about")
    func faulty() throws {
        let form = try bench.form("place-wirral")
        func change(_ cells: inout FormCells) {
            cells[.posts, 0, "Role group"] = "Practicioners"
            cells[.posts, 1, "By service"] = "BIBZ"
            cells[.posts, 2, "WTE"] = "half"
            cells[.posts, 3, "Money until"] = "31/02/2023"
            for heading in ["Post", "Role group", "By service", "Evidence"] { cells[.posts, 4, heading] = "" }
            cells[.posts, 5, "WTE"] = "1"
        }
        let made = try FormFormat.allCases.map { bench.outcome(try bench.bytes(form, as: $0, change)) }
        let expected = [
            "'Practicioners' is no role group", "'BIBZ' is no service of this form",
            "'half' is no number of whole-time equivalents",
            "'31/02/2023' is no date", "a row without a post",
            "the post 'Psychologist' was stated on 2022-05-01, and is not now",
        ]
        for (format, text) in zip(FormFormat.allCases, made) {
            for words in expected { #expect(text.contains(words), "\(format): \(words)\n\(text)") }
        }
        let workbook = try #require(throws: DocumentFaults.self) {
            try bench.read(
                try bench.bytes(form, as: .xlsx) { cells in
                    cells[.posts, 0, "WTE"] = "1"
                    cells[.posts, 0, "WTE filled"] = "1.5"
                }
            )
        }.faults.map(\.description)
        #expect(
            workbook.contains {
                $0.hasPrefix("f: Posts, row 5: the post 'Specialist Practitioner' has 1 WTE, and 1.5 of it filled")
            },
            "\(workbook)"
        )
        let dropped = try bench.read(
            try bench.bytes(form, as: .csv) { cells in
                for heading in ["Post", "Role group", "By service", "Evidence", "Last stated"] {
                    cells[.posts, 4, heading] = ""
                }
            },
            drops: true
        )
        #expect(dropped.document(after: nil).posts.count == 4)
    }

    @Test("The workbook says of a row what is wanting")
    func checks() throws {
        let table = try #require(bench.form("place-wirral").table(.posts))
        let check = RowCheck(.posts, table.columns, bench.model.framework)
        func said(_ texts: [PostColumn: String]) -> String { check.result(PostColumn.allCases.map { texts[$0] ?? "" }) }
        #expect(said([:]).isEmpty && said([.title: "Nurse"]) == WorkbookForm.done)
        #expect(said([.size: "1"]) == "post wanted" && said([.title: "Nurse", .filled: "1"]) == "size wanted")
        #expect(said([.title: "Nurse", .size: "0.5", .filled: "0.6"]) == "filled beyond its size")
        #expect(check.formula(row: 7).hasPrefix("IF(AND($A7=\"\",OR("))
    }
}
