/// How wide text will be, without asking the browser: what lets headings wrap and labels never collide.
///
/// The widths are the larger of DejaVu Sans and Liberation Sans (whose widths are Arial's and, but for a few signs,
/// Helvetica's) for each ASCII character, in thousandths of the font size, read from the fonts' `hmtx` tables. A reader who has
/// any of these fonts sees text no wider than measured. All other characters count as a full em.
public struct TextMeasure: Sendable {
    public let size: Double
    public let isBold: Bool

    /// The font stack that the widths hold for.
    public static let fontFamily = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"

    public init(size: Double, isBold: Bool = false) {
        self.size = size
        self.isBold = isBold
    }

    /// The width of one line of text, in the units of `size`.
    public func width(of text: String) -> Double {
        Double(printableASCII(text) ?? text.unicodeScalars.reduce(0) { $0 + thousandths($1) }) * size / 1000
    }

    /// The width of text in thousandths where it is of printable ASCII alone, as most is; nil elsewhere.
    private func printableASCII(_ text: String) -> Int? {
        let widths = isBold ? Self.bold : Self.regular
        let sum: Int?? = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
            var sum = 0
            for index in bytes.indices {
                let place = unsafe Int(bytes[index]) - 0x20
                guard widths.indices.contains(place) else { return nil }
                sum += widths[place]
            }
            return sum
        }
        return sum ?? nil
    }

    /// What becomes of a word that is wider than its line even when broken after its hyphens and slashes.
    public enum LongWords: Sendable {
        /// It is cut short with "…": for headings and names, which a reader would else take for two words.
        case cut
        /// It is broken anywhere: for sentences, of which nothing may be lost.
        case broken
    }

    /// Breaks text into lines no wider than `width`: at spaces, and after hyphens and slashes where a word alone is too wide. Text
    /// beyond `maxLines` ends in "…".
    public func wrap(_ text: String, width: Double, maxLines: Int = .max, longWords: LongWords = .cut) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            let word = String(word)
            let pieces = self.width(of: word) <= width ? [word] : Self.pieces(of: word)
            for (index, piece) in pieces.enumerated() {
                let longer = line.isEmpty ? piece : line + (index == 0 ? " " : "") + piece
                if self.width(of: longer) <= width {
                    line = longer
                    continue
                }
                if !line.isEmpty { lines.append(line) }
                line = piece
                guard self.width(of: piece) > width else { continue }
                switch longWords {
                case .cut: line = shorten(piece, width: width)
                case .broken:
                    let parts = broken(piece, width: width)
                    lines += parts.dropLast()
                    line = parts.last ?? ""
                }
            }
        }
        if !line.isEmpty { lines.append(line) }
        guard lines.count > max(1, maxLines) else { return lines }
        lines.removeLast(lines.count - max(1, maxLines))
        lines.append(shorten((lines.popLast() ?? "") + " …", width: width))
        return lines
    }

    /// The width of the widest part of a text that `wrap` does not break.
    public func widestPiece(of text: String) -> Double {
        text.split(whereSeparator: \.isWhitespace).flatMap { Self.pieces(of: String($0)) }
            .map { width(of: $0) }.max() ?? 0
    }

    /// Breaks text into as few lines as `wrap` does, but of more even width: no lone last word.
    public func balanced(_ text: String, width: Double) -> [String] {
        var best = wrap(text, width: width, longWords: .broken)
        var narrower = width * 0.95
        while best.count > 1, narrower > width / 3 {
            let lines = wrap(text, width: narrower, longWords: .broken)
            if lines.count > best.count { break }
            best = lines
            narrower *= 0.95
        }
        return best
    }

    /// The text, cut short with "…" where it is wider than `width`.
    public func shorten(_ text: String, width: Double) -> String {
        guard self.width(of: text) > width else { return text }
        var kept = text
        while !kept.isEmpty, self.width(of: kept + "…") > width { kept.removeLast() }
        while kept.last?.isWhitespace == true { kept.removeLast() }
        return kept + "…"
    }

    /// A word in the pieces between which it may be broken: after hyphens and slashes that stand inside it.
    private static func pieces(of word: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for character in word {
            if let last = piece.last, "-–/".contains(last), !"-–/".contains(character) {
                // No piece is of such signs alone.
                if piece.contains(where: { !"-–/".contains($0) }) {
                    pieces.append(piece)
                    piece = ""
                }
            }
            piece.append(character)
        }
        if piece.contains(where: { !"-–/".contains($0) }) || pieces.isEmpty { return pieces + [piece] }
        pieces[pieces.count - 1] += piece
        return pieces
    }

    /// A word in as few parts as fit, broken anywhere; each of at least one character.
    private func broken(_ word: String, width: Double) -> [String] {
        var parts: [String] = []
        var part = ""
        for character in word {
            if !part.isEmpty, self.width(of: part + String(character)) > width {
                parts.append(part)
                part = ""
            }
            part.append(character)
        }
        return part.isEmpty ? parts : parts + [part]
    }

    private func thousandths(_ scalar: Unicode.Scalar) -> Int {
        let widths = isBold ? Self.bold : Self.regular
        switch scalar.value {
        case 0x20..<0x7F: return widths[Int(scalar.value) - 0x20]
        case 0xC0..<0x250: return isBold ? 1_100 : 1_000
        default: return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1_000
        }
    }

    private static let regular = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556,
        1015, 684, 686, 722, 770, 667, 611, 778, 752, 295, 500, 667, 557, 863, 748, 787,
        667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838, 556,
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ]

    private static let bold = [
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365,
        696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611,
        1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 556, 775, 637, 995, 837, 850,
        733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 556,
        500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687,
        716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
    ]
}
