import Glibc
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

@Suite("lacuna simulate")
struct SimulateCommandTests {
    private func run(_ words: String...) -> (status: Int32, output: String, errors: String) {
        var console = Console()
        let status = Lacuna.run(words, &console)
        return (
            status.rawValue, String(decoding: console.output, as: UTF8.self),
            String(decoding: console.errors, as: UTF8.self)
        )
    }

    @Test(
        "What it makes passes verification",
        arguments: [("1", "1", "1"), ("5", "3", "6"), ("14", "10", "42"), ("3", "250", "6")]
    )
    func verifies(areas: String, services: String, months: String) throws {
        let folder = try TemporaryFolder()
        let store = folder.path + "/new/store"
        let made = run("simulate", "--areas", areas, "--services", services, "--months", months, "-o", store + "/")
        #expect(made.status == 0, "\(made.errors)")
        let verified = run("verify", "--store", store)
        #expect(verified.status == 0 && verified.output.contains("revisions unbroken"), "\(verified.output)")
        // Nothing else is left, hidden or not.
        #expect(files(below: folder.path).allSatisfy { $0.hasPrefix("new/store/") && !$0.contains("/.") })
    }

    @Test("Into an empty folder it makes the same store as into a new one", arguments: [[], ["--with-audit"]])
    func emptyFolder(more: [String]) throws {
        let folder = try TemporaryFolder()
        let empty = try TemporaryFolder()
        let words = ["simulate", "--areas", "9", "--services", "4", "--months", "24", "--seed", "3"] + more + ["-o"]
        var console = Console()
        #expect(Lacuna.run(words + [folder.path + "/new"], &console) == .done)
        #expect(Lacuna.run(words + [empty.path], &console) == .done)
        #expect(files(below: empty.path) == files(below: folder.path + "/new"))
        for file in files(below: empty.path) {
            #expect(try bytes(of: empty.path + "/" + file) == bytes(of: folder.path + "/new/" + file))
        }
    }

    @Test("A size that no store can hold is refused at once, with sizes that fit, and leaves nothing")
    func tooLarge() throws {
        let folder = try TemporaryFolder()
        let refused = run("simulate", "--areas", "2000", "--months", "1200", "-o", folder.path + "/x")
        #expect(refused.status == 64)
        #expect(
            refused.errors.hasPrefix(
                "lacuna simulate: 2000 areas asked in 200 rounds need a rounds.xml of 4"
            )
                && refused.errors.contains(
                    " elements; a document has at most 200000. What fits: --areas 2000 with --months "
                )
        )
        #expect(run("simulate", "--months", "99999999999", "-o", folder.path + "/x").status == 64)
        #expect(run("simulate", "--areas", "0", "-o", folder.path + "/x").status == 64)
        #expect(run("simulate", "-o", "").status == 64)
        #expect(files(below: folder.path).isEmpty)
    }

    @Test("What a killed run left is not taken into a store")
    func leftovers() throws {
        let folder = try TemporaryFolder()
        let left = ".lacuna-simulate-\(getpid())/returns/2015-01/place-old.1.xml"
        try folder.write("old", to: left)
        let refused = run("simulate", "--areas", "1", "--services", "1", "--months", "1", "-o", folder.path + "/x")
        #expect(refused.status == 73 && refused.errors.contains("is left from an earlier run. Remove it."))
        #expect(files(below: folder.path) == [left])
    }

    @Test("What is there is left alone: a file, a folder with something in it")
    func occupied() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "file")
        for target in [folder.path, folder.path + "/file", folder.path + "/file/below"] {
            let refused = run("simulate", "--areas", "1", "--services", "1", "--months", "1", "-o", target)
            #expect(refused.status == 73, "\(target): \(refused.errors)")
        }
        #expect(files(below: folder.path) == ["file"])
        #expect(try text(of: folder.path + "/file") == "mine")
    }
}
