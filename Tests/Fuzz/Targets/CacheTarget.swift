#if DEBUG || TESTABLE
    import Foundation
    import Provision
    @testable import ScopingStore

    extension FuzzTarget {
        /// A cache of a store. What begins with a letter below N is damage to a sound one (a place of two bytes and what changes there,
        /// again and again): it is refused, whatever the damage. Anything else is a cache that somebody made, with a checksum that
        /// fits: what is read of it are returns, or it is refused.
        static let cache = FuzzTarget("cache", longest: 2_048) { bytes in
            let sound = try SoundCache.shared.get()
            guard let first = bytes.first else { return }
            let rest = Array(bytes.dropFirst())
            if first < UInt8(ascii: "N") { try sound.damage(rest) } else { try sound.read(made: rest) }
        }
    }

    /// The cache of the small world, as a command leaves it.
    struct SoundCache: Sendable {
        static let shared = Result { try SoundCache() }

        private let identity: [UInt8]
        private let file: [UInt8]
        private let folder: String
        private let model: ProvisionModel

        /// What follows the checksum.
        var body: [UInt8] { Array(file.dropFirst(identity.count + 8)) }

        private init() throws {
            let world = try FuzzWorld.shared.get()
            (folder, model) = (world.folder, world.model)
            let place = folder + ".cache"
            let cache = StoreCache(folder: place, minDocuments: 1, tick: 0)
            // A document that was written within this tick of the clock is not kept.
            Thread.sleep(forTimeInterval: 0.05)
            _ = try StoreReader.load(folder, threads: 1, through: cache)
            var references: [[UInt8]] = []
            _ = try StoreReader.references(in: folder) { references.append($0) }
            guard let identity = cache.identity(of: folder, references: references),
                let data = FileManager.default.contents(atPath: place + "/" + identity.name)
            else { throw BrokenPromise("no cache was written") }
            (self.identity, file) = (identity.bytes, Array(data))
            try? FileManager.default.removeItem(atPath: place)
            let documents = try Self.read(file, identity.bytes, folder, model).documents
            guard documents == model.returns else { throw BrokenPromise("a sound cache is read otherwise") }
        }

        private static func read(
            _ bytes: [UInt8],
            _ identity: [UInt8],
            _ folder: String,
            _ model: ProvisionModel
        ) throws(MalformedCache) -> (cache: CachedReturns, documents: [Return]) {
            try CachedReturns.read(
                bytes,
                identity: identity,
                folder: folder,
                references: (model.framework, model.areas, model.rounds)
            )
        }

        func damage(_ changes: [UInt8]) throws(BrokenPromise) {
            var bytes = file
            var rest = changes[...]
            while let high = rest.popFirst(), let low = rest.popFirst(), let change = rest.popFirst() {
                let place = Int(high) << 8 | Int(low)
                // Beyond its end: cut off there, or longer.
                if bytes.indices.contains(place) {
                    bytes[place] ^= change
                } else if change < 0x80 {
                    bytes.removeLast(min(bytes.count, Int(change)))
                } else {
                    bytes.append(change)
                }
            }
            guard bytes != file else { return }
            do throws(MalformedCache) { _ = try Self.read(bytes, identity, folder, model) } catch { return }
            throw BrokenPromise("a damaged cache was believed")
        }

        func read(made body: [UInt8]) throws(BrokenPromise) {
            var writer = FlatWriter()
            writer.append(identity)
            writer.number(checksum(of: body[...]))
            writer.append(body)
            let (cache, documents): (CachedReturns, [Return])
            do throws(MalformedCache) {
                (cache, documents) = try Self.read(writer.bytes, identity, folder, model)
            } catch {
                return
            }
            try promise(documents.count == cache.entries.count, "returns without an entry")
            let known = Set(model.returns.map(StoreLayout.path))
            for (document, entry) in zip(documents, cache.entries) {
                try promise(StoreLayout.path(of: document) == entry.path, "an entry of another return")
                // Of another the document is read again, and there is none: the program ends.
                guard known.contains(entry.path) else { continue }
                try promise(
                    document.ratings.count <= body.count && document.services.count <= body.count,
                    "more than was read"
                )
            }
        }
    }
#endif
