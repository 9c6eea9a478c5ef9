import Provision
import TestSupport
import Testing

@testable import lacuna

@Suite("A result on a terminal")
struct TerminalTests {
    /// The lines of a command's result on a terminal so wide.
    private static func lines(_ words: String..., width: Int) -> [String] {
        var console = Console(
            terminal: Terminal(width: width, height: 24),
            environment: ["LACUNA_STORE": Repository.scoping]
        )
        _ = Lacuna.run(words, &console)
        return String(decoding: console.output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        "No line of the gap register is longer than the terminal; elsewhere it has what it needs",
        arguments: [40, 60, 80, 100, 160, 300]
    )
    func fits(width: Int) {
        let lines = Self.lines("gaps", width: width)
        let register = lines.drop { !$0.contains("SEVERITY") }.prefix { !$0.hasPrefix("Gaps in the record") }
        #expect(register.count == 195)
        #expect(register.allSatisfy { $0.count <= width }, "\(register.first { $0.count > width } ?? "")")
    }

    @Test("A narrow terminal does without dates before words are shortened; a wide one says why")
    func columns() {
        let header = { (width: Int) in Self.lines("gaps", width: width).first { $0.contains("SEVERITY") } ?? "" }
        #expect(header(78).contains("SERVICE TYPE OR SUBJECT") && !header(78).contains("MONTHS"))
        #expect(header(130).contains("MONTHS") && !header(130).contains("WHY"))
        #expect(header(200).contains("WHY"))
        #expect(lacuna("gaps").output.contains("MONTHS") && !lacuna("gaps").output.contains("WHY"))
        #expect(Self.lines("gaps", width: 60).contains { $0.hasSuffix("\u{2026}") })
    }

    @Test("The number before a gap is the one by which it is explained, also in a list that is shortened")
    func numbers() throws {
        let lines = lacuna("gaps", "--within", "Liverpool", "--kind", "in-development").output.split(separator: "\n")
        let row = try #require(lines.first { $0.contains("in development  Liverpool") })
        let number = try #require(row.split(separator: " ").first.map(String.init))
        let told = lacuna("explain", number)
        #expect(told.status == 0 && told.output.contains("in-development:ccg-liverpool:maternal-mh"), "\(row)")
        #expect(lacuna("explain", "1").output.contains("none:ccg-liverpool:perinatal-mh-health-visitors"))
        // What is only supposed has no number.
        #expect(!lacuna("gaps", "--assume", "Halton/iapt-0-5=G").output.contains("#"))
    }

    @Test(
        "A number without a gap is refused, with the numbers there are",
        arguments: ["0", "208", "99999999999999999999"]
    )
    func noSuchNumber(number: String) {
        let told = lacuna("explain", number)
        #expect(told.status == 64 && told.errors.contains("Expected a number from 1 to 207"), "\(told)")
    }

    @Test("An option that other tools have for a format leads to ours", arguments: ["json", "csv"])
    func formats(name: String) {
        let told = lacuna("gaps", "--\(name)")
        #expect(told.status == 64 && told.errors.contains("Did you mean '--format \(name)'?"), "\(told)")
        #expect(lacuna("status", "--jsn").errors.contains("unknown option '--jsn'"))
    }

    @Test("A result is longer than a terminal from its height on; lines that wrap count twice, colours count nothing")
    func length() {
        let terminal = Terminal(width: 10, height: 4)
        func isLonger(_ text: String) -> Bool { Pager.isLonger(Array(text.utf8), than: terminal) }
        #expect(!isLonger("1\n2\n3\n") && isLonger("1\n2\n3\n4\n"))
        #expect(!isLonger("1234567890\n2\n3\n") && isLonger("12345678901\n2\n3\n"))
        #expect(!isLonger("\u{1B}[48;2;164;22;26;97m123456789\u{E9}\u{1B}[0m\n2\n3\n"))
        #expect(!Pager.isLonger(Array(repeating: 10, count: 100), than: Terminal(width: 10)))
    }

    @Test("A pager is what the environment says, and none where it says so")
    func pager() {
        #expect(Pager(["PAGER": ""]) == nil && Pager(["PAGER": "cat"]) == nil)
        #expect(Pager(["PAGER": "more"]) != nil && Pager(["LACUNA_PAGER": "", "PAGER": "more"]) == nil)
        #expect(Pager(["PATH": "/nowhere"]) == nil)
    }
}
