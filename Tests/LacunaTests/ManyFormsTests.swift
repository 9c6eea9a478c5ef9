import Foundation
import TestSupport
import Testing

@testable import lacuna

@Suite("Many forms at once")
struct ManyFormsTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        let words = "round open 2022-11 --reference-date 2022-11-01 --opened 2022-09-01 --due 2022-10-15 --asks place"
        #expect(run(words).status == 0)
    }

    private func run(_ line: String) -> Outcome {
        lacuna(
            line.split(separator: " ").map(String.init),
            store: store,
            environment: ["LACUNA_NOW": "2022-10-01T09:00:00Z", "USER": "ann"]
        )
    }

    /// Forms of all Places as CSV, with a role in each; their paths.
    private func forms() throws -> [String] {
        let made = run("return form --all -o \(folder.path)/forms")
        #expect(made.status == 0 && made.output == "Wrote 14 forms of round 2022-11 below \(folder.path)/forms.\n")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/forms").sorted()
        for name in names {
            let filled = try text(of: "\(folder.path)/forms/\(name)").replacing(
                "In the role of,,",
                with: "In the role of,Commissioner,"
            )
            try folder.write(filled, to: "forms/\(name)")
        }
        return names.map { "\(folder.path)/forms/\($0)" }
    }

    @Test("A form for each area asked; one that is there and differs is left alone, and told")
    func written() throws {
        let paths = try forms()
        #expect(paths.count == 14 && paths.allSatisfy { $0.hasSuffix("-2022-11.csv") })
        let again = run("return form --all -o \(folder.path)/forms")
        #expect(again.status == 0 && again.output.hasPrefix("Wrote 0 forms"))
        #expect(
            again.output.contains("Left alone, since they are there and differ: place-cheshire-east-2022-11.csv, ")
        )
        #expect(try text(of: paths[0]).contains("In the role of,Commissioner,"))
        try FileManager.default.removeItem(atPath: paths[3])
        #expect(run("return form --all -o \(folder.path)/forms").output.hasPrefix("Wrote 1 form of round"))
    }

    @Test("What stands in a form's place and cannot be read is told, and nothing is written")
    func unreadable() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/forms/place-halton-2022-11.csv",
            withIntermediateDirectories: true
        )
        let outcome = run("return form --all -o \(folder.path)/forms")
        #expect(outcome.status == 66 && outcome.errors.contains("place-halton-2022-11.csv"), "\(outcome.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/forms").count == 1)
    }

    @Test(
        "What does not go together is refused",
        arguments: [
            ("--all", "--all needs a folder"), ("--all -o -", "--all needs a folder"),
            ("--all --area Sefton -o x", "--all and --area do not go together"), ("", "no area is named"),
        ]
    )
    func refused(words: String, said: String) {
        let outcome = run("return form \(words)")
        #expect(outcome.status == 64 && outcome.errors.contains(said), "\(outcome.errors)")
    }

    @Test("Each file is checked and recorded by itself; the summary says which were not, and why stands above")
    func several() throws {
        let paths = try forms()
        let wrong = paths[1]
        try folder.write(
            try text(of: wrong).replacing("IAPT 0-5s,R", with: "IAPT 0-5s,Z"),
            to: "forms/\(wrong.split(separator: "/").last ?? "")"
        )
        let list = ([paths[0], wrong, folder.path + "/nothing.xlsx"] + paths[2...3]).joined(separator: " ")
        let checked = run("return check \(list)")
        #expect(checked.status == 66)
        #expect(checked.output.contains("\(paths[0]): nothing to mend."))
        #expect(checked.output.contains("'Z' is no level"))
        #expect(checked.output.contains("nothing.xlsx: cannot be read: No such file"))
        #expect(
            checked.output.hasSuffix(
                "Checked 5 files: 3 with nothing to mend, 1 with faults (\(wrong)), 1 that could not be read (\(folder.path)/nothing.xlsx).\n"
            ),
            "\(checked.output)"
        )
        let submitted = run("return submit \(list)")
        #expect(submitted.status == 65 && submitted.errors.contains("'Z' is no level"))
        #expect(
            submitted.output.contains("Handled 5 files: 3 recorded, 1 with faults (\(wrong))"),
            "\(submitted.output)"
        )
        let returns = try FileManager.default.contentsOfDirectory(atPath: store + "/returns/2022-11")
        #expect(returns.count == 3)
        // The same again: the receipts of before, nothing new.
        let again = run("return submit \(paths[0]) \(paths[2])")
        #expect(again.status == 0 && again.output.contains("Already recorded as "))
        #expect(try FileManager.default.contentsOfDirectory(atPath: store + "/returns/2022-11").count == 3)
    }

    @Test("A dry run of several tells of each, and records nothing")
    func rehearsed() throws {
        let paths = try forms()
        let outcome = run("return submit \(paths[0]) \(paths[1]) --dry-run")
        #expect(outcome.status == 0)
        #expect(
            outcome.output.contains("Dry run for Central Lancashire")
                && outcome.output.contains("Tried 2 files: 2 could be recorded.")
        )
        #expect(!FileManager.default.fileExists(atPath: store + "/returns/2022-11"))
        #expect(run("return submit \(paths[0]) \(paths[1]) --dry-run --format json").status == 64)
    }
}
