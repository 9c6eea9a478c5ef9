#if DEBUG || TESTABLE
    import Archives
    import Bytes
    @testable import Spreadsheets

    extension FuzzTarget {
        /// An archive as it comes; and, where the bytes begin otherwise, names and contents (each ended by a zero) that are
        /// packed and must come out again.
        static let zip = FuzzTarget("zip", longest: 2_048) { bytes in
            if bytes.starts(with: [0x50, 0x4B]) || bytes.isEmpty {
                try readArchive(bytes)
            } else {
                try packAndRead(bytes)
            }
        }

        private static let limits: WorkbookLimits = {
            var limits = WorkbookLimits()
            (limits.parts, limits.partBytes, limits.totalBytes) = (16, 1 << 14, 1 << 15)
            return limits
        }()

        private static func readArchive(_ bytes: [UInt8]) throws {
            guard let archive = try faulty({ () throws(WorkbookFault) in try ZipArchive(bytes, limits: limits) }) else {
                return
            }
            try promise(archive.entries.count <= limits.parts, "more parts than are allowed")
            var total = 0
            for entry in archive.entries {
                guard
                    let content = try faulty({ () throws(WorkbookFault) in try archive.bytes(of: entry.name) ?? [] })
                else { continue }
                try promise(CRC32.of(content) == entry.crc && content.count == entry.size, "not what was declared")
                total += content.count
            }
            try promise(total <= limits.totalBytes, "more bytes than are allowed")
        }

        private static func packAndRead(_ bytes: [UInt8]) throws {
            let pieces = bytes.split(separator: 0, omittingEmptySubsequences: false)
            var writer = ZipWriter()
            var parts: [(name: String, content: [UInt8])] = []
            for place in stride(from: 0, to: pieces.count - 1, by: 2) {
                let name = String(decoding: pieces[place], as: UTF8.self)
                parts.append((name, Array(pieces[place + 1])))
                writer.add(name, Array(pieces[place + 1]), isStored: !bytes.count.isMultiple(of: 8))
            }
            let packed = writer.finished()
            try promise(PlainZip.names(packed) == parts.map(\.name), "the directory names others")
            let archive: ZipArchive
            do throws(WorkbookFault) {
                archive = try ZipArchive(packed, limits: limits)
            } catch {
                let isNamed = parts.allSatisfy { ZipEntry.nameFault($0.name) == nil }
                let isDistinct = Set(parts.map { $0.name.lowercased() }).count == parts.count
                let isFolder = parts.contains { $0.name.hasSuffix("/") && !$0.content.isEmpty }
                try promise(
                    !isNamed || !isDistinct || isFolder || error.cause == .tooLarge,
                    "\(error): an archive of our own is refused"
                )
                return
            }
            for (name, content) in parts {
                try promise(try archive.bytes(of: name) == content, "a part came out otherwise")
            }
        }
    }

    /// What a reading gives; nil where it says, by words, why not.
    func faulty<Value>(_ body: () throws(WorkbookFault) -> Value) throws(BrokenPromise) -> Value? {
        do throws(WorkbookFault) { return try body() } catch {
            try promise(!error.message.isEmpty, "a fault without words")
            return nil
        }
    }

    /// The names in an archive's directory, read from its front to its end by the lengths that stand there.
    private enum PlainZip {
        static func names(_ bytes: [UInt8]) -> [String] {
            func number(_ place: Int, _ count: Int) -> Int {
                (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
            }
            let end = bytes.count - 22
            var place = number(end + 16, 4)
            var names: [String] = []
            for _ in 0..<number(end + 10, 2) {
                let count = number(place + 28, 2)
                names.append(String(decoding: bytes[place + 46..<place + 46 + count], as: UTF8.self))
                place += 46 + count + number(place + 30, 2) + number(place + 32, 2)
            }
            return names
        }
    }
#endif
