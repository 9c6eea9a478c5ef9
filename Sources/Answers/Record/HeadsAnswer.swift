package import ScopingStore

/// The heads of a store: the SHA-256 of each latest document, and one root of them all.
package struct HeadsAnswer: Answer {
    package let heads: [Head]
    package let root: String

    package struct Head: Encodable {
        package let path: String
        package let sha256: String
    }

    package init(_ heads: StoreHeads) {
        self.heads = heads.heads.map { Head(path: $0.path, sha256: $0.sha256) }
        root = heads.root
    }
    /// The root comes last, as one more row.
    package var table: AnswerTable? {
        AnswerTable(
            heads.map { ($0.path, $0.sha256) } + [("root", root)],
            [.text("path") { $0.0 }, .text("sha256") { $0.1 }]
        )
    }

    /// As `sha256sum -c` and `lacuna verify --heads` read it.
    package var text: AnswerText { AnswerText(heads.map { "\($0.sha256)  \($0.path)" } + ["root \(root)"]) }
}
