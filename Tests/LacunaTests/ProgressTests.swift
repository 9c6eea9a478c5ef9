import Answers
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

@Suite("Long work says how far it is")
struct ProgressTests {
    @Test("The line names the work, and how much of it is done")
    func words() {
        #expect(
            ProgressLine.words(.init(name: "reading returns", done: 3_120, total: 6_153))
                == "lacuna: reading returns, 3,120 of 6,153"
        )
        #expect(ProgressLine.words(.init(name: "printing the page", done: 0, total: 0)) == "lacuna: printing the page")
    }
}

@Suite("Ratings for a spreadsheet")
struct RatingsFileTests {
    @Test("The file that is written row by row holds what the table of the same ratings holds")
    func sameRows() throws {
        let model = try StoreReader.load(Repository.scoping).model
        let answer = RatingsAnswer(of: model.returns, in: model)
        let table = try #require(answer.table)
        #expect(table.count > 150)
        #expect(answer.csv() == table.csv())
    }
}
