import Provision
import ScopingStore
import TestSupport
import Testing

@testable import Forms

/// Forms of every format with bytes changed, and with cells changed to what people and programs put there: each is read or
/// refused, and nothing traps. What is read is a document that can be written and read again.
@Suite("Damaged forms")
struct DamagedFormTests {
    private struct Chance {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, bound)
        }
    }

    private static let signs = Array("\"<>&,;:[]{}\\0x=\n\r\t\u{1}".utf8) + [0x00, 0x80, 0xFF, 0xC3]

    @Test("Bytes changed", arguments: FormFormat.allCases)
    func bytes(format: FormFormat) throws {
        let bench = try FormatBench()
        let form = try bench.form("place-halton")
        let whole = try bench.bytes(form, as: format) { _ in }
        var chance = Chance(state: 7)
        var (taken, refused) = (0, 0)
        for _ in 0..<(Thorough.isAsked ? 500 : 60) {
            var bytes = whole
            for _ in 0...chance.next(3) {
                let place = chance.next(bytes.count)
                switch chance.next(4) {
                case 0: bytes[place] = Self.signs[chance.next(Self.signs.count)]
                case 1: bytes.insert(Self.signs[chance.next(Self.signs.count)], at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + chance.next(200)))
                default: bytes.removeLast(chance.next(bytes.count / 2))
                }
            }
            if bench.outcome(bytes).hasPrefix("<?xml") { taken += 1 } else { refused += 1 }
        }
        #expect(refused > 0, "\(taken) taken")
    }

    @Test("Cells changed: what is taken can be read again, and is taken in all formats or in none")
    func cells() throws {
        let bench = try FormatBench()
        let form = try bench.form("place-halton")
        let words = [
            "", " ", "G", "yes", "n/e", "-1", "1e400", "2022-05", "44682", "31/12/2022", "=1+1", "\u{FEFF}",
            "a\u{301}\u{200B}",
            String(repeating: "x", count: 4_001), "<b>&amp;</b>", "NULL", "6 weeks", "conception",
            "Peer support; nothing",
            "9999999999999999999", "\u{1F476}\u{1F3FD}", "'", "\"", "NHS",
        ]
        var chance = Chance(state: 3)
        var taken = 0
        for _ in 0..<(Thorough.isAsked ? 150 : 25) {
            var changes: [(FormPart, Int, String, String)] = []
            for _ in 0...chance.next(3) {
                let table = form.tables[chance.next(form.tables.count)]
                let column = table.columns[chance.next(table.columns.count)]
                let row = chance.next(table.rows.count + 1)
                changes.append((table.part, row, column.heading, words[chance.next(words.count)]))
            }
            let outcomes = try [FormFormat.csv, .xlsx, .html].map { format in
                bench.outcome(
                    try bench.bytes(form, as: format) { cells in
                        for (part, row, heading, text) in changes { cells[part, row, heading] = text }
                    }
                )
            }
            let isTaken = outcomes.map { $0.hasPrefix("<?xml") }
            // A CSV cannot hold every text as it is: white space and signs of formulas are taken away there.
            #expect(isTaken[1] == isTaken[2], "\(changes): \(outcomes[1].prefix(300)) | \(outcomes[2].prefix(300))")
            if isTaken[1] {
                taken += 1
                #expect(outcomes[1] == outcomes[2], "\(changes)")
                let read = try Submission(
                    xml: Array(outcomes[1].utf8),
                    file: "again",
                    terms: FormSample.terms(drops: true),
                    model: bench.model
                )
                #expect(read.area == form.area.id)
            }
        }
        #expect(taken > 0)
    }
}
