/// A name as it is compared: case folded, "&" as "and", letters and digits only, so that "St. Helen's" and "st helens" agree.
///
/// Marks stay with the letter they stand on: "Môn" and "Mon" are two names. Whether the circumflex is part of the letter's code or
/// a code of its own, as macOS writes it, makes no difference: Swift's strings compare and hash by canonical equivalence (Unicode
/// Standard Annex 15). Compare the results as strings, therefore, not by their bytes.
///
/// Case is folded by the upper case's lower case, so that "ß" agrees with "SS" and a final sigma with any other.
public func searchKey(_ name: String) -> String {
    if let plain = comparableASCII(name) { return plain }
    var result = String.UnicodeScalarView()
    var keepsMarks = false
    for scalar in name.replacing("&", with: " and ").uppercased().lowercased().unicodeScalars {
        let properties = scalar.properties
        // Joiners and variation selectors are not seen.
        if properties.isDefaultIgnorableCodePoint { continue }
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark:
            // A mark goes the way of its letter, as it would if both were one code.
            if keepsMarks { result.append(scalar) }
        default:
            keepsMarks = properties.isAlphabetic || properties.numericType != nil
            if keepsMarks { result.append(scalar) }
        }
    }
    return String(result)
}

/// The same for a name of ASCII, as most are; nil for others.
private func comparableASCII(_ name: String) -> String? {
    let (a, z, capitalA, capitalZ) = (UInt8(ascii: "a"), UInt8(ascii: "z"), UInt8(ascii: "A"), UInt8(ascii: "Z"))
    let (zero, nine, ampersand) = (UInt8(ascii: "0"), UInt8(ascii: "9"), UInt8(ascii: "&"))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
        if byte >= 0x80 { return nil }
        if byte >= a && byte <= z || byte >= zero && byte <= nine {
            bytes.append(byte)
        } else if byte >= capitalA && byte <= capitalZ {
            bytes.append(byte | 0x20)
        } else if byte == ampersand {
            bytes += Array("and".utf8)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
