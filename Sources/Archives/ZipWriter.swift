import Bytes

/// Writes a ZIP archive: files in the order given, all of one time, so that the same files give the same bytes.
package struct ZipWriter {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// 1 January 1980, midnight: the earliest that the format knows.
    private static let date = 0x0021

    package init() {}

    /// - Parameter isStored: whether the bytes must lie in the archive as they are.
    package mutating func add(_ name: String, _ content: [UInt8], isStored: Bool = false) {
        let deflated = isStored ? content : Deflate.deflated(content)
        let isDeflated = !isStored && deflated.count < content.count
        let packed = isDeflated ? deflated : content
        // The version needed, the flags (names are UTF-8 where they are not ASCII), the method, and the time.
        let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
        var shared: [UInt8] = []
        shared.append16(isDeflated ? 20 : 10)
        shared.append16(isASCII ? 0 : 0x800)
        shared.append16(isDeflated ? 8 : 0)
        shared.append16(0)
        shared.append16(Self.date)
        shared.append32(Int(CRC32.of(content)))
        shared.append32(packed.count)
        shared.append32(content.count)
        shared.append16(name.utf8.count)
        shared.append16(0)

        directory.append32(ZipRecord.centralHeader)
        directory.append16(20)
        directory += shared
        directory.append16(0)
        directory.append16(0)
        directory.append16(0)
        directory.append32(0)
        directory.append32(bytes.count)
        directory += name.utf8

        bytes.append32(ZipRecord.localHeader)
        bytes += shared
        bytes += name.utf8
        bytes += packed
        count += 1
    }

    /// The archive, with its directory and end.
    package consuming func finished() -> [UInt8] {
        let start = bytes.count
        bytes += directory
        bytes.append32(ZipRecord.endRecord)
        bytes.append32(0)
        bytes.append16(count)
        bytes.append16(count)
        bytes.append32(directory.count)
        bytes.append32(start)
        bytes.append16(0)
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append16(_ number: Int) {
        append(UInt8(truncatingIfNeeded: number))
        append(UInt8(truncatingIfNeeded: number >> 8))
    }

    fileprivate mutating func append32(_ number: Int) {
        append16(number)
        append16(number >> 16)
    }
}
