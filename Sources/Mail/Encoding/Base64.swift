/// Base64 (RFC 4648, section 4). Worked example: "Cat" is `Q2F0`, "Ca" is `Q2E=`.
enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Without line ends.
    static func encoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var iterator = bytes.makeIterator()
        while let first = iterator.next() {
            let second = iterator.next()
            let third = iterator.next()
            let group = UInt32(first) << 16 | UInt32(second ?? 0) << 8 | UInt32(third ?? 0)
            output.append(letters[Int(group >> 18 & 63)])
            output.append(letters[Int(group >> 12 & 63)])
            output.append(second == nil ? UInt8(ascii: "=") : letters[Int(group >> 6 & 63)])
            output.append(third == nil ? UInt8(ascii: "=") : letters[Int(group & 63)])
        }
        return output
    }

    /// In lines of 76 letters, each with its line end (RFC 2045, section 6.8).
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 57 * 78 + 80)
        var place = 0
        while place < bytes.count {
            let end = min(place + 57, bytes.count)
            output += encoded(bytes[place..<end])
            output += lineEnd
            place = end
        }
        return output
    }
}

/// What ends a line in mails and calendars.
let lineEnd: [UInt8] = [13, 10]
