import Forms
import Foundation
import Provision
import ScopingStore
import Spreadsheets
import TestSupport
import Testing

@testable import lacuna

@Suite("Check, dry run and submit say the same")
struct SameVerdictTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        let opened = run([
            "round", "open", "2022-11", "--reference-date", "2022-11-01", "--opened", "2022-09-01", "--asks",
            "place-halton,place-sefton", "--name", "Autumn",
        ])
        #expect(opened.status == 0)
    }

    private func run(_ words: [String]) -> Outcome {
        lacuna(words, store: store, environment: ["LACUNA_NOW": "2022-10-01T09:00:00Z", "USER": "ann"])
    }

    /// What the three say of a file: their verdict and the faults they name.
    private func verdicts(_ path: String, _ options: [String] = []) throws -> [String: [String]] {
        var said: [String: [String]] = [:]
        let check = run(["return", "check", path] + options)
        #expect(check.status == 0 || check.status == 1)
        let lines = check.output.split(separator: "\n").map(String.init)
        said["check"] = check.status == 0 ? [] : lines
        for (name, words) in [("dry run", ["--dry-run"]), ("submit", [])] {
            let before = files(below: store)
            let submit = run(["return", "submit", path] + options + words)
            let refused = submit.errors.split(separator: "\n").map(String.init)
            #expect(submit.status == 0 || submit.status == 65)
            said[name] = submit.status == 0 ? [] : refused.dropLast().map { String($0.dropFirst("lacuna: ".count)) }
            if submit.status == 65 || name == "dry run" { #expect(files(below: store) == before, "\(path)") }
        }
        try? FileManager.default.removeItem(atPath: store + "/returns/2022-11")
        return said
    }

    @Test("Over forms changed in every way: the same verdict and the same faults, by row and column, of no other file")
    func forms() throws {
        let path = folder.path + "/form.csv"
        #expect(run(["return", "form", "--area", "place-halton", "-o", path]).status == 0)
        let rows = try SpreadsheetTable(bytes(of: path)).rows.map { $0.fields.isEmpty ? [""] : $0.fields }
        var (taken, refused) = (0, 0)
        for (name, bytes) in FormMutations.some(FormSample.answered(rows)) {
            try folder.write(bytes, to: "form.csv")
            let said = try verdicts(path)
            #expect(said["check"] == said["dry run"] && said["check"] == said["submit"], "\(name): \(said)")
            #expect(
                said["check"]?.allSatisfy { $0.hasPrefix(path) || $0.hasPrefix("and ") } == true,
                "\(name): \(said)"
            )
            if said["check"] == [] { taken += 1 } else { refused += 1 }
        }
        // Both kinds are there, or the test would show nothing.
        let least = Thorough.isAsked ? (taken: 30, refused: 80) : (taken: 5, refused: 15)
        #expect(taken > least.taken && refused > least.refused, "\(taken) taken, \(refused) refused")
    }

    @Test("Over a form made before somebody else recorded: refused by all three, by the row of 'Based on'")
    func conflict() throws {
        let path = folder.path + "/form.csv"
        #expect(run(["return", "form", "--area", "place-halton", "-o", path]).status == 0)
        let made = try text(of: path).replacing("In the role of,,", with: "In the role of,Commissioner,")
        try folder.write(made, to: "form.csv")
        try folder.write(made.replacing("IAPT 0-5s,R,,", with: "IAPT 0-5s,G,,"), to: "other.csv")
        #expect(run(["return", "submit", folder.path + "/other.csv"]).status == 0)
        let check = run(["return", "check", path])
        let dry = run(["return", "submit", path, "--dry-run"])
        let submit = run(["return", "submit", path])
        #expect(check.status == 1 && dry.status == 65 && submit.status == 65)
        #expect(
            check.output.hasPrefix(
                "\(path):4: column B: place-halton in round 2022-11: based on revision 0, but the latest is 1"
            )
        )
        #expect(submit.errors == "lacuna: \(check.output)lacuna: nothing was recorded\n" && dry.errors == submit.errors)
        // The same form again, whose content is on record, gets its receipt, and check says so too.
        #expect(run(["return", "check", folder.path + "/other.csv"]).status == 0)
        #expect(run(["return", "submit", folder.path + "/other.csv"]).output.hasPrefix("Already recorded"))
    }

    @Test("Over XML: ratings left out, another base, a reason missing, a round not asked, a long text")
    func documents() throws {
        let sound = try text(of: store + "/returns/2022-05/ccg-halton.1.xml").replacing(
            "revision=\"1\"",
            with: "revision=\"2\""
        )
        let cases: [(String, [String], Bool)] = [
            (sound, [], true), (sound.replacing("revision=\"2\"", with: "revision=\"1\""), [], true),
            (
                sound.replacing("revision=\"2\"", with: "revision=\"3\"").replacing("value=\"G\"", with: "value=\"B\""),
                [], false
            ),
            (sound.replacing("<rating service=\"iapt-0-5\" value=\"R\"/>", with: ""), [], false),
            (sound.replacing("<rating service=\"iapt-0-5\" value=\"R\"/>", with: ""), ["--drop"], true),
            (sound.replacing("service=\"iapt-0-5\" value=\"R\"", with: "service=\"iapt-0-5\" value=\"A\""), [], false),
            (
                sound.replacing("service=\"iapt-0-5\" value=\"R\"", with: "service=\"iapt-0-5\" value=\"A\""),
                ["--draft"], true
            ),
            (sound.replacing("area=\"ccg-halton\"", with: "area=\"place-halton\""), [], false),
        ]
        for (index, (document, options, isSound)) in cases.enumerated() {
            try folder.write(document, to: "r.xml")
            let said = try verdicts(folder.path + "/r.xml", options)
            #expect(said["check"] == said["dry run"] && said["check"] == said["submit"], "\(index): \(said)")
            #expect(said["check"]?.isEmpty == isSound, "\(index): \(said)")
            try? FileManager.default.removeItem(atPath: store + "/returns/2022-05/ccg-halton.2.xml")
        }
    }

    @Test("Names and notes too long, given beside the return, are refused by name, of no file that does not exist")
    func options() throws {
        let path = folder.path + "/form.csv"
        #expect(run(["return", "form", "--area", "place-halton", "-o", path]).status == 0)
        try folder.write(
            try text(of: path).replacing("In the role of,,", with: "In the role of,Commissioner,"),
            to: "form.csv"
        )
        let long = String(repeating: "n", count: 4_001)
        for (option, words) in [("--note", "the note is longer than 4000"), ("--by", "records it is longer than 300")] {
            let said = try verdicts(path, [option, long])
            #expect(said["check"] == said["submit"] && said["check"] == said["dry run"])
            #expect(
                said["check"]?.first?.contains(words) == true && said["check"]?.first?.contains("returns/") == false
            )
        }
        let correct = run(["return", "correct", "Halton", "iapt-0-5", "A", "--round", "2022-05", "--evidence", long])
        #expect(
            correct.status == 65
                && correct.errors.hasPrefix(
                    "lacuna: ccg-halton in round 2022-05: the evidence for 'iapt-0-5' is longer"
                )
        )
    }

    @Test("A return says what it takes the place of, and what it leaves as it was")
    func replacement() throws {
        let sound = try text(of: store + "/returns/2022-05/ccg-blackpool.1.xml").replacing(
            "revision=\"1\"",
            with: "revision=\"2\""
        )
        try folder.write(
            sound.replacing("service=\"iapt-0-5\" value=\"B\"", with: "service=\"iapt-0-5\" value=\"G\""),
            to: "r.xml"
        )
        let told = run(["return", "submit", folder.path + "/r.xml", "--dry-run"]).output
        #expect(
            told.contains(
                "It takes the place of revision 1 of 2026-11-23T12:00:00Z: 10 ratings as before; changed: IAPT 0-5s B -> G."
            ),
            "\(told)"
        )
        #expect(
            told.contains("It was given jointly with Fylde & Wyre, whose own return (revision 1) stays as it is."),
            "\(told)"
        )
        // A partial first return of a round.
        try folder.write(
            """
            <return xmlns="urn:lacuna:scoping:1" area="place-sefton" round="2022-11" revision="1" source="return">
              <recorded at="2022-10-01T00:00:00Z" by="x" role="y"/><ratings><rating service="iapt-0-5" value="G"/></ratings></return>
            """,
            to: "p.xml"
        )
        let partial = run(["return", "submit", folder.path + "/p.xml"]).output
        #expect(
            partial.contains(
                "It rates 1 of 11 service types; what was said before of the others stands: Parent Infant MH Service, 0-5s"
            ),
            "\(partial)"
        )
    }
}
