/// Every limit on what the store reads. `lacuna status` shows them; each is tested at the limit and one beyond it.
public enum Limits {
    /// The largest return, in bytes. Real ones have about 10,000.
    public static let returnBytes = 1 << 20
    /// The largest file that is read to be checked or recorded, in bytes: a workbook with pictures in it.
    public static let handedInBytes = 16 << 20
    /// The largest framework, areas, rounds or voice file, in bytes.
    public static let referenceBytes = 16 << 20
    /// The deepest nesting of elements. Lacuna's own documents reach 5.
    public static let depth = 32
    /// The most attributes on one tag: libxml2's check for repeated ones takes time in the square of their number.
    public static let attributes = 64
    /// The most elements in one document.
    public static let elements = 200_000
    /// The most faults told of one document.
    public static let faults = 20
    /// The most documents read from one store.
    public static let documents = 1_000_000

    /// All limits in words, for `lacuna status`.
    public static let described: [(name: String, value: Int)] = [
        ("bytes in a return", returnBytes), ("bytes in a framework, areas or rounds file", referenceBytes),
        ("levels of nested elements", depth), ("attributes on a tag", attributes), ("elements in a document", elements),
        ("faults named of a document", faults), ("documents in a store", documents),
    ]
}
