import Foundation
import Provision
import TestSupport
import Testing

@testable import ScopingStore

/// What is read through a cache must be what is read without one.
@Suite("The cache of what was read")
struct StoreCacheTests {
    private let folder: TemporaryFolder
    private let store: String
    private let cache: StoreCache

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        // Files' times on a local disk are of a clock of some milliseconds.
        cache = StoreCache(folder: folder.path + "/cache", minDocuments: 1, tick: 20_000_000)
        try age()
    }

    /// Waits until what was written lies more than a tick back.
    private func age() throws { usleep(25_000) }

    private var cacheFile: String {
        get throws { folder.path + "/cache/" + (try #require(files(below: folder.path + "/cache").first)) }
    }

    /// Everything that a reading tells: all returns with all their texts, and what was left out.
    private func told(_ loaded: LoadedStore) -> ([Return], [LeftOutDocument]) { (loaded.model.returns, loaded.leftOut) }

    private func expectSame(_ note: Comment? = nil) throws {
        let (plain, cached) = (told(try StoreReader.load(store)), told(try StoreReader.load(store, cache: cache)))
        #expect(plain.0 == cached.0 && plain.1 == cached.1, note)
    }

    @Test("The real data: the first reading makes it, the second takes every return from it")
    func realData() throws {
        let first = try StoreReader.load(store, cache: cache)
        let made = try bytes(of: cacheFile)
        let second = try StoreReader.load(store, cache: cache)
        #expect(told(first).0 == told(second).0 && first.model.returns.count == 20)
        #expect(second.model.returns.map(\.ratings) == first.model.returns.map(\.ratings))
        #expect(second.model.returns.map(\.services) == first.model.returns.map(\.services))
        #expect(second.model.returns.map(\.interventions) == first.model.returns.map(\.interventions))
        #expect(second.model.ratings.states == first.model.ratings.states)
        #expect(second.model.ratings.cellStarts == first.model.ratings.cellStarts)
        #expect(try bytes(of: cacheFile) == made, "nothing new, nothing written")
        #expect(files(below: store) == files(below: Repository.scoping), "never in the store")
    }

    @Test(
        "The bytes of a return's lists are read to their end, and give the lists again",
        arguments: ["Scoping", "Tests/TwoNetworks"]
    )
    func lists(store: String) throws {
        let returns = try StoreReader.load(Repository.root + "/" + store).model.returns
        #expect(returns.contains { !$0.outcomes.isEmpty })
        for document in returns {
            var writer = FlatWriter()
            ReturnCodec.write(registerOf: document, to: &writer)
            var reader = FlatReader(writer.bytes, writer.bytes.indices, strings: writer.strings)
            let lists = try ReturnCodec.register(&reader)
            #expect(reader.isAtEnd)
            #expect(lists.services == document.services && lists.interventions == document.interventions)
            #expect(lists.assessments == document.assessments && lists.posts == document.posts)
            #expect(lists.outcomes == document.outcomes)
        }
    }

    @Test("What few returns state is kept too: a rating carried forward, a service's capacity, who answered, with whom")
    func rareWords() throws {
        func write(_ path: String, _ changes: (String, String)...) throws {
            var changed = try text(of: store + "/" + path)
            for (before, after) in changes {
                try #require(changed.contains(before))
                changed = changed.replacing(before, with: after, maxReplacements: 1)
            }
            try folder.write(Seal.applied(to: Array(changed.utf8)), to: "store/" + path)
        }
        let earlier =
            #"<round id="2021-05" name="Earlier" opened="2021-01-01" reference-date="2021-05-01" asks-nobody="true"/>"#
        try write("rounds.xml", (#"<round id="2022-05""#, earlier + #"<round id="2022-05""#))
        try write(
            "returns/2022-05/ccg-halton.1.xml",
            (#"<rating service="iapt-0-5""#, #"<rating carried-from="2021-05" service="iapt-0-5""#),
            (#"<service id="bibs""#, #"<service capacity="12" id="bibs""#),
            ("<respondent role=", #"<respondent organisation="Trust" name="Jo" role="#)
        )
        try age()
        try expectSame()
        let halton = try #require(
            try StoreReader.load(store, cache: cache).model.returns.first { $0.area.text == "ccg-halton" }
        )
        #expect(halton.ratings.first { $0.service.text == "iapt-0-5" }?.carriedFrom?.text == "2021-05")
        #expect(halton.services.first { $0.id.text == "bibs" }?.capacity == 12)
        #expect(halton.respondent?.name == "Jo" && halton.respondent?.organisation == "Trust")
    }

    @Test("A document that does not change is not opened again")
    func notOpened() throws {
        _ = try StoreReader.load(store, cache: cache)
        // Whoever reads this document finds it damaged; its facts cannot be told from those of the sound one.
        let path = store + "/returns/2022-05/ccg-halton.1.xml"
        let before = try #require(DocumentKeyProbe(path))
        try FileManager.default.setAttributes([.posixPermissions: 0o000], ofItemAtPath: path)
        // The permissions changed its `ctime`: it is read again, and where that is refused it is named.
        let now = try #require(DocumentKeyProbe(path))
        #expect(before != now)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try expectSame()
    }

    @Test("After each of many random changes the answer is the same with and without", arguments: 1...2)
    func randomChanges(_ seed: Int) throws {
        let rounds =
            Int(ProcessInfo.processInfo.environment["LACUNA_CACHE_CHANGES"] ?? "") ?? (Thorough.isAsked ? 40 : 20)
        var state = UInt64(seed)
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let manager = FileManager.default
        let returns = store + "/returns/2022-05/"
        let sound = try bytes(of: Repository.scoping + "/returns/2022-05/ccg-halton.1.xml")
        for step in 0..<rounds {
            let names = try manager.contentsOfDirectory(atPath: returns).sorted()
            let name = names[next(names.count)]
            let path = returns + name
            let kind = next(9)
            switch kind {
            case 0:
                // Replaced by as many bytes in the same moment.
                var changed = try bytes(of: path)
                if let place = changed.lastIndex(of: UInt8(ascii: "A")) { changed[place] = UInt8(ascii: "R") }
                try Data(changed).write(to: URL(fileURLWithPath: path))
            case 1:
                // Changed where it lies, and its time set back.
                let handle = try #require(FileHandle(forUpdatingAtPath: path))
                let facts = try manager.attributesOfItem(atPath: path)
                try handle.seek(toOffset: UInt64(next(200) + 60))
                try handle.write(contentsOf: Data("x".utf8))
                try handle.close()
                try manager.setAttributes(
                    [.modificationDate: facts[.modificationDate] ?? Date()],
                    ofItemAtPath: path
                )
            case 2: if names.count > 3 { try manager.removeItem(atPath: path) }
            case 3:
                let other = returns + "ccg-halton.\(next(40) + 2).xml"
                if !manager.fileExists(atPath: other) { try manager.moveItem(atPath: path, toPath: other) }
            case 4: try Data(sound).write(to: URL(fileURLWithPath: returns + "ccg-halton.\(next(5) + 1).xml"))
            case 5: try manager.setAttributes([.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: path)
            case 6: try manager.setAttributes([.modificationDate: Date.distantFuture], ofItemAtPath: path)
            case 7:
                // The reference files, and back again.
                let file = store + "/framework.xml"
                let text = try text(of: file)
                let other =
                    text.contains("<!-- once -->")
                    ? text.replacingOccurrences(of: "<!-- once -->", with: "") : text + "<!-- once -->"
                try Data(other.utf8).write(to: URL(fileURLWithPath: file))
            default:
                // Restored from the repository, whatever it was.
                let original = Repository.scoping + "/returns/2022-05/" + name
                if manager.fileExists(atPath: original) {
                    try Data(try bytes(of: original)).write(to: URL(fileURLWithPath: path))
                }
            }
            try expectSame("step \(step), \(kind), \(name)")
            if next(3) == 0 { try age() }
        }
    }

    @Test("Two programs at once: each gets the right answer, and the file stays whole")
    func twoAtOnce() throws {
        let expected = told(try StoreReader.load(store))
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<5 {
                let found = (try? StoreReader.load(store, cache: cache)).map(told)
                #expect(found?.0 == expected.0 && found?.1 == expected.1)
            }
        }
        #expect(files(below: folder.path + "/cache").count == 1, "no temporary file is left")
    }

    @Test("Damaged: a byte turned, or the end cut off, anywhere, and the answer is the same")
    func damaged() throws {
        let expected = told(try StoreReader.load(store, cache: cache))
        let path = try cacheFile
        let sound = try bytes(of: path)
        for place in stride(from: 0, to: sound.count, by: 4_409) {
            var changed = sound
            changed[place] ^= 0x41
            try Data(changed).write(to: URL(fileURLWithPath: path))
            let found = told(try StoreReader.load(store, cache: cache))
            #expect(found.0 == expected.0 && found.1 == expected.1, "byte \(place)")
        }
        for length in stride(from: 0, to: sound.count, by: 9_001) {
            try Data(sound[..<length]).write(to: URL(fileURLWithPath: path))
            let found = told(try StoreReader.load(store, cache: cache))
            #expect(found.0 == expected.0, "\(length) bytes")
        }
    }

    /// What a store's cache begins with.
    private static func identity(_ cache: StoreCache, of store: String) throws -> [UInt8] {
        var references: [[UInt8]] = []
        _ = try StoreReader.references(in: store) { references.append($0) }
        return try SmallWorld.require(cache.identity(of: store, references: references)).bytes
    }

    /// After the identity comes the checksum of the rest.
    private static func mendChecksum(of bytes: inout [UInt8], after start: Int) {
        let sum = checksum(of: bytes[(start + 8)...])
        for place in 0..<8 { bytes[start + place] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * place)) }
    }

    @Test("Forged: with the right checksum, what cannot be is read from the documents")
    func forged() throws {
        let expected = told(try StoreReader.load(store, cache: cache))
        let path = try cacheFile
        let sound = try bytes(of: path)
        let start = try Self.identity(cache, of: store).count
        var mended = sound
        Self.mendChecksum(of: &mended, after: start)
        #expect(mended == sound, "the checksum stands where it is mended")
        var state: UInt64 = 7
        for _ in 0..<60 {
            var changed = sound
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = start + 8 + Int(state >> 33) % (changed.count - start - 8)
                // Lengths and numbers: bytes that are no letters of a text.
                if changed[place] < 0x20 || changed[place] > 0x7E {
                    changed[place] = UInt8(truncatingIfNeeded: state >> 20)
                }
            }
            Self.mendChecksum(of: &changed, after: start)
            try Data(changed).write(to: URL(fileURLWithPath: path))
            // A forger who can write to the user's own folder may lie; what is asked is that nothing falls over.
            let found = try StoreReader.load(store, cache: cache)
            for document in found.model.returns { _ = (document.ratings, document.services, document.interventions) }
            #expect(found.model.returns.count == expected.0.count)
        }
    }

    /// What the cache keeps, with the ratings and the lists of one return made what cannot be, and its checksum right.
    private static func forged(_ cache: StoreCache, _ path: String, of store: String) throws -> (CachedReturns, Int) {
        var changed = try bytes(of: path)
        let identity = try identity(cache, of: store)
        let model = try StoreReader.load(store).model
        func read() throws -> CachedReturns {
            let known = (framework: model.framework, areas: model.areas, rounds: model.rounds)
            return try CachedReturns.read(changed, identity: identity, folder: store, references: known).cache
        }
        let sound = try read()
        let place = try SmallWorld.require(sound.entries.firstIndex { $0.path.hasSuffix("ccg-halton.1.xml") })
        // After the number of ratings and the first one's service type: which kind of value it has, of two.
        changed[sound.entries[place].ratings.lowerBound + 8] = 7
        // More services than there are bytes.
        changed[sound.entries[place].register.lowerBound + 3] = 0xFF
        mendChecksum(of: &changed, after: identity.count)
        return (try read(), place)
    }

    @Test("Forged: ratings and lists that cannot be are read from the document itself")
    func forgedPieces() throws {
        let model = try StoreReader.load(store, cache: cache).model
        let (forged, place) = try Self.forged(cache, cacheFile, of: store)
        let halton = try #require(model.returns.first { $0.area.text == "ccg-halton" })
        #expect(halton.ratings.count == 11 && halton.services.count == 4)
        #expect(forged.ratings(of: place) == halton.ratings)
        let register = forged.register(of: place)
        #expect(register.services == halton.services && register.interventions == halton.interventions)
        #expect(register.posts == halton.posts && register.outcomes == halton.outcomes)
    }

    @Test("Forged, and the document can be read no more: the program ends with the status of a disk, and says why")
    func forgedAndGone() async throws {
        _ = try StoreReader.load(store, cache: cache)
        let result = await #expect(
            processExitsWith: .exitCode(74),
            observing: [\.standardErrorContent]
        ) { [store = store as String, path = try cacheFile as String, folder = folder.path as String] in
            let cache = StoreCache(folder: folder + "/cache", minDocuments: 1, tick: 20_000_000)
            let (forged, place) = try StoreCacheTests.forged(cache, path, of: store)
            try FileManager.default.removeItem(atPath: store + "/returns/2022-05/ccg-halton.1.xml")
            _ = forged.ratings(of: place)
        }
        let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(
            said.contains(
                "lacuna: returns/2022-05/ccg-halton.1.xml: cannot be read any more, and what the cache kept of it is damaged"
            )
        )
    }

    @Test("What is no regular file of its own has no key: it is read each time")
    func noKey() throws {
        let path = store + "/rounds.xml"
        #expect(DocumentKey(of: path) != nil)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: path)
        for other in [store, folder.path + "/link", folder.path + "/nothing", "/dev/null", path + "/below"] {
            #expect(DocumentKey(of: other) == nil, "\(other)")
        }
    }

    @Test("What lies in the cache's place and cannot be replaced changes no answer, and leaves nothing beside it")
    func inTheWay() throws {
        _ = try StoreReader.load(store, cache: cache)
        let path = try cacheFile
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path + "/kept", withIntermediateDirectories: true)
        try expectSame()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache").count == 1)
    }

    @Test("Of another user, or writable by others, or a link: it is not believed")
    func notOwn() throws {
        _ = try StoreReader.load(store, cache: cache)
        let path = try cacheFile
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
        try expectSame()
        let elsewhere = folder.path + "/elsewhere"
        try manager.moveItem(atPath: path, toPath: elsewhere)
        try manager.createSymbolicLink(atPath: path, withDestinationPath: elsewhere)
        let before = try bytes(of: elsewhere)
        try expectSame()
        #expect(try bytes(of: elsewhere) == before, "what a link leads to is not written")
    }

    @Test("Where no cache can be written, everything is read, and nothing is said")
    func notWritable() throws {
        try folder.write("a file", to: "in-the-way")
        let cache = StoreCache(folder: folder.path + "/in-the-way/cache", minDocuments: 1, tick: 0)
        #expect(told(try StoreReader.load(store, cache: cache)).0 == told(try StoreReader.load(store)).0)
    }
}

/// Size and times of a file, as the system tells them.
private struct DocumentKeyProbe: Equatable {
    let words: [Int]

    init?(_ path: String) {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { return nil }
        words = [Int(facts.st_size), facts.st_mtim.tv_nsec, facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec]
    }
}
