import TestSupport
import Testing

@testable import Papers

@Suite("What is written, to the letter")
struct WrittenPartsTests {
    private static let folder = Repository.root + "/Tests/Goldens/Papers"

    @Test("Every kind of block, part by part, is as it lies in Tests/Goldens", arguments: Papers.Program.allCases)
    func parts(program: Papers.Program) throws {
        let document = try OfficeDocument(program.write(try Papers.everything()))
        let parts = document.paths.map { (path: $0, bytes: document.parts[$0] ?? []) }
        try expectRecorded(spelledOut(parts), "\(Self.folder)/\(program).txt")
    }

    @Test("Every kind of block as the words of a mail is as it lies in Tests/Goldens")
    func letter() throws {
        let sections = try Papers.everything().sections
        let letter = PaperLetter(title: "Text", blocks: sections.flatMap(\.blocks))
        try expectRecorded(Array(letter.html.utf8), "\(Self.folder)/letter.html")
        try expectRecorded(Array(letter.text.utf8), "\(Self.folder)/letter.txt")
    }
}
