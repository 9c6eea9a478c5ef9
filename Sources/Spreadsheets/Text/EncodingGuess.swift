/// Which of two encodings a file is in that is no UTF-8 and does not say.
///
/// Excel saves plain "CSV" as Windows-1252, and "CSV (Macintosh)" as MacRoman. Both give every byte from 80 on a character, and
/// nothing in a file says which it is; but the wrong one puts letters where nobody writes them:
///
///     MacRoman read as Windows-1252:  CafŽ drop-in Ð 3 posts     a capital after a small letter; a letter that stands alone
///     Windows-1252 read as MacRoman:  CafÈ drop-in ñ 3 posts
///
/// Such places are counted for both; the encoding with fewer is taken. Where they are as many, line ends decide: a lone return
/// is the old Macintosh's.
package enum EncodingGuess {
    static func encoding(of bytes: [UInt8]) -> SpreadsheetEncoding {
        // Each character of MacRoman exists.
        let macintosh = oddities(bytes, macRoman) ?? 0
        guard let windows = oddities(bytes, windows1252) else {
            // What reads badly in both is refused, as Windows-1252 with its place.
            return macintosh <= bytes.count(where: { $0 >= 0x80 }) / 4 ? .macRoman : .windows1252
        }
        if windows != macintosh { return macintosh < windows ? .macRoman : .windows1252 }
        return bytes.contains(CSVByte.carriageReturn) && !bytes.contains(CSVByte.lineFeed) ? .macRoman : .windows1252
    }

    /// In how many places nobody would write what the bytes say in an encoding; nil where a byte says nothing in it.
    private static func oddities(_ bytes: [UInt8], _ decode: (UInt8) -> Unicode.Scalar?) -> Int? {
        var count = 0
        for (index, byte) in bytes.enumerated() where byte >= 0x80 {
            guard let scalar = decode(byte) else { return nil }
            func neighbour(_ distance: Int) -> Unicode.Scalar {
                bytes.indices.contains(index + distance) ? decode(bytes[index + distance]) ?? " " : " "
            }
            if isOdd(scalar, after: neighbour(-1), before: neighbour(1), neighbour(2)) { count += 1 }
        }
        return count
    }

    private static func isOdd(
        _ scalar: Unicode.Scalar,
        after previous: Unicode.Scalar,
        before next: Unicode.Scalar,
        _ second: Unicode.Scalar
    ) -> Bool {
        if scalar.properties.isAlphabetic {
            let isCapital = scalar.properties.isUppercase
            if isCapital && previous.properties.isLowercase { return true }
            // A letter alone is an initial, or wrong.
            if !previous.properties.isAlphabetic && !next.properties.isAlphabetic { return !(isCapital && next == ".") }
            return next.properties.isUppercase && second.properties.isLowercase
        }
        switch scalar {
        case "\u{A3}", "\u{A5}", "\u{20AC}", "\u{A2}":
            return !isDigit(previous) && !isDigit(next) && next != "\u{A0}"
        case "\u{2019}", "\u{2018}", "\u{2013}", "\u{2014}", "\u{201C}", "\u{201D}", "\u{A0}", "\u{2022}", "\u{2026}",
            "\u{B0}",
            "\u{B1}", "\u{A7}", "\u{A9}", "\u{AE}", "\u{2122}", "\u{B7}", "\u{D7}", "\u{F7}", "\u{BD}", "\u{BC}",
            "\u{BE}", "\u{B2}",
            "\u{B3}", "\u{B9}", "\u{AB}", "\u{BB}", "\u{2264}", "\u{2265}":
            return false
        default:
            return true
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// The character of a byte in Windows-1252; nil for the five that have none.
    static func windows1252(_ byte: UInt8) -> Unicode.Scalar? {
        guard (0x80..<0xA0).contains(byte) else { return Unicode.Scalar(byte) }
        let scalar = windowsFrom80[Int(byte) - 0x80]
        return scalar == "\0" ? nil : scalar
    }

    /// The character of a byte in MacRoman, as Apple's ROMAN.TXT of 2005 has it (with the euro sign).
    static func macRoman(_ byte: UInt8) -> Unicode.Scalar {
        byte < 0x80 ? Unicode.Scalar(byte) : macintoshFrom80[Int(byte) - 0x80]
    }

    /// The byte that stands for a character in Windows-1252.
    static func windows1252(byteOf scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
        return windowsFrom80.firstIndex(of: scalar).map { UInt8($0 + 0x80) }
    }

    /// Bytes 80 to 9F, in which alone Windows-1252 differs from Latin-1; NUL where there is none.
    private static let windowsFrom80: [Unicode.Scalar] = [
        "\u{20AC}", "\0", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\0", "\u{017D}", "\0",
        "\0", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\0", "\u{017E}", "\u{0178}",
    ]

    private static let macintoshFrom80: [Unicode.Scalar] = [
        "\u{00C4}", "\u{00C5}", "\u{00C7}", "\u{00C9}", "\u{00D1}", "\u{00D6}", "\u{00DC}", "\u{00E1}",
        "\u{00E0}", "\u{00E2}", "\u{00E4}", "\u{00E3}", "\u{00E5}", "\u{00E7}", "\u{00E9}", "\u{00E8}",
        "\u{00EA}", "\u{00EB}", "\u{00ED}", "\u{00EC}", "\u{00EE}", "\u{00EF}", "\u{00F1}", "\u{00F3}",
        "\u{00F2}", "\u{00F4}", "\u{00F6}", "\u{00F5}", "\u{00FA}", "\u{00F9}", "\u{00FB}", "\u{00FC}",
        "\u{2020}", "\u{00B0}", "\u{00A2}", "\u{00A3}", "\u{00A7}", "\u{2022}", "\u{00B6}", "\u{00DF}",
        "\u{00AE}", "\u{00A9}", "\u{2122}", "\u{00B4}", "\u{00A8}", "\u{2260}", "\u{00C6}", "\u{00D8}",
        "\u{221E}", "\u{00B1}", "\u{2264}", "\u{2265}", "\u{00A5}", "\u{00B5}", "\u{2202}", "\u{2211}",
        "\u{220F}", "\u{03C0}", "\u{222B}", "\u{00AA}", "\u{00BA}", "\u{03A9}", "\u{00E6}", "\u{00F8}",
        "\u{00BF}", "\u{00A1}", "\u{00AC}", "\u{221A}", "\u{0192}", "\u{2248}", "\u{2206}", "\u{00AB}",
        "\u{00BB}", "\u{2026}", "\u{00A0}", "\u{00C0}", "\u{00C3}", "\u{00D5}", "\u{0152}", "\u{0153}",
        "\u{2013}", "\u{2014}", "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}", "\u{00F7}", "\u{25CA}",
        "\u{00FF}", "\u{0178}", "\u{2044}", "\u{20AC}", "\u{2039}", "\u{203A}", "\u{FB01}", "\u{FB02}",
        "\u{2021}", "\u{00B7}", "\u{201A}", "\u{201E}", "\u{2030}", "\u{00C2}", "\u{00CA}", "\u{00C1}",
        "\u{00CB}", "\u{00C8}", "\u{00CD}", "\u{00CE}", "\u{00CF}", "\u{00CC}", "\u{00D3}", "\u{00D4}",
        "\u{F8FF}", "\u{00D2}", "\u{00DA}", "\u{00DB}", "\u{00D9}", "\u{0131}", "\u{02C6}", "\u{02DC}",
        "\u{00AF}", "\u{02D8}", "\u{02D9}", "\u{02DA}", "\u{00B8}", "\u{02DD}", "\u{02DB}", "\u{02C7}",
    ]
}

extension EncodingGuess {
    /// The first letter of a text that is UTF-8 read as Windows-1252: "Ã©" for "é", "â€™" for "’"; nil where there is none.
    ///
    /// Only what begins with Â, Ã or â is looked at, since other such pairs ("É…") are written by people.
    package static func twiceEncoded(_ text: String) -> (wrong: String, right: String)? {
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() where ["\u{C2}", "\u{C3}", "\u{E2}"].contains(scalar) {
            let length = scalar == "\u{E2}" ? 3 : 2
            guard index + length <= scalars.count else { continue }
            let piece = scalars[index..<index + length]
            let bytes = piece.compactMap { windows1252(byteOf: $0) }
            guard bytes.count == length, let right = String(validating: bytes, as: UTF8.self) else { continue }
            var wrong = String.UnicodeScalarView()
            wrong.append(contentsOf: piece)
            return (String(wrong), right)
        }
        return nil
    }
}
