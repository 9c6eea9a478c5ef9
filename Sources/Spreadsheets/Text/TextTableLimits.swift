/// Limits on a sheet that was saved as text.
public enum TextTableLimits {
    /// The largest spreadsheet text, in bytes as saved.
    public static let bytes = 4 << 20
    /// The last row of a spreadsheet that may hold anything. Empty rows below it are no fault: spreadsheets save them.
    public static let rows = 20_000
    /// The number of columns of a spreadsheet that may hold anything.
    public static let columns = 500
    /// The longest field, counted as Excel counts (in UTF-16 units): Excel's own limit for one cell.
    public static let field = 32_767
}
