/// What a document states of its own content, in the attribute `sha256` of its root element: see `Digest.swift`.
///
/// A seal is found and set in the bytes as they are, since it is over bytes: nothing else of the document changes.
package enum Seal {
    /// Whether a document is as it was when it was sealed.
    package enum State: Hashable, Sendable {
        case intact
        /// Written by hand, or before documents were sealed.
        case unsealed
        case altered
    }

    package static func state(of bytes: [UInt8]) -> State {
        guard let stated = RootTag(bytes)?.seal else { return .unsealed }
        return value(for: bytes, emptying: stated) == Array(bytes[stated]) ? .intact : .altered
    }

    /// The document with a seal that fits it, in place of one it may have; the document itself where it has no root element.
    package static func applied(to bytes: [UInt8]) -> [UInt8] {
        guard let root = RootTag(bytes) else { return bytes }
        var sealed = bytes
        var place = root.end..<root.end
        if let stated = root.seal {
            place = stated
        } else {
            let before = Array(" sha256=\"".utf8)
            sealed.insert(contentsOf: before + [UInt8(ascii: "\"")], at: root.end)
            let start = root.end + before.count
            place = start..<start
        }
        sealed.replaceSubrange(place, with: value(for: sealed, emptying: place))
        return sealed
    }

    private static func value(for bytes: [UInt8], emptying place: Range<Int>) -> [UInt8] {
        var emptied = bytes
        emptied.removeSubrange(place)
        return Array(digest(of: emptied).utf8)
    }

    /// Where the root's start tag ends, and where in it the seal stands.
    private struct RootTag {
        /// Just before the `>` or `/>`: where a further attribute goes.
        private(set) var end = 0
        /// The place of the attribute's value.
        private(set) var seal: Range<Int>?

        /// - Returns: nil where there is no start tag, which a reader refuses.
        init?(_ bytes: [UInt8]) {
            guard var position = Self.start(in: bytes) else { return nil }
            // The element's name, then attributes: name = "value".
            while position < bytes.count, !Self.endsName(bytes[position]) { position += 1 }
            while position < bytes.count {
                let byte = bytes[position]
                if byte == UInt8(ascii: ">") {
                    end = bytes[position - 1] == UInt8(ascii: "/") ? position - 1 : position
                    return
                }
                guard !Self.endsName(byte) else {
                    position += 1
                    continue
                }
                let name = position
                while position < bytes.count, !Self.endsName(bytes[position]) { position += 1 }
                let isSeal = bytes[name..<position].elementsEqual("sha256".utf8)
                guard let open = bytes[position...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
                    let close = bytes[(open + 1)...].firstIndex(of: bytes[open])
                else { return nil }
                if isSeal, seal == nil { seal = open + 1..<close }
                position = close + 1
            }
            return nil
        }

        private static func endsName(_ byte: UInt8) -> Bool {
            byte <= 0x20 || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
        }

        /// Beyond declarations and comments: the first byte of the root's name.
        private static func start(in bytes: [UInt8]) -> Int? {
            var rest = bytes[...]
            while let open = rest.firstIndex(of: UInt8(ascii: "<")), open + 1 < bytes.count {
                rest = bytes[(open + 1)...]
                let end: String
                switch bytes[open + 1] {
                case UInt8(ascii: "?"): end = "?>"
                case UInt8(ascii: "!"): end = "-->"
                default: return open + 1
                }
                guard let found = rest.firstRange(of: Array(end.utf8)) else { return nil }
                rest = bytes[found.upperBound...]
            }
            return nil
        }
    }
}
