/// Quoted-printable (RFC 2045, section 6.7): text stays readable, everything else becomes `=` and two digits, and no line is longer
/// than 76 letters. "Café" is `Caf=C3=A9`.
///
/// A text so written holds `=` only before two digits or at a line's end, so that `=_` stands nowhere in it.
enum QuotedPrintable {
    private static let longest = 76

    /// A text's UTF-8, its lines ended by CR LF whatever ended them before.
    static func encoded(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        // As Swift has it, CR LF is one character and a line end like any other.
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            append(Array(line.utf8), to: &output)
            output += lineEnd
        }
        return output
    }

    private static func append(_ line: [UInt8], to output: inout [UInt8]) {
        var length = 0
        for (place, byte) in line.enumerated() {
            let isLast = place + 1 == line.count
            let isSpace = byte == 0x20 || byte == 0x09
            // A space at a line's end would be lost; a dot that begins a line ends a mail for careless servers.
            let isPlain =
                (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") && !(byte == UInt8(ascii: ".") && length == 0)
                || isSpace && !isLast
            let width = isPlain ? 1 : 3
            // Room for the `=` that carries the line on.
            if length + width > longest - 1 {
                output.append(UInt8(ascii: "="))
                output += lineEnd
                length = 0
            }
            if isPlain {
                output.append(byte)
            } else {
                output.append(UInt8(ascii: "="))
                output.append(hexadecimal(byte >> 4))
                output.append(hexadecimal(byte & 15))
            }
            length += width
        }
    }
}

/// The digit of a number below 16, in upper case.
func hexadecimal(_ number: UInt8) -> UInt8 {
    number < 10 ? UInt8(ascii: "0") + number : UInt8(ascii: "A") + (number - 10)
}
