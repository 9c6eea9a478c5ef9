import Glibc
import Provision
import System

/// The returns of a store as a cache file holds them: the heads of all, and ratings and lists that are read when they are asked for.
final class CachedReturns: ReturnBody.Source {
    /// One return.
    struct Entry: Sendable {
        let key: DocumentKey
        /// The path within the store.
        let path: String
        /// Where its ratings and its lists lie among the file's bytes.
        let ratings: Range<Int>
        let register: Range<Int>
        let marks: Range<Int>
    }

    /// By round and name of the file, as a store's folders are listed.
    let entries: [Entry]
    /// Since when they are known: `DocumentKey.isOld`.
    let written: Int64
    let bytes: [UInt8]
    let strings: [String]
    let marks: [RatingMark]
    let rounds: RoundNumbers
    private let folder: String
    private let references: (framework: Framework, areas: AreaHierarchy, rounds: [Round])

    private init(
        entries: [Entry],
        written: Int64,
        bytes: [UInt8],
        strings: [String],
        marks: [RatingMark],
        folder: String,
        references: (Framework, AreaHierarchy, [Round])
    ) {
        self.entries = entries
        self.written = written
        self.bytes = bytes
        self.strings = strings
        self.marks = marks
        self.folder = folder
        self.references = references
        rounds = RoundNumbers(references.2)
    }

    /// Reads what `write` wrote of the same reference files.
    ///
    /// - Returns: with the returns, one for each entry.
    /// - Throws: where anything is not as it must be.
    static func read(
        _ bytes: [UInt8],
        identity: [UInt8],
        folder: String,
        references: (framework: Framework, areas: AreaHierarchy, rounds: [Round])
    ) throws(MalformedCache) -> (cache: CachedReturns, documents: [Return]) {
        let start = identity.count + 8
        guard bytes.count > start, Array(bytes[..<identity.count]) == identity else { throw MalformedCache() }
        var head = FlatReader(bytes, identity.count..<bytes.count)
        guard try head.number(UInt64.self) == checksum(of: bytes[start...]) else { throw MalformedCache() }
        let written: Int64 = try head.number()
        let strings = try head.list(ofAtLeast: 4) { (reader: inout FlatReader) throws(MalformedCache) in
            try reader.text()
        }
        let levels = references.framework.scale.levels.count
        let services = references.framework.serviceTypes.count
        let rounds = references.rounds.count
        let marks = try head.list(ofAtLeast: 8) { (reader: inout FlatReader) throws(MalformedCache) in
            let mark = RatingMark(word: try reader.number())
            guard mark.service < services,
                mark.state == .notExpected || mark.state.levelIndex.map({ $0 < levels }) ?? false,
                mark.from.round.map({ $0 < rounds }) ?? true, !mark.from.isAssumed
            else { throw MalformedCache() }
            return mark
        }
        var reader = FlatReader(bytes, head.offset..<bytes.count, strings: strings)
        let count = try reader.count(ofAtLeast: 80)
        var entries: [Entry] = []
        var heads: [(document: Return, counts: ReturnBody.Counts)] = []
        entries.reserveCapacity(count)
        heads.reserveCapacity(count)
        for _ in 0..<count {
            let (entry, document, counts) = try entry(&reader, markCount: marks.count)
            entries.append(entry)
            heads.append((document, counts))
        }
        let found = CachedReturns(
            entries: entries,
            written: written,
            bytes: bytes,
            strings: strings,
            marks: marks,
            folder: folder,
            references: references
        )
        let documents = heads.enumerated().map { place, head in
            head.document.reading(
                ReturnBody(head.counts, marks: marks[entries[place].marks], document: place, in: found)
            )
        }
        return (found, documents)
    }

    private static func entry(
        _ reader: inout FlatReader,
        markCount: Int
    ) throws(MalformedCache) -> (Entry, Return, ReturnBody.Counts) {
        let key = try DocumentKey(&reader)
        let area: Area.ID = try reader.sharedID()
        let round: Round.ID = try reader.sharedID()
        let revision = Int(try reader.number(UInt32.self))
        guard (1...Return.latestRevision).contains(revision) else { throw MalformedCache() }
        let source: ReturnSource = try reader.choice()
        let state: ReturnState = try reader.choice()
        let isSimulated = try reader.byte() != 0
        let recorded = Return.Recorded(
            at: Instant(secondsSince1970: try reader.number()),
            by: try reader.shared(),
            role: try reader.shared(),
            predecessor: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try reader.text() },
            note: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try reader.text() }
        )
        let respondent = try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
            Return.Respondent(
                role: try reader.shared(),
                organisation: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
                    try reader.shared()
                },
                name: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try reader.shared() }
            )
        }
        let jointWith: [Area.ID] = try reader.list(ofAtLeast: 4) { (reader: inout FlatReader) throws(MalformedCache) in
            try reader.sharedID()
        }
        let queries = try ReturnCodec.queries(&reader)
        let counts = ReturnBody.Counts(
            ratings: Int(try reader.number(UInt32.self)),
            services: Int(try reader.number(UInt32.self)),
            interventions: Int(try reader.number(UInt32.self)),
            assessments: Int(try reader.number(UInt32.self)),
            posts: Int(try reader.number(UInt32.self)),
            outcomes: Int(try reader.number(UInt32.self))
        )
        let firstMark = Int(try reader.number(UInt32.self))
        let (ratings, register) = (try piece(&reader), try piece(&reader))
        guard firstMark <= markCount, counts.ratings <= markCount - firstMark else { throw MalformedCache() }
        let ownMarks = firstMark..<firstMark + counts.ratings
        let document = Return(
            area: area,
            round: round,
            revision: revision,
            source: source,
            state: state,
            isSimulated: isSimulated,
            recorded: recorded,
            respondent: respondent,
            jointWith: jointWith,
            queries: queries
        )
        let entry = Entry(
            key: key,
            path: StoreLayout.path(of: document),
            ratings: ratings,
            register: register,
            marks: ownMarks
        )
        return (entry, document, counts)
    }

    /// A piece that stands here, after its length.
    private static func piece(_ reader: inout FlatReader) throws(MalformedCache) -> Range<Int> {
        let count = try reader.count(ofAtLeast: 1)
        let start = reader.offset
        try reader.skip(count)
        return start..<start + count
    }

    // MARK: What is read later

    func ratings(of document: Int) -> [Rating] {
        let entry = entries[document]
        var reader = FlatReader(bytes, entry.ratings, strings: strings)
        if let ratings = try? ReturnCodec.ratings(&reader), ratings.count == entry.marks.count, reader.isAtEnd {
            return ratings
        }
        return readAgain(entry).ratings
    }

    func register(of document: Int) -> ReturnBody.Register {
        let entry = entries[document]
        var reader = FlatReader(bytes, entry.register, strings: strings)
        if let lists = try? ReturnCodec.register(&reader), reader.isAtEnd { return lists }
        let again = readAgain(entry)
        return ReturnBody.Register(
            services: again.services,
            interventions: again.interventions,
            assessments: again.assessments,
            posts: again.posts,
            outcomes: again.outcomes
        )
    }

    /// The document itself, where the cache says of it what cannot be: somebody made the cache, and the document decides.
    private func readAgain(_ entry: Entry) -> Return {
        do {
            return try StoreReader.readReturn(
                entry.path,
                in: folder,
                framework: references.framework,
                areas: references.areas,
                rounds: references.rounds
            )
        } catch {
            end(at: entry.path)
        }
    }

    /// Ends the program: what was kept of a return is not what was written, and the return itself can be read no more, so that nothing
    /// true can be said of it. Only commands open a store through a cache; nothing of their result was printed yet.
    private func end(at path: String) -> Never {
        let words =
            "lacuna: \(path): cannot be read any more, and what the cache kept of it is damaged; try again with --no-cache\n"
        _ = writeAll(Array(words.utf8), to: STDERR_FILENO)
        exit(EX_IOERR)
    }
}
