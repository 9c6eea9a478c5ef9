import Archives

/// An archive's directory, which lies at its end, compared with the header before each file.
struct ZipDirectory {
    let entries: [ZipEntry]
    private let fields: ZipFields
    /// Where the directory begins: files end before it.
    private let start: Int

    private static let endRecordSize = 22
    private static let headerSize = 46
    private static let localHeaderSize = 30

    init(_ fields: ZipFields, limits: WorkbookLimits) throws(WorkbookFault) {
        self.fields = fields
        let end = try Self.endRecord(in: fields)
        guard fields.number32(end - 20) != ZipRecord.zip64Locator else { throw Self.zip64() }
        guard let disk = fields.number16(end + 4), let firstDisk = fields.number16(end + 6),
            let onDisk = fields.number16(end + 8), let count = fields.number16(end + 10),
            let size = fields.number32(end + 12), let start = fields.number32(end + 16)
        else { throw Self.damaged("the archive's end is cut off") }
        guard count != 0xFFFF, size != 0xFFFF_FFFF, start != 0xFFFF_FFFF else { throw Self.zip64() }
        guard disk == 0, firstDisk == 0, onDisk == count else {
            throw WorkbookFault(.suspicious, "an archive in several pieces", hint: saveAgain)
        }
        guard count <= limits.parts else {
            throw WorkbookFault(.tooLarge, "more than \(limits.parts) parts", hint: "fill in a fresh form")
        }
        guard start + size == end else { throw Self.damaged("the archive's directory is not where it should be") }
        self.start = start

        var entries: [ZipEntry] = []
        var place = start
        for _ in 0..<count {
            let (entry, length) = try Self.entry(fields, at: place)
            entries.append(entry)
            place += length
        }
        guard place == end else { throw Self.damaged("the archive's directory has a wrong length") }
        self.entries = entries
    }

    /// Where each entry's packed bytes lie, in the entries' order.
    func packedRanges() throws(WorkbookFault) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var extents: [Range<Int>] = []
        for entry in entries {
            let packed = try packedRange(of: entry)
            let end = packed.upperBound + (entry.hasDescriptor ? try descriptorLength(entry, at: packed.upperBound) : 0)
            guard end <= start else { throw Self.damaged("it reaches into the archive's directory", of: entry.name) }
            ranges.append(packed)
            extents.append(entry.headerOffset..<end)
        }
        let ordered = extents.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        for (one, next) in zip(ordered, ordered.dropFirst()) where one.upperBound > next.lowerBound {
            throw WorkbookFault(
                .suspicious,
                "parts that overlap each other, as no spreadsheet program writes them",
                hint: "do not open it; fill in a fresh form"
            )
        }
        return ranges
    }

    /// The record at the very end, with a comment that fills the rest exactly.
    private static func endRecord(in fields: ZipFields) throws(WorkbookFault) -> Int {
        let count = fields.bytes.count
        var place = count - endRecordSize
        while place >= 0, place >= count - endRecordSize - 0xFFFF {
            if fields.number32(place) == ZipRecord.endRecord,
                fields.number16(place + 20) == count - endRecordSize - place
            {
                return place
            }
            place -= 1
        }
        throw damaged("the file is cut off: the end of the archive is missing")
    }

    /// One record of the directory, and its length.
    private static func entry(_ fields: ZipFields, at place: Int) throws(WorkbookFault) -> (ZipEntry, Int) {
        guard fields.number32(place) == ZipRecord.centralHeader, let flags = fields.number16(place + 8),
            let method = fields.number16(place + 10), let crc = fields.number32(place + 16),
            let packedSize = fields.number32(place + 20), let size = fields.number32(place + 24),
            let nameLength = fields.number16(place + 28), let extraLength = fields.number16(place + 30),
            let commentLength = fields.number16(place + 32), let disk = fields.number16(place + 34),
            let offset = fields.number32(place + 42),
            let nameBytes = fields.slice(place + headerSize, count: nameLength)
        else { throw damaged("the archive's directory is damaged") }
        guard packedSize != 0xFFFF_FFFF, size != 0xFFFF_FFFF, offset != 0xFFFF_FFFF else { throw zip64() }
        guard disk == 0 else { throw WorkbookFault(.suspicious, "an archive in several pieces", hint: saveAgain) }
        guard let name = String(validating: nameBytes, as: UTF8.self) else {
            throw WorkbookFault(.suspicious, "a part whose name is no UTF-8", hint: saveAgain)
        }
        if let fault = ZipEntry.nameFault(name) { throw WorkbookFault(.suspicious, fault, hint: saveAgain) }
        // Encrypted as a whole, by a key for all, or with its directory hidden.
        guard flags & 0x2041 == 0 else {
            throw WorkbookFault(
                .encrypted,
                part: name,
                "the archive is encrypted",
                hint: "save it without a password, and send the password-free file by a safe way"
            )
        }
        guard method == 0 || method == 8 else {
            throw WorkbookFault(
                .suspicious,
                part: name,
                "packed by method \(method), which no spreadsheet program uses",
                hint: saveAgain
            )
        }
        guard method == 8 || packedSize == size else { throw damaged("its two sizes differ", of: name) }
        let entry = ZipEntry(
            name: name,
            crc: UInt32(truncatingIfNeeded: crc),
            packedSize: packedSize,
            size: size,
            headerOffset: offset,
            isDeflated: method == 8,
            hasDescriptor: flags & 8 != 0
        )
        guard !entry.isFolder || size == 0 else { throw damaged("a folder that holds bytes", of: name) }
        return (entry, headerSize + nameLength + extraLength + commentLength)
    }

    /// Where the packed bytes lie, after a header that must say what the directory says.
    private func packedRange(of entry: ZipEntry) throws(WorkbookFault) -> Range<Int> {
        let place = entry.headerOffset
        guard fields.number32(place) == ZipRecord.localHeader, let flags = fields.number16(place + 6),
            let method = fields.number16(place + 8), let crc = fields.number32(place + 14),
            let packedSize = fields.number32(place + 18), let size = fields.number32(place + 22),
            let nameLength = fields.number16(place + 26), let extraLength = fields.number16(place + 28),
            let name = fields.slice(place + Self.localHeaderSize, count: nameLength)
        else { throw Self.damaged("its header is missing", of: entry.name) }
        guard packedSize != 0xFFFF_FFFF, size != 0xFFFF_FFFF else { throw Self.zip64() }
        let stated = (crc, packedSize, size)
        let agrees = stated == (Int(entry.crc), entry.packedSize, entry.size)
        // Sizes that were not yet known stand after the bytes.
        let isLater = entry.hasDescriptor && (stated == (0, 0, 0) || crc == 0 && packedSize == 0 && size == entry.size)
        guard name.elementsEqual(entry.name.utf8), method == (entry.isDeflated ? 8 : 0), flags & 0x2041 == 0,
            (flags & 8 != 0) == entry.hasDescriptor, agrees || isLater
        else {
            throw WorkbookFault(
                .suspicious,
                part: entry.name,
                "the archive says one thing in its directory and another beside the part",
                hint: saveAgain
            )
        }
        let first = place + Self.localHeaderSize + nameLength + extraLength
        guard first + entry.packedSize <= start else { throw Self.damaged("it is cut off", of: entry.name) }
        return first..<first + entry.packedSize
    }

    /// The record after a file whose sizes were not known when it was begun, with or without a signature.
    private func descriptorLength(_ entry: ZipEntry, at place: Int) throws(WorkbookFault) -> Int {
        for signature in [4, 0] {
            guard signature == 0 || fields.number32(place) == ZipRecord.dataDescriptor else { continue }
            let first = place + signature
            if fields.number32(first) == Int(entry.crc), fields.number32(first + 4) == entry.packedSize,
                fields.number32(first + 8) == entry.size
            {
                return signature + 12
            }
        }
        throw Self.damaged("what follows it does not match the archive's directory", of: entry.name)
    }

    private static func damaged(_ message: String, of part: String? = nil) -> WorkbookFault {
        WorkbookFault(.damaged, part: part, message, hint: saveAgain)
    }

    private static func zip64() -> WorkbookFault {
        WorkbookFault(
            .tooLarge,
            "the archive is in the form for more than 4 GB (zip64)",
            hint: "save it again from Excel or LibreOffice"
        )
    }
}
