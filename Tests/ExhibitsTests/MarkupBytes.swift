import Foundation

/// The bytes of a picture, searched by the C library: large pictures are read in every build, and a loop over bytes is slow in
/// one that is not optimised.
struct MarkupBytes {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    subscript(_ place: Int) -> UInt8 { bytes[place] }

    /// The place of the first such byte within a range.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        precondition(range.upperBound <= bytes.count)
        return unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
