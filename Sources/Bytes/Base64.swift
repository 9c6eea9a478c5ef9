/// RFC 4648, with padding: "Ma" is "TWE=".
package func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0..<4 {
            text.append(place <= group.count ? digits[word >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}

/// The bytes of a text in base64, with or without padding and line ends; nil for what is none.
package func bytes(base64 text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var (word, count, padding) = (0, 0, 0)
    for byte in text.utf8 {
        let value: Int
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = Int(byte) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): value = Int(byte) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(byte) + 4
        case UInt8(ascii: "+"): value = 62
        case UInt8(ascii: "/"): value = 63
        case UInt8(ascii: "="):
            padding += 1
            continue
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): continue
        default: return nil
        }
        guard padding == 0 else { return nil }
        word = (word << 6 | value) & 0xFF_FFFF
        count += 1
        if count % 4 == 0 {
            for shift in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
    }
    switch count % 4 {
    case 0: return padding == 0 ? bytes : nil
    case 2 where word & 0xF == 0: bytes.append(UInt8(truncatingIfNeeded: word >> 4))
    case 3 where word & 0x3 == 0:
        bytes.append(UInt8(truncatingIfNeeded: word >> 10))
        bytes.append(UInt8(truncatingIfNeeded: word >> 2))
    default: return nil
    }
    return padding == 0 || (count + padding) % 4 == 0 ? bytes : nil
}
