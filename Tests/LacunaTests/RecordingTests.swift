import Foundation
import TestSupport
import Testing

@testable import lacuna

@Suite("Recording at the command line")
struct RecordingTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        let opened = run(
            [
                "round", "open", "2022-11", "--reference-date", "2022-11-01", "--opened", "2022-09-01", "--due",
                "2022-10-15",
                "--asks", "place", "--name", "Autumn",
            ],
            at: "2022-09-01T09:00:00Z"
        )
        #expect(opened.status == 0)
        #expect(opened.output == "Opened round 2022-11: 14 areas asked, ratings as of 1 November 2022.\n")
    }

    private func run(_ words: [String], at moment: String) -> Outcome {
        lacuna(words, store: store, environment: ["LACUNA_NOW": moment, "USER": "ann"])
    }

    private func form(_ area: String, _ edit: (String) -> String = { $0 }) throws -> String {
        let path = folder.path + "/\(area).csv"
        #expect(run(["return", "form", "--area", area, "-o", path], at: "2022-09-02T09:00:00Z").status == 0)
        let text = try text(of: path).replacing("In the role of,,", with: "In the role of,Commissioner,")
        try folder.write(edit(text), to: "\(area).csv")
        return path
    }

    @Test("One file that cannot be read is told as of every command, and nothing is printed as a result")
    func unreadable() {
        let checked = run(["return", "check", folder.path + "/none.csv"], at: "2022-10-01T09:00:00Z")
        #expect(checked.status == 66 && checked.output.isEmpty && checked.errors.contains("none.csv"), "\(checked)")
    }

    @Test("The life of a return: form, check, dry run, submit, again, correct, accept, history, verify")
    func life() throws {
        let path = try form("Sefton") {
            $0.replacing("Maternal MH Service,R,,,R", with: "Maternal MH Service,B,staff,Recruiting,R")
        }
        #expect(run(["return", "check", path], at: "2022-10-01T09:00:00Z").output == "\(path): nothing to mend.\n")
        let before = files(below: store)
        let dry = run(["return", "submit", path, "--dry-run"], at: "2022-10-01T09:00:00Z")
        #expect(dry.status == 0 && files(below: store) == before)
        #expect(dry.output.contains("  Maternal MH Service: R -> B (up)\n"))
        #expect(
            dry.output.contains("  Sefton has no Maternal MH Service: rated R (no provision), collated by the network")
        )
        #expect(dry.output.contains("Gaps in the record that would open: none.\n"))
        #expect(dry.output.contains("Carried forward: 10\n"))
        let submitted = run(["return", "submit", path], at: "2022-10-01T09:00:00Z")
        #expect(submitted.output == "Recorded returns/2022-11/place-sefton.1.xml: revision 1, 2022-10-01T09:00:00Z.\n")
        let again = run(["return", "submit", path], at: "2022-10-01T10:00:00Z")
        #expect(
            again.output
                == "Already recorded as returns/2022-11/place-sefton.1.xml: revision 1, 2022-10-01T09:00:00Z.\n"
        )
        let corrected = run(
            [
                "return", "correct", "Sefton", "maternal-mh", "A", "--evidence", "Opened early", "--note",
                "by telephone",
            ],
            at: "2022-10-02T09:00:00Z"
        )
        #expect(corrected.output == "Recorded returns/2022-11/place-sefton.2.xml: revision 2, 2022-10-02T09:00:00Z.\n")
        let late = run(
            ["return", "correct", "Sefton", "maternal-mh", "G", "--based-on", "1"],
            at: "2022-10-03T09:00:00Z"
        )
        #expect(
            late.status == 65 && late.errors.contains("based on revision 1, but the latest is 2; nothing was recorded")
        )
        #expect(
            run(["return", "accept", "Sefton"], at: "2022-10-04T09:00:00Z").output
                == "Recorded returns/2022-11/place-sefton.3.xml (accepted): revision 3, 2022-10-04T09:00:00Z.\n"
        )
        let history = run(["history", "Sefton", "Maternal MH Service"], at: "2022-10-04T09:00:00Z").output
        #expect(
            history.contains("2022-05-01  R   South Sefton, collated")
                && history.contains("2022-11-01  A   return, round 2022-11 revision 3")
        )
        #expect(
            run(["history", "Sefton", "maternal-mh", "--known-at", "2022-10-01"], at: "2022-10-04T09:00:00Z").output
                .contains("2022-11-01  B   return, round 2022-11 revision 1")
        )
        #expect(run(["verify"], at: "2022-10-04T09:00:00Z").status == 0)
        let recorded = try text(of: store + "/returns/2022-11/place-sefton.2.xml")
        #expect(
            recorded.contains("by=\"ann\" role=\"network manager\"") && recorded.contains("<note>by telephone</note>")
        )
    }

    @Test("A snapshot with --known-at before a correction is byte for byte the one taken before it")
    func knownAt() throws {
        func pictures() -> [String] {
            ["show", "heatmap", "gaps"].map {
                run([$0, "--known-at", "2026-11-24", "--as-of", "2022-05-01"], at: "2026-11-25T09:00:00Z").output
            }
        }
        let before = pictures()
        #expect(
            run(["return", "correct", "Halton", "iapt-0-5", "G", "--round", "2022-05"], at: "2026-11-26T09:00:00Z")
                .status == 0
        )
        #expect(pictures() == before)
        #expect(run(["show", "--as-of", "2022-05-01"], at: "2026-11-27T09:00:00Z").output != before[0])
    }

    @Test("Who is in time, late, silent, kept as a draft; and whom to chase")
    func progress() throws {
        #expect(run(["return", "submit", try form("place-halton")], at: "2022-10-15T22:59:59Z").status == 0)
        #expect(run(["return", "submit", try form("place-wirral")], at: "2022-10-15T23:00:00Z").status == 0)
        #expect(
            run(["return", "submit", try form("place-liverpool"), "--draft"], at: "2022-10-01T00:00:00Z").output
                .contains("(draft)")
        )
        let output = run(["round", "status", "2022-11"], at: "2022-10-20T00:00:00Z").output
        func state(_ name: String) -> String? {
            let line = output.split(separator: "\n").first { $0.hasPrefix(name + "  ") }
            return line?.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty }.dropFirst().joined(separator: " ")
        }
        #expect(state("Halton")?.hasPrefix("in time 2022-10-15 23:59") == true)
        #expect(state("Wirral")?.hasPrefix("late 2022-10-16 00:00") == true)
        #expect(state("Liverpool")?.hasPrefix("draft") == true)
        #expect(state("Knowsley")?.hasPrefix("silent") == true)
        #expect(output.contains("To chase (12): "))
        #expect(
            run(["show", "--within", "place-liverpool", "--format", "csv"], at: "2022-10-20T00:00:00Z").output.contains(
                "place-liverpool,Liverpool,A,A,"
            )
        )
    }

    @Test("A bad form: one message with every fault, and nothing is recorded")
    func badForm() throws {
        let path = try form("Sefton") {
            $0.replacing("IAPT 0-5s,G,", with: "IAPT 0-5s,X,").replacing(
                "Maternal MH Service,R,,,R",
                with: "Maternal MH Service,A,,,R"
            )
        }
        let before = files(below: store)
        let refused = run(["return", "submit", path], at: "2022-10-01T09:00:00Z")
        #expect(refused.status == 65 && refused.output.isEmpty)
        #expect(
            refused.errors == """
                lacuna: \(path):12: column B: 'X' is no level (the levels are G, A, R, B, n/e, or empty for not rated)
                lacuna: \(path):20: column D: Maternal MH Service is rated A without a reason (say why as evidence, or name a cause: staff, training, supplies, equipment, estates, finances, commissioning)
                lacuna: nothing was recorded

                """
        )
        #expect(run(["return", "check", path], at: "2022-10-01T09:00:00Z").status == 1)
        #expect(files(below: store) == before)
    }

    @Test("An area that the round did not ask, a round that has not opened, a file that is not there")
    func outsideTheRound() throws {
        let form = try form("ccg-halton") { $0 }
        let unasked = run(["return", "submit", form], at: "2022-10-01T09:00:00Z")
        #expect(unasked.status == 65 && unasked.errors.contains("round '2022-11' did not ask 'ccg-halton'"))
        let early = run(["return", "submit", try self.form("place-halton")], at: "2022-08-01T09:00:00Z")
        #expect(
            early.status == 65
                && early.errors
                    == "lacuna: \(folder.path)/place-halton.csv:3: column B: round 2022-11 opens on 1 September 2022 (hand it in then)\nlacuna: nothing was recorded\n"
        )
        #expect(run(["return", "submit", folder.path + "/nothing.csv"], at: "2022-10-01T09:00:00Z").status == 66)
    }

    @Test("A round that cannot be: the same id, the same date, an unknown area")
    func badRounds() throws {
        let before = try bytes(of: store + "/rounds.xml")
        for words in [
            ["2022-11", "--reference-date", "2023-01-01"], ["2023-01", "--reference-date", "2022-05-01"],
            ["2023-01", "--reference-date", "2023-01-01", "--asks", "place-haltom"],
            ["2023 01", "--reference-date", "2023-01-01"],
            ["2023-01", "--reference-date", "2023-02-30"], ["2023-01"],
        ] {
            let refused = run(["round", "open"] + words, at: "2022-10-01T09:00:00Z")
            #expect([64, 65].contains(refused.status), "\(words)")
        }
        #expect(try bytes(of: store + "/rounds.xml") == before)
    }

    @Test("What moved since another date, across the change of boundaries")
    func compare() throws {
        #expect(
            run(
                ["return", "correct", "Halton", "iapt-0-5", "A", "--round", "2022-05", "--evidence", "x"],
                at: "2026-11-26T09:00:00Z"
            ).status == 0
        )
        let path = try form("Sefton") { $0.replacing("Maternal MH Service,R,,,R", with: "Maternal MH Service,G,,,R") }
        #expect(run(["return", "submit", path], at: "2022-10-01T09:00:00Z").status == 0)
        let moved = run(["show", "--compare", "2022-05-01"], at: "2026-11-26T09:00:00Z").output
        #expect(moved.hasPrefix("North West Coast, 1 May 2022 to 1 November 2022: 1 up; 154 cells compared.\n"))
        #expect(moved.contains("up     Sefton  Maternal MH Service  R -> G\n"))
    }
}
