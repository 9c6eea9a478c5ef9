import TestSupport
import Testing

@testable import lacuna

@Suite("lacuna brief")
struct BriefCommandTests {
    /// Where no program is that could paint a picture.
    private static let bare = ["PATH": "/nowhere"]

    @Test("Without a program that paints, the brief has its table alone, and standard error says what to install")
    func withoutPainter() throws {
        let folder = try TemporaryFolder()
        let ran = lacuna(["brief", "-o", folder.path + "/b.docx"], store: Repository.scoping, environment: Self.bare)
        #expect(ran.status == 0 && ran.output.isEmpty)
        #expect(ran.errors.contains("the heatmap stands in the brief as a table, without its picture"))
        #expect(ran.errors.contains("'apt-get install librsvg2-bin'"))
        #expect(files(below: folder.path) == ["b.docx"])
    }

    @Test("One area is a list of levels, of which nothing is painted or said")
    func oneArea() throws {
        let folder = try TemporaryFolder()
        let line = ["brief", "Halton", "-o", folder.path + "/b.odt"]
        let ran = lacuna(line, store: Repository.scoping, environment: Self.bare)
        #expect(ran.status == 0 && !ran.errors.contains("picture"))
    }

    @Test("The file's ending names the format, and another ending is refused with those there are")
    func endings() throws {
        let folder = try TemporaryFolder()
        for ending in ["docx", "odt", "pptx", "eml"] {
            let byEnding = lacuna(
                ["brief", "Halton", "-o", "\(folder.path)/a.\(ending)"],
                store: Repository.scoping,
                environment: Self.bare
            )
            let named = lacuna(
                ["brief", "Halton", "--format", ending, "-o", "\(folder.path)/b"],
                store: Repository.scoping,
                environment: Self.bare
            )
            #expect(byEnding.status == 0 && named.status == 0)
            let (first, second) = (try bytes(of: "\(folder.path)/a.\(ending)"), try bytes(of: "\(folder.path)/b"))
            #expect(first == second)
        }
        let other = lacuna(["brief", "-o", "board.pdf"], store: Repository.scoping, environment: Self.bare)
        #expect(other.status == 64 && other.errors.contains(".docx, .odt, .pptx or .eml"))
    }

    @Test("Addresses are of a mail: refused for other formats, and where they are none")
    func addresses() throws {
        let paper = lacuna("brief", "--to", "ann@nhs.net", "-o", "a.docx")
        #expect(paper.status == 64 && paper.errors.contains("this brief is made as .docx"))
        for option in ["--to", "--from"] {
            let nobody = lacuna("brief", "--format", "eml", option, "nobody", "-o", "-")
            #expect(nobody.status == 64 && nobody.output.isEmpty)
            #expect(nobody.errors.contains("'nobody' is not accepted by option '\(option)'. The address has no @"))
        }
        let two = lacuna(
            ["brief", "Halton", "--format", "eml", "--to", "Ann <ann@nhs.net>", "--to", "ben@nhs.net", "-o", "-"],
            environment: Self.bare
        )
        #expect(two.status == 0 && two.output.hasPrefix("To: \"Ann\" <ann@nhs.net>,\r\n ben@nhs.net\r\nDate: "))
    }

    @Test("A date to compare with is refused where nothing was rated, with what would do")
    func compare() throws {
        let ran = lacuna(
            ["brief", "--compare", "2021-01-01", "-o", "-"],
            store: Repository.scoping,
            environment: Self.bare
        )
        #expect(ran.status == 64 && ran.output.isEmpty)
        #expect(ran.errors.contains("--compare: nothing is rated before 2022-05-01"))
    }

    @Test("An area that nobody knows is refused, and one meant is suggested")
    func unknownArea() throws {
        let ran = lacuna(["brief", "Haltom", "-o", "-"], store: Repository.scoping, environment: Self.bare)
        #expect(ran.status == 64 && ran.errors.contains("Halton"))
    }
}
