import Archives
import Foundation
import TestSupport
import Testing

@testable import Spreadsheets

/// Thousands of damaged workbooks: each is read or refused, and nothing traps or hangs. `LACUNA_WORKBOOK_MUTATIONS` has more.
@Suite("Damaged workbooks")
struct MutationTests {
    private static let count =
        ProcessInfo.processInfo.environment["LACUNA_WORKBOOK_MUTATIONS"].flatMap { Int($0) }
        ?? (Thorough.isAsked ? 20_000 : 1_000)

    private struct Chance {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, bound)
        }

        /// The bytes with some of them changed, removed, doubled or put in.
        mutating func damaged(_ bytes: [UInt8], with signs: [UInt8]) -> [UInt8] {
            var bytes = bytes
            for _ in 0...next(4) where !bytes.isEmpty {
                let place = next(bytes.count)
                switch next(6) {
                case 0: bytes[place] ^= UInt8(truncatingIfNeeded: 1 << next(8))
                case 1: bytes[place] = signs[next(signs.count)]
                case 2: bytes.insert(signs[next(signs.count)], at: place)
                case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(40)))
                case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + next(60))], at: place)
                default: bytes.removeLast(next(min(bytes.count, 300)))
                }
            }
            return bytes
        }
    }

    /// A small book, so that many can be tried.
    private static let draft: WorkbookDraft = {
        var sheet = SheetDraft("One")
        sheet.set(row: 1, ["a", "b c", "d\ne"])
        sheet[2, 0] = CellDraft(.number("1.5"))
        sheet[2, 1] = CellDraft(.date("2022-05-01"), style: CellStyle().with { $0.numberFormat = "yyyy-mm-dd" })
        sheet[3, 0] = CellDraft(formula: "A2*2", value: .number("3"))
        sheet.merged = [CellRange(rows: 5...6, columns: 0...1)]
        return WorkbookDraft(title: "", sheets: [sheet])
    }()

    @Test("The archive's bytes changed", arguments: WritingTests.Format.allCases)
    func archives(format: WritingTests.Format) throws {
        let whole = try format.write(Self.draft)
        var chance = Chance(state: 11)
        var refused = 0
        for _ in 0..<Self.count {
            if Books.fault(chance.damaged(whole, with: [0, 1, 2, 8, 0x50, 0x4B, 0x7F, 0x80, 0xFF])) != nil {
                refused += 1
            }
        }
        #expect(refused > Self.count / 2)
    }

    @Test("The parts' bytes changed, in an archive that is whole", arguments: WritingTests.Format.allCases)
    func parts(format: WritingTests.Format) throws {
        let archive = try ZipArchive(format.write(Self.draft), limits: WorkbookLimits())
        var parts: [(name: String, bytes: [UInt8])] = []
        for entry in archive.entries { parts.append((entry.name, try archive.bytes(of: entry.name) ?? [])) }
        var chance = Chance(state: 5)
        var (read, refused) = (0, 0)
        for _ in 0..<Self.count {
            let place = chance.next(parts.count)
            var writer = ZipWriter()
            for (index, part) in parts.enumerated() {
                let signs = Array("<>/=\"' &;!-:0129AZaz_x\u{0}\u{1}\u{7F}é".utf8)
                let bytes = index == place ? chance.damaged(part.bytes, with: signs) : part.bytes
                writer.add(part.name, bytes, isStored: true)
            }
            if Books.fault(writer.finished()) == nil { read += 1 } else { refused += 1 }
        }
        #expect(read > 0 && refused > 0)
    }
}
