/// Formulas in OpenDocument's words: references in brackets, arguments divided by semicolons.
///
/// Worked example: `IF('My sheet'!$C7="","x",COUNTA(B2:D9))` becomes
/// `IF([$'My sheet'.$C7]="";"x";COUNTA([.B2:.D9]))`.
struct OpenFormula {
    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var result = ""
    /// Whether a constant array is open, which has separators of its own.
    private var isInArray = false

    static func converted(_ formula: String) -> String {
        var conversion = OpenFormula(formula)
        return conversion.run()
    }

    /// A cell or range of a sheet as an address outside formulas: `'My sheet'.C7:'My sheet'.C9`.
    static func address(_ sheet: String, _ range: CellRange) -> String {
        let name = quoted(sheet)
        return range.first == range.last ? "\(name).\(range.first)" : "\(name).\(range.first):\(name).\(range.last)"
    }

    /// A range that stays where it is, within a formula: `[$'My sheet'.$A$1:.$A$9]`.
    static func reference(_ sheet: String, _ range: CellRange) -> String {
        let end = range.first == range.last ? "" : ":.\(range.last.fixed)"
        return "[$\(quoted(sheet)).\(range.first.fixed)\(end)]"
    }

    static func quoted(_ sheet: String) -> String {
        let isPlain = sheet.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        let beginsWithLetter = sheet.utf8.first.map { $0 > UInt8(ascii: "9") } ?? false
        return isPlain && beginsWithLetter ? sheet : "'" + sheet.replacing("'", with: "''") + "'"
    }

    private init(_ formula: String) { scalars = Array(formula.unicodeScalars) }

    private func scalar(_ place: Int) -> Unicode.Scalar? { scalars.indices.contains(place) ? scalars[place] : nil }

    private mutating func run() -> String {
        while let next = scalar(place) {
            switch next {
            case "\"": result += quotedText("\"")
            case "'":
                let sheet = quotedText("'")
                if scalar(place) == "!" {
                    place += 1
                    reference(on: sheet)
                } else {
                    result += sheet
                }
            case "{", "}":
                isInArray = next == "{"
                pass(next)
            case ",":
                place += 1
                result += ";"
            case ";":
                place += 1
                result += isInArray ? "|" : ";"
            case _ where Self.isNamePart(next): name()
            default: pass(next)
            }
        }
        return result
    }

    private mutating func pass(_ scalar: Unicode.Scalar) {
        result.unicodeScalars.append(scalar)
        place += 1
    }

    /// A text with its quotes, doubled ones within.
    private mutating func quotedText(_ quote: Unicode.Scalar) -> String {
        var text = String(quote)
        place += 1
        while let next = scalar(place) {
            text.unicodeScalars.append(next)
            place += 1
            guard next == quote else { continue }
            guard scalar(place) == quote else { break }
            text.unicodeScalars.append(quote)
            place += 1
        }
        return text
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "$" || scalar == "_" || scalar == "." || scalar == "\\" || scalar.properties.isAlphabetic
            || ("0"..."9").contains(scalar)
    }

    private mutating func word() -> String {
        var word = ""
        while let next = scalar(place), Self.isNamePart(next) {
            word.unicodeScalars.append(next)
            place += 1
        }
        return word
    }

    /// A number, a function, a sheet before a reference, a reference, or a name.
    private mutating func name() {
        let start = place
        let word = word()
        if scalar(place) == "!" {
            place += 1
            reference(on: Self.quoted(word))
        } else if scalar(place) == "(" {
            result += word.hasPrefix("_xlfn.") ? String(word.dropFirst(6)) : word
        } else if word.uppercased() == "TRUE" || word.uppercased() == "FALSE" {
            result += word.uppercased() + "()"
        } else if CellAddress(word) != nil || Self.isColumn(word) && scalar(place) == ":" {
            place = start
            reference(on: nil)
        } else {
            result += word
        }
    }

    /// A cell, a range, or whole columns.
    private mutating func reference(on sheet: String?) {
        let first = word()
        var last: String?
        if scalar(place) == ":" {
            let before = place
            place += 1
            let next = word()
            if CellAddress(next) != nil || Self.isColumn(next) { last = next } else { place = before }
        }
        let prefix = sheet.map { "$\($0)" } ?? ""
        if Self.isColumn(first), let end = last, Self.isColumn(end) {
            result += "[\(prefix).\(first)$1:.\(end)$\(CellAddress.lastRow)]"
        } else {
            result += "[\(prefix).\(first)" + (last.map { ":.\($0)" } ?? "") + "]"
        }
    }

    private static func isColumn(_ word: String) -> Bool {
        CellAddress(word + "1") != nil && !word.unicodeScalars.contains { ("0"..."9").contains($0) }
    }
}
