import Provision

extension StoreReader {
    /// Reads a store with what a cache has of it, and renews the cache where that would save the next reading anything.
    static func load(
        _ folder: String,
        threads: Int,
        through cache: StoreCache
    ) throws(StoreFailure) -> LoadedStore {
        let moment = DocumentKey.now()
        var bytes: [[UInt8]] = []
        let references = try references(in: folder) { bytes.append($0) }
        var leftOut: [LeftOutDocument] = []
        let files = try returnFiles(in: folder, leftOut: &leftOut)
        let identity = cache.identity(of: folder, references: bytes)
        let known = identity.flatMap {
            cache.load($0, store: folder, references: (references.framework, references.areas, references.rounds))
        }
        let keys = concurrentMap(files.count, threads: threads, chunkSize: 256) {
            DocumentKey(of: "\(folder)/\(files[$0].path)")
        }
        let entries = known.map { Self.entries(of: files, keys, in: $0.cache, tick: cache.tick) } ?? [:]

        let unread = files.indices.filter { entries[$0] == nil }
        let outcomes = concurrentMap(unread.count, threads: threads, chunkSize: 64, stage: "reading returns") { index in
            Result { () throws(DocumentFaults) in
                try readReturn(
                    files[unread[index]].path,
                    in: folder,
                    framework: references.framework,
                    areas: references.areas,
                    rounds: references.rounds
                )
            }
        }
        var returns: [Return] = []
        var documents: [StoreCache.Document] = []
        var copied: [Int: Int] = [:]
        var isWorthRenewing = entries.count < known?.cache.entries.count ?? 0
        returns.reserveCapacity(files.count)
        documents.reserveCapacity(files.count)
        var next = 0
        for (place, key) in keys.enumerated() {
            if let entry = entries[place], let known, let key {
                copied[documents.count] = entry
                returns.append(known.documents[entry])
                documents.append(StoreCache.Document(key: key, document: known.documents[entry]))
                continue
            }
            let outcome = outcomes[next]
            next += 1
            guard let document = try taken(outcome, of: files[place].path, leftOut: &leftOut) else { continue }
            returns.append(document)
            if let key {
                isWorthRenewing = isWorthRenewing || key.isOld(at: moment, tick: cache.tick)
                documents.append(StoreCache.Document(key: key, document: document))
            }
        }
        if let identity, isWorthRenewing {
            cache.renew(
                identity,
                with: documents,
                known: known.map { (copied, $0.cache) },
                at: moment,
                framework: references.framework,
                rounds: references.rounds
            )
        }
        let model = ProvisionModel(
            framework: references.framework,
            areas: references.areas,
            rounds: references.rounds,
            returns: returns,
            voice: references.voice,
            actions: try actions(
                in: folder,
                framework: references.framework,
                areas: references.areas,
                leftOut: &leftOut
            )
        )
        return LoadedStore(folder: folder, model: model, leftOut: leftOut)
    }

    /// For each file that a cache can speak for the place of its entry. Both are in the order in which folders are listed.
    private static func entries(
        of files: [ReturnFile],
        _ keys: [DocumentKey?],
        in cache: CachedReturns,
        tick: Int64
    ) -> [Int: Int] {
        var found: [Int: Int] = [:]
        found.reserveCapacity(files.count)
        var places: [String: Int]?
        var entry = 0
        for (place, file) in files.enumerated() {
            if entry >= cache.entries.count || cache.entries[entry].path != file.path {
                // Something was added or removed: from here on by name.
                let known =
                    places
                    ?? Dictionary(cache.entries.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { one, _ in one })
                places = known
                guard let place = known[file.path] else { continue }
                entry = place
            }
            if let key = keys[place], cache.entries[entry].key == key, key.isOld(at: cache.written, tick: tick) {
                found[place] = entry
            }
            entry += 1
        }
        return found
    }
}
