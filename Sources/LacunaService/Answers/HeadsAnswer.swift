package import ScopingStore

/// The heads of a store, as `store.heads` and `lacuna heads --format json` give them.
package struct HeadsAnswer: Encodable {
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
}
