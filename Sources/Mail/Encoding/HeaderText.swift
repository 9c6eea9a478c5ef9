/// Texts of any kind in headers, which take ASCII alone: as they are where they can stand so, else as encoded words (RFC 2047).
///
///     Subject: =?UTF-8?B?Q2Fmw6k=?=
///
/// Nothing in a text can end its header: control characters, line ends among them, become spaces before it is looked at.
enum HeaderText {
    /// Lines are folded before they are longer than this (RFC 5322, section 2.1.1).
    static let width = 76
    private static let opening = "=?UTF-8?B?"
    private static let closing = "?="

    /// A text on one line: no control characters, no runs of spaces, none at the ends.
    static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isSpace =
                scalar.value < 0x21 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x2028
                || scalar.value == 0x2029
            if !isSpace {
                result.append(scalar)
            } else if let last = result.last, last != " " {
                result.append(" ")
            }
        }
        while result.last == " " { result.removeLast() }
        return String(result)
    }

    /// A text where a header takes any: a subject.
    ///
    /// - Parameter column: how much of the line is taken.
    static func unstructured(_ text: String, column: Int) -> [UInt8] {
        let text = plain(text)
        let words = text.split(separator: " ")
        let isPlain = text.utf8.allSatisfy { $0 < 0x7F } && !text.contains("=?") && words.allSatisfy { $0.count <= 60 }
        guard isPlain else { return encoded(text, column: column) }
        var output: [UInt8] = []
        var column = column
        for (place, word) in words.enumerated() {
            if place > 0 {
                let turns = column + 1 + word.utf8.count > width
                if turns { output += lineEnd }
                output.append(0x20)
                column = turns ? 1 : column + 1
            }
            output += word.utf8
            column += word.utf8.count
        }
        return output
    }

    /// The name of someone before an address: in quotes, or encoded.
    static func phrase(_ text: String, column: Int) -> [UInt8] {
        let text = plain(text)
        guard text.utf8.allSatisfy({ $0 < 0x7F }), text.utf8.count <= 50, !text.contains("=?") else {
            return encoded(text, column: column)
        }
        var output: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { output.append(UInt8(ascii: "\\")) }
            output.append(byte)
        }
        return output + [UInt8(ascii: "\"")]
    }

    /// A parameter such as a file's name: `filename="a.csv"`, with `filename*=UTF-8''…` beside it where the name is not ASCII
    /// (RFC 2231; the plain one is for programs that do not know the other).
    static func parameter(_ name: String, _ value: String) -> [String] {
        let value = plain(value)
        let isPlain = value.utf8.allSatisfy { $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        let short = String(value.unicodeScalars.prefix(100))
        if isPlain, short == value { return ["\(name)=\"\(value)\""] }
        let simple = String(decoding: short.utf8.map { isAttributeLetter($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
        return ["\(name)=\"\(String(simple.prefix(60)))\""] + continued(name, value)
    }

    /// `filename*0*=UTF-8''…; filename*1*=…`, as many as a line has room for.
    private static func continued(_ name: String, _ value: String) -> [String] {
        var pieces: [String] = [""]
        for byte in value.utf8 {
            let letter =
                isAttributeLetter(byte)
                ? String(decoding: [byte], as: UTF8.self)
                : String(decoding: [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 15)], as: UTF8.self)
            let last = pieces.count - 1
            if pieces[last].utf8.count + letter.utf8.count > 50 {
                pieces.append(letter)
            } else {
                pieces[last] += letter
            }
        }
        if pieces.count == 1 { return ["\(name)*=UTF-8''\(pieces[0])"] }
        return pieces.enumerated().map { "\(name)*\($0)*=" + ($0 == 0 ? "UTF-8''" : "") + $1 }
    }

    private static func isAttributeLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Encoded words, each on a line with room for it; none is cut within a letter.
    private static func encoded(_ text: String, column: Int) -> [UInt8] {
        var output: [UInt8] = []
        var word: [UInt8] = []
        var room = bytes(after: column)
        func end(_ word: [UInt8]) -> [UInt8] { Array(opening.utf8) + Base64.encoded(word) + Array(closing.utf8) }
        for scalar in text.unicodeScalars {
            let letter = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            if word.count + letter.count > room, !word.isEmpty {
                output += end(word) + lineEnd + [0x20]
                word = []
                room = bytes(after: 1)
            }
            word += letter
        }
        return word.isEmpty && !output.isEmpty ? output : output + end(word)
    }

    /// How many bytes of a text an encoded word can hold that begins there.
    private static func bytes(after column: Int) -> Int {
        max(0, width - column - opening.utf8.count - closing.utf8.count) / 4 * 3
    }
}
