import TestSupport
import Testing

/// Every line of the page on security names what is tried; a test that is renamed or removed would leave a promise without proof.
@Suite("The page on security")
struct SecurityPageTests {
    private static let sources: [String] = {
        let folder = Repository.root + "/Tests"
        return files(below: folder).filter { $0.hasSuffix("Tests.swift") }.compactMap {
            try? text(of: "\(folder)/\($0)")
        }
    }()

    /// Whether a name stands for something that is run: a title, `Suite/test`, or a script.
    private func exists(_ name: Substring) throws -> Bool {
        if name.hasPrefix("\"") {
            // A title in a test is a literal.
            return Self.sources.contains { $0.contains(name) }
        }
        if name.hasPrefix("Tests/Outside/") {
            return try text(of: Repository.root + "/Tests/Outside/run.sh").contains(name)
        }
        if name.hasPrefix("Tests/Torture/") { return (try? text(of: "\(Repository.root)/\(name)")) != nil }
        if name.hasPrefix(".ci/") {
            return try text(of: Repository.root + "/Makefile").contains(name)
        }
        let parts = name.split(separator: "/")
        guard parts.count == 2 else { return false }
        return Self.sources.contains { $0.contains("struct \(parts[0])") && $0.contains("func \(parts[1])(") }
    }

    @Test("Each danger has a test that there is")
    func everyLine() throws {
        let page = try text(of: Repository.root + "/Sources/lacuna/lacuna.docc/Security.md")
        let lines = page.split(separator: "\n").filter {
            $0.hasPrefix("| ") && !$0.hasPrefix("| ---") && !$0.hasPrefix("| What")
        }
        #expect(lines.count > 30)
        for line in lines {
            let cells = line.split(separator: " | ")
            #expect(cells.count == 3, "\(line)")
            let names = (cells.last ?? "").matches(of: #/"[^"]+"|`([^`]+)`/#).map { $0.1 ?? $0.0 }
            #expect(!names.isEmpty, "\(line)")
            for name in names { #expect(try exists(name), "there is no test \(name)") }
        }
    }

    @Test("What there is not is not found")
    func control() throws {
        #expect(try !exists("\"A title that no test has\""))
        #expect(
            try !exists("HostileDocumentTests/nothing") && !exists("Tests/Outside/nothing.py")
                && !exists("Tests/Torture/Parts/nothing.py") && !exists("nothing")
        )
    }
}
