import TestSupport
import Testing

@Suite("Every output of a store tells the same figures")
struct FiguresAgreeTests {
    private static func simulated(_ words: [String], in folder: TemporaryFolder) throws -> String {
        let store = folder.path + "/store"
        _ = try Routes.command(["simulate"] + words + ["-o", store], store: folder.path)
        return store
    }

    private func agree(_ store: String, actions: ClosedRange<Int>) throws {
        let figures = try Routes(store).figures()
        let asked = try #require(figures.first?.told)
        let (kinds, levels) = (try #require(asked.kinds), try #require(asked.levels))
        #expect(kinds.count > 3 && levels.count > 2)
        #expect(actions.contains(try #require(asked.actions).values.reduce(0, +)))
        for (output, told) in figures.dropFirst() {
            if let found = told.kinds { #expect(found == kinds, "\(output): gaps by kind") }
            if let found = told.severities { #expect(found == asked.severities, "\(output): gaps by severity") }
            if let found = told.provision { #expect(found == asked.provision, "\(output): gaps in provision") }
            if let found = told.levels { #expect(found == levels, "\(output): cells by level") }
            #expect(told.headlines == asked.headlines, "\(output): headlines")
            #expect(told.actions ?? [:] == asked.actions, "\(output): actions by state")
        }
        // No output may leave out what it is there to tell.
        #expect(figures.count { $0.told.kinds != nil } == 4)
        #expect(figures.count { $0.told.severities != nil } == 3)
        #expect(figures.count { $0.told.levels != nil && $0.told.provision != nil } >= 6)
    }

    @Test("The real data: methods, CSV, page, paper, slides and mail")
    func real() throws { try agree(Repository.scoping, actions: 15...15) }

    @Test("A simulated history with actions")
    func acting() throws {
        let folder = try TemporaryFolder()
        let words = ["--areas", "9", "--services", "7", "--months", "48", "--seed", "3", "--with-actions"]
        try agree(try Self.simulated(words, in: folder), actions: 5...500)
    }

    @Test("A store of two rounds, without actions")
    func twoRounds() throws {
        let folder = try TemporaryFolder()
        let words = ["--areas", "9", "--services", "7", "--months", "12", "--seed", "5"]
        try agree(try Self.simulated(words, in: folder), actions: 0...0)
    }
}
