/// Where things lie in the repository that the tests belong to.
public enum Repository {
    /// The repository's folder: this file is `Tests/TestSupport/Repository.swift` below it.
    public static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
        separator: "/"
    )

    /// The real data.
    public static let scoping = root + "/Scoping"
    /// The real data's exhibits, as `lacuna report` writes them.
    public static let exports = root + "/Exports"
    /// The source document, where the shared papers lie beside the project; nil elsewhere.
    public static let sourceDocument = "../shared/seeds/pier-service-model-2023.txt"
}
