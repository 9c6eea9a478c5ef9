/// Every limit on what is read of a workbook; each is tested at the limit and one beyond it.
public struct WorkbookLimits: Hashable, Sendable {
    /// The largest file, in bytes.
    public var fileBytes = 16 << 20
    /// The most files within the archive.
    public var parts = 4_096
    /// The largest of them, and all together, in bytes once unpacked.
    public var partBytes = 64 << 20
    public var totalBytes = 128 << 20
    /// How many times its packed size a file above a megabyte may have. Sheets reach about 30.
    public var ratio = 250
    /// The most sheets in a workbook.
    public var sheets = 256
    /// The most filled cells in a workbook, repeated ones counted as often as they are repeated.
    public var cells = 500_000
    /// The most texts in Excel's table of shared texts.
    public var sharedTexts = 500_000
    /// The longest text of a cell, counted as Excel counts (in UTF-16 units): Excel's own limit.
    public var text = 32_767
    /// The most ranges of merged cells in a sheet.
    public var mergedRanges = 10_000

    public init() {}

    /// The limits in words, for a program to show.
    public var described: [(name: String, value: Int)] {
        [
            ("bytes in a workbook", fileBytes), ("parts in a workbook", parts),
            ("bytes in an unpacked part", partBytes),
            ("bytes in all unpacked parts", totalBytes), ("times a part may grow when unpacked", ratio),
            ("sheets in a workbook", sheets), ("filled cells in a workbook", cells),
            ("shared texts in a workbook", sharedTexts), ("characters in a cell", text),
            ("merged ranges in a sheet", mergedRanges),
        ]
    }
}
