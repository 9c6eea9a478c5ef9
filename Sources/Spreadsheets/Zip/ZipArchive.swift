import Bytes

/// The files within a ZIP archive (PKWARE's APPNOTE 6.3), read with suspicion.
///
/// An archive says everything twice, in its directory and before each file; programs that believe different ones see
/// different files. Here both must agree, files must not overlap, and nothing is unpacked beyond what was declared.
struct ZipArchive {
    let entries: [ZipEntry]
    private let fields: ZipFields
    private let limits: WorkbookLimits
    /// By name in lower case, since parts of a workbook are told apart that way.
    private let places: [String: Int]
    /// By entry: where its packed bytes lie.
    private let ranges: [Range<Int>]

    init(_ bytes: [UInt8], limits: WorkbookLimits) throws(WorkbookFault) {
        fields = ZipFields(bytes: bytes)
        self.limits = limits
        let directory = try ZipDirectory(fields, limits: limits)
        entries = directory.entries
        var places: [String: Int] = [:]
        for (index, entry) in entries.enumerated() {
            guard places.updateValue(index, forKey: entry.name.lowercased()) == nil else {
                throw WorkbookFault(.suspicious, "two parts are named '\(entry.name)'", hint: saveAgain)
            }
        }
        self.places = places
        ranges = try directory.packedRanges()
        try checkSizes()
    }

    func contains(_ name: String) -> Bool { places[name.lowercased()] != nil }

    /// Whether any file lies in a folder, such as `Basic/`.
    func hasFolder(_ prefix: String) -> Bool { entries.contains { !$0.isFolder && $0.name.hasPrefix(prefix) } }

    /// The unpacked bytes of a file; nil where there is none of that name.
    func bytes(of name: String) throws(WorkbookFault) -> [UInt8]? {
        guard let place = places[name.lowercased()], places.count == ranges.count else { return nil }
        let (entry, range) = (entries[place], ranges[place])
        let content: [UInt8]
        if entry.isDeflated {
            do throws(InflateFault) {
                let inflated = try Inflate(fields.bytes, in: range, limit: entry.size)
                guard inflated.bytes.count == entry.size, inflated.end == range.upperBound else { throw .malformed }
                content = inflated.bytes
            } catch {
                throw damaged(
                    entry.name,
                    error == .tooLarge ? "more bytes unpacked than were declared" : "it cannot be unpacked"
                )
            }
        } else {
            content = Array(fields.bytes[range])
        }
        guard CRC32.of(content) == entry.crc else { throw damaged(entry.name, "its checksum does not match") }
        return content
    }

    /// What is declared is small enough, each file and all together; files that are declared can be no larger later.
    private func checkSizes() throws(WorkbookFault) {
        var total = 0
        for entry in entries {
            guard entry.size <= limits.partBytes else {
                throw WorkbookFault(
                    .tooLarge,
                    part: entry.name,
                    "more than \(limits.partBytes) bytes when unpacked",
                    hint: "a form is far smaller; fill in a fresh one"
                )
            }
            let isBomb = entry.size > 1 << 20 && entry.size / limits.ratio > entry.packedSize
            guard !isBomb else {
                throw WorkbookFault(
                    .tooLarge,
                    part: entry.name,
                    "unpacked it would be more than \(limits.ratio) times its size, as no spreadsheet program packs",
                    hint: "do not open it; fill in a fresh form"
                )
            }
            total += entry.size
        }
        guard total <= limits.totalBytes else {
            throw WorkbookFault(
                .tooLarge,
                "more than \(limits.totalBytes) bytes when unpacked",
                hint: "a form is far smaller; fill in a fresh one"
            )
        }
    }

    private func damaged(_ part: String, _ message: String) -> WorkbookFault {
        WorkbookFault(.damaged, part: part, message, hint: saveAgain)
    }
}

/// What mends a file that was cut off or changed on its way.
let saveAgain = "open it in the spreadsheet program and save it again, or send it once more"
