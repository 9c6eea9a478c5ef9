import TestSupport
import Testing

@testable import Forms
@testable import Spreadsheets

@Suite("Forms as they are sent out, to the letter")
struct WrittenFormTests {
    @Test(
        "Halton's form, as a network sends it that asks for posts, is as it lies in Tests/Goldens",
        arguments: FormFormat.allCases
    )
    func halton(format: FormFormat) throws {
        let bench = try FormatBench.askingPosts()
        let bytes = try bench.bytes(try bench.form("place-halton"), as: format) { _ in }
        let path = "\(Repository.root)/Tests/Goldens/Forms/halton.\(format).txt"
        guard format == .xlsx || format == .ods else { return try expectRecorded(bytes, path) }
        let archive = try ZipArchive(bytes, limits: WorkbookLimits())
        let parts = try archive.entries.map { (path: $0.name, bytes: try archive.bytes(of: $0.name) ?? []) }
        try expectRecorded(spelledOut(parts), path)
    }
}
