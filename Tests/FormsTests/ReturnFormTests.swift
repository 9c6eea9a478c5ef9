import Foundation
import Provision
import TestSupport
import Testing

@testable import Forms
@testable import ScopingStore

/// A form of Sefton, whose rows can be changed before it is read. Rows are counted from 1, as a spreadsheet shows them: the head
/// is in rows 2 to 7, the headings in row 9, the table in rows 10 (Parent Infant MH) to 20 (Maternal MH).
struct Form {
    let sample: FormSample
    var rows: [[String]]

    init(_ place: String = "place-sefton") throws {
        sample = try FormSample(place)
        rows = sample.rows
    }

    subscript(row: Int, column: String) -> String {
        get {
            let place = Int(column.utf8.first ?? 65) - 65
            return rows[row - 1].indices.contains(place) ? rows[row - 1][place] : ""
        }
        set {
            let place = Int(column.utf8.first ?? 65) - 65
            while rows[row - 1].count <= place { rows[row - 1].append("") }
            rows[row - 1][place] = newValue
        }
    }

    func read(_ bytes: [UInt8]? = nil, drops: Bool = false, state: ReturnState = .submitted) throws -> Submission {
        try ReturnForm.read(
            bytes ?? Array(FormSample.text(rows).utf8),
            file: "f.csv",
            terms: FormSample.terms(drops: drops, state: state),
            model: sample.model
        )
    }

    func faults(_ bytes: [UInt8]? = nil, drops: Bool = false) -> [String] {
        do {
            _ = try read(bytes, drops: drops)
            return []
        } catch {
            return (error as? DocumentFaults)?.faults.map(\.description) ?? ["\(error)"]
        }
    }

    /// The rating that row `row` gives.
    func rating(_ row: Int) throws -> Rating? {
        let service = sample.model.framework.serviceTypes[row - 10].id
        return try read().ratings.first { $0.service == service }
    }

    func remarks() throws -> [String] { try read().remarks.map(\.description) }
}

@Suite("Forms for people")
struct ReturnFormTests {
    @Test("XML is known by its first sign, after a byte-order mark or line end too; all else is a form")
    func kinds() throws {
        let model = try RealData.model()
        let xml = try bytes(of: Repository.scoping + "/returns/2022-05/ccg-halton.1.xml")
        let body = Array(xml.drop { $0 != 0x0A })
        for start in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
            for text in [xml, body] {
                let read = try Submission(start + text, file: "r", terms: FormSample.terms(), model: model)
                #expect(read.area.text == "ccg-halton" && read.ratings.count == 11)
            }
        }
        let form = try Form()
        let text = Array(FormSample.text(form.rows).utf8)
        let read = try Submission(text, file: "r", terms: FormSample.terms(), model: form.sample.model)
        #expect(read.area.text == "place-sefton")
    }

    @Test("A reason that is missing from XML is told by its line")
    func reasonsByLine() throws {
        let model = try RealData.model()
        let xml = try text(of: Repository.scoping + "/returns/2022-05/ccg-halton.1.xml")
            .replacing("revision=\"1\"", with: "revision=\"2\"")
            .replacing("<rating service=\"iapt-0-5\" value=\"R\"/>", with: "<rating service=\"iapt-0-5\" value=\"A\"/>")
        let line = try #require(xml.split(separator: "\n").firstIndex { $0.contains("\"iapt-0-5\" value=\"A\"/>") }) + 1
        let error = #expect(throws: DocumentFaults.self) {
            _ = try Submission(Array(xml.utf8), file: "r.xml", terms: FormSample.terms(), model: model)
        }
        #expect(error?.faults.map(\.line) == [line])
    }

    @Test("Whoever began a draft goes on from it, though it counts for nothing elsewhere")
    func draft() throws {
        var form = try Form()
        (form[20, "B"], form[20, "C"], form[20, "D"]) = ("A", "staff", "Begun.")
        let draft = try form.read(state: .draft).document(after: nil)
        let model = form.sample.model
        let later = ProvisionModel(
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds,
            returns: model.returns + [draft]
        )
        let rows = ReturnForm(area: form.sample.area, round: form.sample.round, model: later).rows
        #expect(rows[3][1] == "1")
        #expect(rows[19] == ["Maternal MH Service", "A", "staff", "Begun.", "A", "2022-11-01"])
    }

    @Test("A form sent back as it was made is eleven ratings carried forward, with their evidence and its sources")
    func unchanged() throws {
        let answer = try Form().read()
        #expect(answer.area.text == "place-sefton" && answer.round.text == "2022-11" && answer.basedOn == 0)
        #expect(answer.respondent == Return.Respondent(role: "Commissioner"))
        #expect(answer.ratings.count == 11)
        #expect(answer.ratings.allSatisfy { $0.carriedFrom?.text == "2022-05" })
        #expect(answer.ratings[0].evidence.map(\.section) == ["2.2", "2.6"])
        #expect(answer.remarks == [])
    }

    @Test("The form holds the last level and date, causes and evidence, and the revision it is based on")
    func filledIn() throws {
        let sample = try FormSample()
        #expect(sample.rows[1] == ["Area", "place-sefton", "Sefton"])
        #expect(sample.rows[2] == ["Round", "round 2022-11", "Autumn"])
        #expect(sample.rows[3].prefix(2) == ["Based on", "0"])
        #expect(sample.rows[19] == ["Maternal MH Service", "R", "", "", "R", "2022-05-01"])
        let latest = Return(
            area: sample.area.id,
            round: sample.round.id,
            revision: 3,
            source: .areaReturn,
            recorded: FormSample.terms().recorded,
            respondent: .init(role: "Head", organisation: "NHS", name: "B"),
            ratings: [
                Rating(
                    service: try SmallWorld.id("maternal-mh"),
                    value: .level("A"),
                    causes: [try SmallWorld.id("staff"), try SmallWorld.id("finances")],
                    evidence: [Evidence(text: "=One post.")]
                )
            ]
        )
        let later = ProvisionModel(
            framework: sample.model.framework,
            areas: sample.model.areas,
            rounds: sample.model.rounds,
            returns: sample.model.returns + [latest]
        )
        let rows = ReturnForm(area: sample.area, round: sample.round, model: later).rows
        #expect(rows[3][1] == "3" && rows[4][1] == "B" && rows[5][1] == "Head" && rows[6][1] == "NHS")
        #expect(rows[19] == ["Maternal MH Service", "A", "staff finances", "=One post.", "A", "2022-11-01"])
        let bytes = try ReturnForm(area: sample.area, round: sample.round, model: later).bytes(as: .csv)
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(String(decoding: bytes, as: UTF8.self).contains(",'=One post.,"))
        // Read again, it says what is on record; and a form made before says what it said then.
        let again = try ReturnForm.read(bytes, file: "f", terms: FormSample.terms(), model: later)
        #expect(again.basedOn == 3 && again.ratings.last == latest.ratings.first)
        let older = try ReturnForm.read(
            Array(FormSample.text(sample.rows).utf8),
            file: "f",
            terms: FormSample.terms(),
            model: later
        )
        #expect(older.basedOn == 0 && older.ratings.last?.carriedFrom?.text == "2022-05")
    }

    @Test("A changed row is a new rating")
    func changed() throws {
        var form = try Form()
        (form[20, "B"], form[20, "C"], form[20, "D"]) = ("in development", "Staff, training", "Recruiting")
        let rating = try #require(try form.rating(20))
        #expect(rating.value == .level("B") && rating.carriedFrom == nil)
        #expect(rating.causes.map(\.text) == ["staff", "training"])
        #expect(rating.evidence == [Evidence(text: "Recruiting")])
    }

    @Test("What is added to evidence stands beside it, and the old keeps its sources")
    func added() throws {
        var form = try Form()
        let old = try #require(try form.rating(10)).evidence
        form[10, "D"] += " One post since."
        let rating = try #require(try form.rating(10))
        #expect(rating.evidence == old + [Evidence(text: "One post since.")] && rating.carriedFrom == nil)
    }

    @Test("The same level without anything new is carried forward, though evidence or causes were cleared: told")
    func cleared() throws {
        var form = try Form()
        let before = try form.rating(10)
        form[10, "D"] = ""
        #expect(try form.rating(10) == before)
        #expect(
            try form.remarks() == [
                "f.csv:10: column D: Parent Infant MH Service stays A: its evidence on record stays too"
            ]
        )
    }

    @Test("A level changed and its evidence left: told, for the evidence speaks of the other level")
    func oldEvidence() throws {
        var form = try Form()
        form[10, "B"] = "R"
        #expect(
            try form.remarks() == [
                "f.csv:10: column D: Parent Infant MH Service goes from A to R, and its evidence is that of 2022-05-01"
            ]
        )
    }

    @Test("Ratings in rows moved about, under columns moved about, are the same; so with empty rows and columns around")
    func order() throws {
        var form = try Form()
        let expected = try form.read().ratings
        form.rows[9...19].reverse()
        for row in 8...19 { form.rows[row] = [5, 3, 0, 2, 1, 4].map { form.rows[row][$0] } + ["", ""] }
        form.rows.insert(["", "\u{A0}", ""], at: 14)
        form.rows += [["", ""], [" "]]
        #expect(try form.read().ratings == expected)
        #expect(try form.remarks() == [])
    }

    @Test("Everything that is wrong is told at once, by row and column")
    func allFaults() throws {
        var form = try Form()
        form[6, "B"] = ""
        form[12, "B"] = "X"
        form[14, "A"] = "Helth Visiting"
        form[18, "A"] = "IAPT 0-5s"
        (form[20, "B"], form[20, "C"]) = ("A", "weather")
        #expect(
            form.faults() == [
                "f.csv:6: column B: nobody's role is stated (say in what role the answer is given)",
                "f.csv:9: Health Visiting has no row, and was rated G on 2022-05-01 (\(Submission.dropAdvice))",
                "f.csv:9: Specialist PMH Midwives has no row, and was rated G on 2022-05-01 (\(Submission.dropAdvice))",
                "f.csv:12: column B: 'X' is no level (the levels are G, A, R, B, n/e, or empty for not rated)",
                "f.csv:14: column A: 'Helth Visiting' is no service type (did you mean 'Health Visiting'?)",
                "f.csv:18: column A: 'IAPT 0-5s' already stands in row 12 (keep one of the two rows)",
                "f.csv:20: column C: 'weather' is no cause (the causes are staff, training, supplies, equipment, estates, finances, commissioning)",
                "f.csv:20: column D: Maternal MH Service is rated A without a reason (say why as evidence, or name a cause: staff, training, supplies, equipment, estates, finances, commissioning)",
            ]
        )
    }

    @Test("What is no form, or a form of somewhere else")
    func notAForm() throws {
        let form = try Form()
        #expect(
            form.faults(Array("a,b,c\n1,2,3\n".utf8)) == [
                "f.csv:1: no row begins with 'Service type' (is this a form made by 'lacuna return form'?)"
            ]
        )
        #expect(form.faults(Array("\"unterminated".utf8)).count == 1)
        #expect(form.faults([]).count == 1)
        var other = form
        other[2, "B"] = "place-septon"
        #expect(
            other.faults() == [
                "f.csv:2: column B: 'place-septon' is no area's id or name (did you mean 'place-sefton'?)"
            ]
        )
        other = form
        other[2, "B"] = "place-halton"
        #expect(
            other.faults().first
                == "f.csv:2: column B: the form is for 'Sefton', and this says 'place-halton' (give each area the form that was made for it)"
        )
        other = form
        other[3, "B"] = "2022-05"
        #expect(
            other.faults().contains {
                $0.hasPrefix("f.csv:3: column B: the form is for 'Autumn', and this says '2022-05'")
            }
        )
        other = form
        other[4, "B"] = "7"
        #expect(
            other.faults() == [
                "f.csv:4: column B: there is no revision 7: none is on record (leave it as the form was made)"
            ]
        )
        other = form
        (other[2, "B"], other[2, "C"]) = ("ccg-halton", "Halton")
        #expect(other.faults().contains { $0.hasPrefix("f.csv:2: column B: round '2022-11' did not ask 'ccg-halton'") })
    }

    @Test("A round that is not open yet")
    func notOpen() throws {
        let form = try Form()
        let early = Submission.Terms(
            recorded: .init(at: try #require(Instant(rfc3339: "2022-08-31T22:59:59Z")), by: "ann", role: "x")
        )
        #expect(throws: DocumentFaults.self) {
            try ReturnForm.read(
                Array(FormSample.text(form.rows).utf8),
                file: "f",
                terms: early,
                model: form.sample.model
            )
        }
        let then = Submission.Terms(
            recorded: .init(at: try #require(Instant(rfc3339: "2022-09-01T00:00:00Z")), by: "ann", role: "x")
        )
        _ = try ReturnForm.read(
            Array(FormSample.text(form.rows).utf8),
            file: "f",
            terms: then,
            model: form.sample.model
        )
    }

    @Test("Evidence that begins with = + - @ is not run as a formula, and comes back as it was")
    func formulas() throws {
        var form = try Form()
        for text in ["=SUM(A1)", "'=SUM(A1)", "''+44", "@x", "-3 posts", "-3", "\u{FEFF}=1", "'tis"] {
            form[20, "D"] = text
            let written = try form.read(Array(FormSample.text(form.rows.map { $0 }).utf8))
            // As a person types it, an apostrophe before a formula is the spreadsheet's.
            #expect(
                written.ratings.last?.evidence.first?.text
                    == (text.hasPrefix("'") && text != "'tis" ? String(text.dropFirst()) : text)
            )
        }
    }
}
