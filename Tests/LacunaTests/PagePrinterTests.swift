import Foundation
import TestSupport
import Testing

@testable import lacuna

@Suite("Printing the report")
struct PagePrinterTests {
    private let page = Array("<p>$(touch x) `y` \"z\"".utf8)

    /// A stand-in for Chromium: a script.
    private func program(_ folder: TemporaryFolder, _ lines: String) throws -> PagePrinter {
        let path = folder.path + "/chromium"
        try folder.write("#!/bin/sh\n\(lines)\n", to: "chromium")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return try PagePrinter(environment: [
            "LACUNA_CHROMIUM": path, "PATH": "/usr/bin:/bin", "TMPDIR": folder.path,
        ])
    }

    /// Takes the PDF's path and the page's out of the words it was called with.
    private let words = """
        for word in "$@"; do
          case $word in --print-to-pdf=*) pdf=${word#*=};; file://*) page=${word#file://};; esac
        done
        """

    @Test("The page goes in as a file and the PDF comes out; nothing is left behind")
    func prints() throws {
        let folder = try TemporaryFolder()
        let printer = try program(
            folder,
            words + "\n(printf '%%PDF-1.4 '; cat \"$page\") > \"$pdf\"; mkdir -p \"${pdf%/*}/profile/a/b\""
        )
        #expect(try printer.pdf(of: page) == Array("%PDF-1.4 ".utf8) + page)
        #expect(files(below: folder.path) == ["chromium"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["chromium"])
    }

    @Test(
        "A program that fails, or prints something else, is status 69 with what it said and what to do",
        arguments: ["echo 'no display' >&2; exit 3", "printf 'no PDF' > \"$pdf\"; echo 'no display'", "kill -9 $$"]
    )
    func fails(lines: String) throws {
        let folder = try TemporaryFolder()
        let printer = try program(folder, words + "\n" + lines)
        let failure = #expect(throws: CommandFailure.self) { try printer.pdf(of: page) }
        #expect(failure?.status == .unavailable)
        #expect(failure?.messages.contains { $0.hasPrefix("Open index.html in a browser") } == true)
        #expect(lines.hasPrefix("kill") || failure?.messages.last == "It said: no display")
        #expect(files(below: folder.path) == ["chromium"])
    }

    @Test("Where none is installed --pdf says how to get one, and nothing is written")
    func missing() throws {
        let folder = try TemporaryFolder()
        for environment in [["PATH": folder.path], ["LACUNA_CHROMIUM": folder.path], ["LACUNA_CHROMIUM": "/no/such"]] {
            var console = Console(
                environment: ["LACUNA_STORE": Repository.scoping].merging(environment) { _, new in new }
            )
            #expect(Lacuna.run(["report", "--pdf", "-o", folder.path + "/out"], &console).rawValue == 69)
            #expect(console.output.isEmpty && String(decoding: console.errors, as: UTF8.self).hasPrefix("lacuna: "))
            #expect(files(below: folder.path).isEmpty)
        }
    }

    @Test("A size of paper without --pdf is refused")
    func paperAlone() throws {
        var console = Console(environment: ["LACUNA_STORE": Repository.scoping])
        #expect(Lacuna.run(["report", "--paper", "a3"], &console).rawValue == 64)
    }
}
