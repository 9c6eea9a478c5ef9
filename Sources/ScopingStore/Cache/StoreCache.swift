import Glibc
import Provision
import System

/// A disposable file with the returns of a store as they were read, so that they need not be read again: documents never change.
///
/// It lies in a folder of the user's own, never in the store, one file a store, and may be deleted at any time. It is believed only as far
/// as it cannot be wrong: it is the user's own file; its identity (this very program, this store, the content of the reference
/// files) and its checksum fit; and a document is taken from it only while the file's size, times and number are those it was read
/// with, and it was old enough when it was read that a later change would show (`DocumentKey`). Everything else is read and checked as
/// without it. Whatever is wrong with the cache, the answer is the same, and nothing is said.
///
///     identity: magic, program, store, SHA-256 of each reference file
///     checksum of all that follows
///     when it was written; shared texts; a mark for each rating (service type, level, where from); the returns
public struct StoreCache: Sendable {
    /// The folder of caches.
    private let folder: String
    /// With fewer documents a cache would save nothing.
    private let minDocuments: Int
    /// How coarse the clock of files' times may be, in nanoseconds.
    let tick: Int64

    public init(folder: String) { self.init(folder: folder, minDocuments: 64) }

    /// - Parameters:
    ///   - minDocuments: stores with fewer documents get no cache.
    ///   - tick: how coarse the clock of files' times may be, in nanoseconds.
    package init(folder: String, minDocuments: Int, tick: Int64 = DocumentKey.coarsestTick) {
        self.folder = folder
        self.minDocuments = minDocuments
        self.tick = tick
    }

    /// The largest file that is read.
    private static let maxBytes = 2 << 30
    private static let magic = Array("lacuna cache 6\n".utf8)

    /// What a file must begin with to be of this program, this store and these reference files.
    ///
    /// - Returns: nil where the system does not tell enough.
    func identity(of store: String, references: [[UInt8]]) -> (name: String, bytes: [UInt8])? {
        var (program, place) = (stat(), stat())
        guard unsafe stat("/proc/self/exe", &program) == 0, unsafe stat(store, &place) == 0 else { return nil }
        var writer = FlatWriter()
        writer.append(Self.magic)
        DocumentKey(program).write(to: &writer)
        let name = "\(String(UInt64(place.st_dev), radix: 36))-\(String(UInt64(place.st_ino), radix: 36))"
        writer.number(UInt64(place.st_dev))
        writer.number(UInt64(place.st_ino))
        for bytes in references { writer.append(SHA256.digest(of: bytes)) }
        return (name, writer.bytes)
    }

    /// The returns that a store's cache holds; nil where there is none that can be believed.
    func load(
        _ identity: (name: String, bytes: [UInt8]),
        store: String,
        references: (framework: Framework, areas: AreaHierarchy, rounds: [Round])
    ) -> (cache: CachedReturns, documents: [Return])? {
        guard let bytes = ownFile(at: "\(folder)/\(identity.name)") else { return nil }
        return try? CachedReturns.read(bytes, identity: identity.bytes, folder: store, references: references)
    }

    /// The bytes of a regular file that belongs to this user and that nobody else may write.
    private func ownFile(at path: String) -> [UInt8]? {
        let descriptor = retryingInterrupts { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_uid == geteuid(),
            facts.st_mode & (S_IWGRP | S_IWOTH) == 0, facts.st_size > 0, facts.st_size <= Self.maxBytes
        else { return nil }
        let size = Int(facts.st_size)
        var isWhole = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size, let base = buffer.baseAddress {
                let got = unsafe read(descriptor, base + count, size - count)
                if got < 0, errno == EINTR { continue }
                if got <= 0 { break }
                count += got
            }
            isWhole = count == size
        }
        return isWhole ? bytes : nil
    }

    // MARK: Renewing

    /// A return that was read, with what its file was like before.
    struct Document {
        let key: DocumentKey
        let document: Return
    }

    /// Writes the cache anew. Where that cannot be done it is left undone.
    ///
    /// - Parameters:
    ///   - documents: by round and name of the file.
    ///   - known: what was taken from the cache before, by place in `documents`: it is copied as it is.
    ///   - moment: when the reading began.
    func renew(
        _ identity: (name: String, bytes: [UInt8]),
        with documents: [Document],
        known: (entries: [Int: Int], cache: CachedReturns)?,
        at moment: Int64,
        framework: Framework,
        rounds: [Round]
    ) {
        guard documents.count >= minDocuments else { return }
        var writer = FlatWriter(strings: known?.cache.strings ?? [])
        var marks = FlatWriter()
        var markCount = 0
        let rounds = RoundNumbers(rounds)
        writer.number(UInt32(clamping: documents.count))
        for (place, item) in documents.enumerated() {
            let document = item.document
            let entry = known?.entries[place].flatMap { known?.cache.entries[$0] }
            let own =
                entry.map { Array(known?.cache.marks[$0.marks] ?? []) } ?? document.marks(in: framework, rounds: rounds)
            // Beyond 65,535 service types no mark says which one it is.
            guard let own else { return }
            item.key.write(to: &writer)
            Self.write(document, firstMark: markCount, to: &writer)
            markCount += own.count
            for mark in own { marks.number(mark.word) }
            if let entry, let bytes = known?.cache.bytes {
                for piece in [entry.ratings, entry.register] {
                    writer.number(UInt32(clamping: piece.count))
                    writer.append(bytes[piece])
                }
            } else {
                writer.piece { ReturnCodec.write(document.ratings, to: &$0) }
                writer.piece { ReturnCodec.write(registerOf: document, to: &$0) }
            }
        }
        var file = FlatWriter()
        file.number(moment)
        file.list(writer.strings) { $0.text($1) }
        file.number(UInt32(clamping: markCount))
        file.append(marks.bytes)
        file.append(writer.bytes)
        var head = FlatWriter()
        head.append(identity.bytes)
        head.number(checksum(of: file.bytes[...]))
        put(head.bytes, file.bytes, as: identity.name)
    }

    private static func write(_ document: Return, firstMark: Int, to writer: inout FlatWriter) {
        writer.shared(document.area.text)
        writer.shared(document.round.text)
        writer.number(UInt32(clamping: document.revision))
        writer.byte(ReturnCodec.place(of: document.source))
        writer.byte(ReturnCodec.place(of: document.state))
        writer.byte(document.isSimulated ? 1 : 0)
        writer.number(document.recorded.at.secondsSince1970)
        writer.shared(document.recorded.by)
        writer.shared(document.recorded.role)
        writer.optional(document.recorded.predecessor) { $0.text($1) }
        writer.optional(document.recorded.note) { $0.text($1) }
        writer.optional(document.respondent) { writer, respondent in
            writer.shared(respondent.role)
            writer.optional(respondent.organisation) { $0.shared($1) }
            writer.optional(respondent.name) { $0.shared($1) }
        }
        writer.list(document.jointWith) { $0.shared($1.text) }
        ReturnCodec.write(document.queries, to: &writer)
        let counts = document.counts
        writer.number(UInt32(clamping: counts.ratings))
        writer.number(UInt32(clamping: counts.services))
        writer.number(UInt32(clamping: counts.interventions))
        writer.number(UInt32(clamping: counts.assessments))
        writer.number(UInt32(clamping: counts.posts))
        writer.number(UInt32(clamping: counts.outcomes))
        writer.number(UInt32(clamping: firstMark))
    }

    /// Puts a file in place of the one before, if any. It need not outlast a power cut: a torn one shows.
    private func put(_ head: [UInt8], _ rest: [UInt8], as name: String) {
        var made = ""
        for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
            made += made.isEmpty && part.isEmpty ? "/" : made.hasSuffix("/") || made.isEmpty ? part : "/\(part)"
            unsafe mkdir(made, 0o700)
        }
        let temporary = "\(folder)/.\(name)-\(getpid())-\(DocumentKey.now())"
        Interruption.clearing(with: { unsafe unlink(temporary) }) { put(head, rest, as: name, by: temporary) }
    }

    private func put(_ head: [UInt8], _ rest: [UInt8], as name: String, by temporary: String) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let descriptor = Interruption.beginning { retryingInterrupts { unsafe open(temporary, flags, 0o600) } }
        guard descriptor >= 0 else { return }
        let isWritten = writeAll(head, to: descriptor) && writeAll(rest, to: descriptor)
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed, unsafe rename(temporary, "\(folder)/\(name)") == 0 else {
            unsafe unlink(temporary)
            return
        }
    }
}
