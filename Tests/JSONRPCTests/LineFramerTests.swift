import JSON
import Testing

@testable import JSONRPC

@Suite("Lines: what arrives, cut where it belongs")
struct LineFramerTests {
    /// The lines that come of pieces that arrive one after the other; `<long>` for one that is too long.
    private func lines(_ pieces: [[UInt8]], limit: Int = 8, atOnce: Int = .max) -> [String] {
        var framer = LineFramer(limit: limit)
        var found: [String] = []
        var taken = 0
        let body: LineFramer.Body = { line in
            if let line {
                found.append(String(decoding: line.array, as: UTF8.self))
            } else {
                found.append("<long>")
            }
            taken += 1
            return taken < atOnce
        }
        for piece in pieces {
            unsafe piece.withUnsafeBufferPointer { unsafe framer.show(.arrived($0), body) }
            while framer.isInterrupted {
                taken = 0
                framer.show(.leftOver, body)
            }
            taken = 0
            #expect(framer.heldBytes <= limit + 1)
        }
        framer.show(.ended, body)
        #expect(framer.heldBytes == 0)
        return found
    }

    private func lines(_ text: String, limit: Int = 8) -> [String] { lines([Array(text.utf8)], limit: limit) }

    @Test(
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\n", ["a"]), ("a\nb", ["a", "b"]),
            ("\n\n \n\t\r\na\n\n", ["a"]),
            ("a\r", ["a"]), ("a\rb\n", ["a\rb"]), ("a\r\r\n", ["a\r"]), (" a \n", [" a "]), ("\r\n", []), ("  ", []),
        ]
    )
    func ends(text: String, expected: [String]) { #expect(lines(text) == expected) }

    @Test("A line passes at the limit and not beyond it, whatever its end")
    func limit() {
        for end in ["\n", "\r\n", ""] {
            #expect(lines("12345678" + end) == ["12345678"])
            #expect(lines("123456789" + end) == ["<long>"])
            #expect(lines("a\n1234567890abcdef\(end)") == ["a", "<long>"])
        }
        #expect(lines("123456789\nb\n") == ["<long>", "b"])
        #expect(lines("12345678\r") == ["12345678"])
        #expect(lines("12345678\rx\nb") == ["<long>", "b"])
    }

    @Test("All texts of up to 7 of four letters give the same lines in whatever pieces they arrive")
    func pieces() {
        var texts: [[UInt8]] = [[]]
        for _ in 0..<7 {
            texts = texts.flatMap { text in "a\r\n ".utf8.map { text + [$0] } }
            for text in texts where text.count == 5 || text.count == 7 {
                let whole = lines([text], limit: 3)
                let cut = text.count / 2
                for pieces in [text.map { [$0] }, [Array(text[..<cut]), Array(text[cut...])]] {
                    if lines(pieces, limit: 3) != whole { Issue.record("\(text)") }
                }
                if lines([text], limit: 3, atOnce: 1) != whole { Issue.record("\(text), one at once") }
            }
        }
    }

    @Test("A gibibyte without an end is one line that is too long, of which nothing is kept")
    func gibibyte() {
        var framer = LineFramer(limit: 1_000_000)
        let chunk = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        var told = 0
        for _ in 0..<1_024 {
            unsafe chunk.withUnsafeBufferPointer { chunk in
                unsafe framer.show(.arrived(chunk)) { line in
                    if line == nil { told += 1 }
                    return true
                }
            }
            #expect(framer.heldBytes <= 1_000_001)
        }
        #expect(told == 1)
    }
}
