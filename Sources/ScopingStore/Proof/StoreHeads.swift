import Bytes
import Provision
import System

/// The digests of a store's heads: the latest revision of each return and action, and the reference files. All that a store says today,
/// and by the chain of revisions all that it ever said, in one number, the *root*, which is short enough for a board's minutes.
///
/// As text it is a line for each document, "SHA-256, two spaces, path", in the order of the paths, and last the root:
///
///     0d5c…  areas.xml
///     77a1…  framework.xml
///     root 9be4…
///
/// The root is the SHA-256 of the lines before it. The lines are those that `sha256sum -c` checks.
public struct StoreHeads: Hashable, Sendable {
    public struct Head: Hashable, Sendable {
        /// The path within the store.
        public let path: String
        /// The document's digest, as 64 hexadecimal digits: see `digest(of:)`.
        public let sha256: String
    }

    /// By path.
    public let heads: [Head]

    public var root: String { SHA256.hexadecimal(of: lines) }

    /// The list as text.
    public var text: [UInt8] { lines + Array("root \(root)\n".utf8) }

    private var lines: [UInt8] { heads.flatMap { Array("\($0.sha256)  \($0.path)\n".utf8) } }

    private init(_ heads: [Head]) {
        self.heads = heads.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The heads of a store as they lie on the disk, damaged ones with them.
    ///
    /// - Throws: where one of them cannot be read: a list without it would call it lost.
    public init(of folder: String) throws(StoreFailure) {
        var ignored: [LeftOutDocument] = []
        var latest: [DocumentChain: (revision: Int, path: String)] = [:]
        for file in try StoreReader.returnFiles(in: folder, leftOut: &ignored) {
            let chain = DocumentChain.areaReturn(Chain(area: file.area, round: file.round))
            if file.revision > latest[chain]?.revision ?? 0 { latest[chain] = (file.revision, file.path) }
        }
        for file in try StoreReader.actionFiles(in: folder, leftOut: &ignored) {
            let chain = DocumentChain.action(file.action)
            if file.revision > latest[chain]?.revision ?? 0 { latest[chain] = (file.revision, file.path) }
        }
        let files =
            latest.values.map { ($0.path, Limits.returnBytes) }
            + (try StoreReader.referenceNames(in: folder)).map { ($0, Limits.referenceBytes) }
        let read = concurrentMap(files.count, chunkSize: 16, stage: "reading latest revisions") { index in
            Result { () throws(DocumentFault) in try Self.head(files[index].0, in: folder, limit: files[index].1) }
        }
        var heads: [Head] = []
        for outcome in read {
            switch outcome {
            case .success(let head): heads.append(head)
            case .failure(let fault): throw StoreFailure(code: .unreadable, faults: [fault])
            }
        }
        self.init(heads)
    }

    private static func head(_ path: String, in folder: String, limit: Int) throws(DocumentFault) -> Head {
        Head(
            path: path,
            sha256: ScopingStore.digest(of: try readFile(at: "\(folder)/\(path)", named: path, limit: limit))
        )
    }

    /// Reads a list that was printed or sent: line ends may be CR LF by now.
    ///
    /// - Parameter file: its name for messages.
    /// - Throws: where a line is none of a list, a path none of a store, or the root not that of the lines.
    public init(reading bytes: [UInt8], file: String) throws(DocumentFaults) {
        var heads: [Head] = []
        var root: String?
        var paths: Set<String> = []
        var faults: [DocumentFault] = []
        if let encoding = ByteOrderMark.otherEncoding(of: bytes) {
            throw DocumentFaults(
                DocumentFault(file: file, message: "the file is \(encoding)", hint: "save it as UTF-8")
            )
        }
        let text = bytes.dropFirst(ByteOrderMark.length(of: bytes))
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
            guard !line.isEmpty else { continue }
            if root == nil, let head = Self.head(of: line), paths.insert(head.path).inserted {
                heads.append(head)
            } else if root == nil, line.hasPrefix("root "), Self.isDigest(line.dropFirst(5)) {
                root = String(line.dropFirst(5))
            } else {
                faults.append(
                    DocumentFault(
                        file: file,
                        line: index + 1,
                        message: root == nil
                            ? "expected SHA-256, two spaces and the path of a document, each path once"
                            : "text after the root",
                        hint: "give the list as 'lacuna heads' printed it"
                    )
                )
            }
        }
        guard faults.isEmpty else { throw DocumentFaults(faults) }
        self.init(heads)
        guard root == self.root else {
            throw DocumentFaults(
                DocumentFault(
                    file: file,
                    message: root == nil
                        ? "the last line, which gives the root, is missing"
                        : "the list was altered: its lines do not give the root that it states",
                    hint: "give the list as 'lacuna heads' printed it"
                )
            )
        }
    }

    /// The head that a line of a list names. Its path must be one that a store can have: nothing else is looked at.
    private static func head(of line: String) -> Head? {
        let digits = line.prefix(64)
        let path = String(line.dropFirst(66))
        guard isDigest(digits), line.dropFirst(64).hasPrefix("  "),
            StoreLayout.referencesAndVoice.contains(path) || StoreLayout.parse(documentPath: path) != nil
        else { return nil }
        return Head(path: path, sha256: String(digits))
    }

    private static func isDigest(_ text: Substring) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// How a store differs from this list of its heads: what was altered, lost or added since.
    ///
    /// - Returns: in the order of the paths; empty where all is as listed.
    /// - Throws: where the store cannot be read.
    public func faults(in folder: String) throws(StoreFailure) -> [DocumentFault] {
        let now = try StoreHeads(of: folder)
        let current = Dictionary(now.heads.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        let listed = Set(heads.map(\.path))
        var revisions: [DocumentChain: Int] = [:]
        for (chain, revision) in heads.compactMap({ StoreLayout.parse(documentPath: $0.path) }) {
            revisions[chain] = revision
        }
        var faults: [DocumentFault] = []
        for head in heads {
            var found = current[head.path]
            if found == nil { found = try Self.digest(ofEarlier: head.path, in: folder) }
            if found == nil {
                faults.append(
                    DocumentFault(
                        file: head.path,
                        message: "lost: it is in the list of heads, and not in the store",
                        hint: "restore it from a copy"
                    )
                )
            } else if found != head.sha256 {
                faults.append(
                    DocumentFault(
                        file: head.path,
                        message: "altered: its SHA-256 is not that in the list of heads",
                        hint: StoreLayout.referencesAndVoice.contains(head.path)
                            ? "compare it with a copy of that time" : "restore it from a copy"
                    )
                )
            }
        }
        for head in now.heads where !listed.contains(head.path) {
            let before = StoreLayout.parse(documentPath: head.path).flatMap { revisions[$0.chain] }
            let revision = StoreLayout.parse(documentPath: head.path)?.revision ?? 0
            // Where the latest is gone, what came before it is no addition.
            if let before, revision < before { continue }
            faults.append(
                DocumentFault(
                    file: head.path,
                    message: "added: "
                        + (before.map { "the list of heads ends with revision \($0)" }
                            ?? "it is not in the list of heads"),
                    hint: "recorded since the list was made? Then make a new list"
                )
            )
        }
        return faults.sorted { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
    }

    /// The digest of a revision that was a head and is followed by others; nil where it is not there.
    private static func digest(ofEarlier path: String, in folder: String) throws(StoreFailure) -> String? {
        do throws(SystemFault) {
            guard try fileKind(at: "\(folder)/\(path)", named: path, followsLinks: false) != nil else { return nil }
        } catch {
            throw StoreFailure(code: .unreadable, faults: [error.fault])
        }
        do throws(DocumentFault) {
            return try head(path, in: folder, limit: Limits.referenceBytes).sha256
        } catch {
            throw StoreFailure(code: .unreadable, faults: [error])
        }
    }
}

/// All revisions of one document that has revisions.
enum DocumentChain: Hashable, Sendable {
    case areaReturn(Chain)
    case action(Action.ID)
}

/// All revisions of one return.
struct Chain: Hashable, Sendable {
    let area: Area.ID
    let round: Round.ID
}
