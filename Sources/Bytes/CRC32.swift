/// CRC-32 as ZIP and PNG use it: polynomial EDB88320, of ISO 3309.
///
/// Worked example: the nine bytes "123456789" give CBF43926.
public enum CRC32 {
    /// The checksum of all bytes.
    public static func of(_ bytes: [UInt8]) -> UInt32 { of(bytes[...]) }

    /// The checksum of some bytes, eight at a time (M. Kounavis, F. Berry, "A Systematic Approach to Building High
    /// Performance Software-Based CRC Generators").
    public static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let tables = tables
        let span = bytes.span
        var value = ~UInt32(0)
        var place = 0
        while span.count &- place >= 8 {
            let low = value ^ word(span, place)
            let high = word(span, place &+ 4)
            value = tables[0x700 | Int(low & 255)] ^ tables[0x600 | Int(low >> 8 & 255)]
            value ^= tables[0x500 | Int(low >> 16 & 255)] ^ tables[0x400 | Int(low >> 24)]
            value ^= tables[0x300 | Int(high & 255)] ^ tables[0x200 | Int(high >> 8 & 255)]
            value ^= tables[0x100 | Int(high >> 16 & 255)] ^ tables[Int(high >> 24)]
            place &+= 8
        }
        while place < span.count {
            value = tables[Int((value ^ UInt32(span[place])) & 255)] ^ value >> 8
            place &+= 1
        }
        return ~value
    }

    /// Four bytes, the lowest first.
    private static func word(_ bytes: Span<UInt8>, _ place: Int) -> UInt32 {
        let low = UInt32(bytes[place]) | UInt32(bytes[place &+ 1]) << 8
        let high = UInt32(bytes[place &+ 2]) | UInt32(bytes[place &+ 3]) << 8
        return low | high << 16
    }

    /// Eight tables of 256, one after the other: what a byte does to the checksum when 0, 1, … 7 bytes follow it.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = []
        for byte in UInt32(0)..<256 {
            var value = byte
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
            tables.append(value)
        }
        for place in 256..<2048 {
            let before = tables[place - 256]
            tables.append(tables[Int(before & 255)] ^ before >> 8)
        }
        return tables
    }()
}
