/// A name as a slug, for ids and file names: lower-case ASCII letters and digits in words joined by single hyphens. "St. Helen's &
/// Môn" is `st-helens-and-mon`. Empty where nothing of the name is left.
///
/// - Parameter longest: the slug is cut there, at a word's end where one is near.
package func slug(_ name: String, longest: Int = 64) -> String {
    var result: [UInt8] = []
    var pending = false
    for scalar in name.replacing("&", with: " and ").lowercased().unicodeScalars {
        // "Helen's", "O’Neill": an apostrophe parts no word; a mark stays with its letter.
        if scalar == "'" || scalar == "\u{2019}" || scalar.properties.canonicalCombiningClass != .notReordered {
            continue
        }
        let letters = plainLetters(scalar)
        guard !letters.isEmpty else {
            pending = !result.isEmpty
            continue
        }
        if pending { result.append(UInt8(ascii: "-")) }
        pending = false
        result += letters
    }
    if result.count > longest {
        let cut = result[..<longest]
        let end = cut.lastIndex(of: UInt8(ascii: "-")).flatMap { $0 > longest / 2 ? $0 : nil } ?? longest
        result = Array(cut[..<end])
        while result.last == UInt8(ascii: "-") { result.removeLast() }
    }
    return String(decoding: result, as: UTF8.self)
}

/// The ASCII letters or digits for a lower-case letter; none for anything else.
private func plainLetters(_ scalar: Unicode.Scalar) -> [UInt8] {
    switch scalar {
    case "a"..."z", "0"..."9": [UInt8(ascii: scalar)]
    case "à"..."å", "ā", "ă", "ą": Array("a".utf8)
    case "æ": Array("ae".utf8)
    case "ç", "ć", "č": Array("c".utf8)
    case "ð", "đ", "ď": Array("d".utf8)
    case "è"..."ë", "ē", "ę", "ě": Array("e".utf8)
    case "ì"..."ï", "ī", "ı": Array("i".utf8)
    case "ł", "ľ": Array("l".utf8)
    case "ñ", "ń", "ň": Array("n".utf8)
    case "ò"..."ö", "ø", "ō", "ő": Array("o".utf8)
    case "œ": Array("oe".utf8)
    case "ŕ", "ř": Array("r".utf8)
    case "ś", "š", "ş": Array("s".utf8)
    case "ß": Array("ss".utf8)
    case "ť", "ţ": Array("t".utf8)
    case "þ": Array("th".utf8)
    case "ù"..."ü", "ū", "ů", "ű": Array("u".utf8)
    case "ŵ": Array("w".utf8)
    case "ý", "ÿ", "ŷ": Array("y".utf8)
    case "ź", "ż", "ž": Array("z".utf8)
    default: []
    }
}
