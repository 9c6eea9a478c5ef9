import Provision
import Testing

@testable import GapDetection

@Suite("Small numbers are withheld, and cannot be worked out")
struct SmallNumbersTests {
    private typealias Line = SmallNumbers.Line

    private static func line(_ seen: Int, _ paired: Int? = nil) -> SmallNumbers.Line {
        var line = SmallNumbers.Line(counts: [.seen: seen], withheld: [])
        if let paired { line.counts[.paired] = paired }
        return line
    }

    private static func shown(_ numbers: [Int], groups: [[Int]], wholes: [[Int]]) -> [Int?] {
        let table = SmallNumbers(numbers.map { line($0) }, members: groups, parts: wholes)
        return (table.lines + table.groups + table.wholes).map { $0.told(.seen) }
    }

    @Test("Under five is withheld, none and five are told")
    func edges() {
        for (number, told) in [(0, 0), (1, nil), (4, nil), (5, 5), (12, 12)] as [(Int, Int?)] {
            let table = SmallNumbers([Self.line(number)], members: [[0]], parts: [[0]])
            #expect(table.lines[0].told(.seen) == told && table.groups[0].told(.seen) == told)
        }
    }

    @Test("One small number beside a total takes the next one along")
    func companion() {
        // 30 - 20 - 7 is 3.
        #expect(Self.shown([20, 7, 3], groups: [[0, 1, 2]], wholes: [[0]]) == [nil, 7, nil, 30, 30])
        // Two that come to four between them are small whatever they are: 1 + 3, 2 + 2.
        #expect(Self.shown([20, 9, 3, 1], groups: [[0, 1, 2, 3]], wholes: [[0]]) == [nil, 9, nil, nil, 33, 33])
        // Nothing else is there to hide behind: the total goes, and the total of all with it.
        #expect(Self.shown([3, 20, 30], groups: [[0], [1, 2]], wholes: [[0, 1]]) == [nil, 20, 30, nil, 50, nil])
    }

    @Test("A few who are left over are small too: twelve seen, ten measured twice")
    func leftOver() {
        let table = SmallNumbers(
            [Self.line(12, 10), Self.line(40, 40), Self.line(40, 30)],
            members: [[0, 1, 2]],
            parts: [[0]]
        )
        #expect(table.lines.map { $0.told(.seen) } == [12, 40, 40])
        #expect(table.lines.map { $0.told(.paired) } == [nil, nil, 30] && table.groups[0].told(.paired) == 80)
    }

    @Test("A part of what is withheld is withheld")
    func parts() {
        var line = Self.line(12, 10)
        line.counts[.improved] = 6
        let table = SmallNumbers([line], members: [[0]], parts: [[0]])
        #expect(table.lines[0].told(.seen) == 12 && table.lines[0].told(.improved) == nil)
    }

    @Test("Those seen are withheld by every measure where they are by one")
    func sameFamilies() {
        // By the first measure line 0 hides behind line 1; by the second nothing would be hidden.
        let lines = [Self.line(3), Self.line(7), Self.line(30), Self.line(7), Self.line(30)]
        let table = SmallNumbers(lines, members: [[0, 1, 2], [3, 4]], parts: [[0], [1]], same: [[1, 3], [2, 4]])
        #expect(table.lines[1].told(.seen) == nil && table.lines[3].told(.seen) == nil)
        #expect(table.groups[1].told(.seen) == nil || table.lines[4].told(.seen) == nil)
    }

    /// Reads as the sharpest reader would: who knows the rule, and every table that could have been printed so.
    private static func tell<Table: Hashable>(
        _ tables: [Table],
        print: (Table) -> [Int?],
        small: (Table) -> [Int]
    ) -> [Table] {
        var printed: [[Int?]: [Table]] = [:]
        for table in tables { printed[print(table), default: []].append(table) }
        return printed.values.flatMap { alike -> [Table] in
            // At the end of what was tried the sums leave nothing open.
            guard let first = alike.first(where: { small($0).allSatisfy { $0 <= 7 } }) else { return [] }
            return small(first).indices.flatMap { place -> [Table] in
                let values = Set(alike.map { small($0)[place] })
                return values.count == 1 && values.allSatisfy { OutcomeCount.isSmall($0) } ? [first] : []
            }
        }
    }

    @Test("Of every table of three areas under two ICSs nobody can tell a small number from what is printed")
    func everyTable() {
        let range = Array(0...14)
        let tables = range.flatMap { one in range.flatMap { two in range.map { [one, two, $0] } } }
        let told = Self.tell(tables) {
            Self.shown($0, groups: [[0, 1], [2]], wholes: [[0, 1]])
        } small: {
            $0
        }
        #expect(told.isEmpty, "\(told.prefix(5))")
    }

    @Test("Of every table of three areas under one ICS likewise")
    func everyGroup() {
        let range = Array(0...14)
        let tables = range.flatMap { one in range.flatMap { two in range.map { [one, two, $0] } } }
        let told = Self.tell(tables) {
            Self.shown($0, groups: [[0, 1, 2]], wholes: [[0]])
        } small: {
            $0
        }
        #expect(told.isEmpty, "\(told.prefix(5))")
    }

    @Test("Nor how few were left out of those measured, of every table of two areas")
    func everyPair() {
        struct Table: Hashable { let seen, paired: [Int] }
        let pairs = (0...8).flatMap { seen in (0...seen).map { (seen, $0) } }
        let tables = pairs.flatMap { one in pairs.map { Table(seen: [one.0, $0.0], paired: [one.1, $0.1]) } }
        let told = Self.tell(tables) { table in
            let numbers = SmallNumbers(
                zip(table.seen, table.paired).map { Self.line($0, $1) },
                members: [[0, 1]],
                parts: [[0]]
            )
            return (numbers.lines + numbers.groups).flatMap { [$0.told(.seen), $0.told(.paired)] }
        } small: { table in
            table.seen + table.paired + zip(table.seen, table.paired).map { $0 - $1 }
        }
        #expect(told.isEmpty, "\(told.count): \(told.prefix(8))")
    }
}
