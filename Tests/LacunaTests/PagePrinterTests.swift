import Foundation
import Glibc
import TestSupport
import Testing

@testable import lacuna

// One after the other: a script cannot be started while another test, starting its own, still holds it open.
@Suite("Printing the report", .serialized)
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
            words
                + "\n(printf '%%PDF-1.4 '; cat \"$page\"; printf '%%%%EOF') > \"$pdf\"; mkdir -p \"${pdf%/*}/profile/a/b\""
        )
        #expect(try printer.pdf(of: page) == Array("%PDF-1.4 ".utf8) + page + Array("%%EOF".utf8))
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

    /// A whole PDF with a table of objects, its pages and its title as a browser writes them.
    private func made(title: String? = "(A report)", pages: Int = 1, table: (Int) -> Int = { $0 }) -> [UInt8] {
        var text = "%PDF-1.4\n1 0 obj\n<<\(title.map { "/Title \($0)\n" } ?? "")/Producer (x)>>\nendobj\n"
        for page in 0..<pages { text += "\(page + 2) 0 obj\n<</Type /Page\n/Parent 9 0 R>>\nendobj\n" }
        text += "9 0 obj\n<</Type /Pages\n/Count \(pages)>>\nendobj\n"
        let place = table(text.utf8.count)
        return Array((text + "xref\n0 1\ntrailer\n<</Root 8 0 R\n/Info 1 0 R>>\nstartxref\n\(place)\n%%EOF\n").utf8)
    }

    @Test("A PDF is the page's where it is whole, has pages, and bears the page's title")
    func whole() {
        #expect(PrintedPDF(made()).fault(titled: "A report") == nil)
        #expect(PrintedPDF(made(title: nil)).fault(titled: "A report") == nil)
        #expect(PrintedPDF(made(pages: 3)).fault(titled: nil) == nil)
        for title in ["(A \\(small\\) r\\145port)", "<FEFF004100200073006D0061006C006C0020007200650070006F00720074>"] {
            #expect(PrintedPDF(made(title: title)).fault(titled: "A small report") == nil)
            #expect(PrintedPDF(made(title: title)).fault(titled: "A report")?.contains("'A ") == true)
        }
        let faults: [([UInt8], String)] = [
            (made(title: "(page.html)"), "it printed another page, 'page.html'"),
            (made(title: nil) + Array("%ERR_FILE_NOT_FOUND\n%%EOF".utf8), "it printed an error page of its own"),
            (made(pages: 0), "the PDF has no page"),
            (made { $0 + 1_000_000 }, "the PDF's table of objects is not where it says"),
            (made { $0 - 7 }, "the PDF's table of objects is not where it says"),
            (Array("<html>".utf8), "what it wrote is no PDF"), ([], "what it wrote is no PDF"),
            (Array("%PDF-1.4\n1 0 obj<<".utf8), "the PDF has no end"),
            (
                Array("%PDF-1.4\n1 0 obj<</Type/Page>>endobj\n%ERR_FILE_NOT_FOUND\n%%EOF\n".utf8),
                "the PDF's table of objects is not where it says"
            ),
        ]
        for (bytes, fault) in faults { #expect(PrintedPDF(bytes).fault(titled: "A report") == fault) }
        // Cut anywhere, it is not whole.
        let bytes = made()
        for end in 0..<(bytes.count - 1) {
            #expect(PrintedPDF(Array(bytes[..<end])).fault(titled: "A report") != nil)
        }
    }

    @Test("A browser that goes on running when its PDF is there is ended, and the PDF kept")
    func stays() throws {
        let folder = try TemporaryFolder()
        let printer = try program(
            folder,
            words + "\necho $$ > \"${0%/*}/pid\"; printf '%%PDF-1.4\\n%%%%EOF\\n' > \"$pdf\"; exec sleep 600"
        )
        #expect(try printer.pdf(of: page) == Array("%PDF-1.4\n%%EOF\n".utf8))
        let process = try #require(
            pid_t(text(of: folder.path + "/pid").trimmingCharacters(in: .whitespacesAndNewlines))
        )
        #expect(kill(process, 0) != 0 && errno == ESRCH, "it was ended")
    }

    @Test("A PDF that is written in parts is waited for")
    func parts() throws {
        let folder = try TemporaryFolder()
        let printer = try program(
            folder,
            words
                + "\nprintf '%%PDF-1.4\\n' > \"$pdf\"; sleep 1; printf '%%more\\n%%%%EOF\\n' >> \"$pdf\"; exec sleep 600"
        )
        #expect(try printer.pdf(of: page) == Array("%PDF-1.4\n%more\n%%EOF\n".utf8))
    }

    @Test(
        "What is broken, or another page, is not called printed",
        arguments: [
            ("printf '%%PDF-1.4\\n1 0 obj<<' > \"$pdf\"", "the PDF has no end"),
            (
                "printf '%%PDF-1.4\\n1 0 obj<</Type/Page>>endobj\\n%%ERR_FILE_NOT_FOUND\\n%%%%EOF\\n' > \"$pdf\"",
                "the PDF's table of objects is not where it says"
            ), (": > \"$pdf\"", "what it wrote is no PDF"), ("true", "it wrote nothing"),
        ]
    )
    func broken(lines: String, fault: String) throws {
        let folder = try TemporaryFolder()
        let printer = try program(folder, words + "\n" + lines)
        let failure = #expect(throws: CommandFailure.self) { try printer.pdf(of: page) }
        #expect(
            failure?.status == .unavailable
                && failure?.messages.first?.hasSuffix("printed no PDF of the page (\(fault)).") == true
        )
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
