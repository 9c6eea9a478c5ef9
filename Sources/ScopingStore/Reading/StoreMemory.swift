package import Provision
import System

/// A store as a program that goes on running knows it: what it read, and by what it tells that something is new.
///
/// Documents are taken in by name. A known one is not read again: it never changes, and if somebody changed it all the same, its size
/// or times say so. A look costs what changed: the folders' times are compared, and only those that differ are listed.
package struct StoreMemory: Sendable {
    package private(set) var store: LoadedStore
    private var references: StoreReader.ReferenceFiles
    /// What the store's folders were like when they were last looked at.
    package private(set) var fingerprint: StoreFingerprint
    /// By round, in the order of their names.
    private var folders: [Round.ID: Folder]
    /// What lies among the rounds' folders and is none.
    private var strays: [LeftOutDocument]
    /// Files among the actions that are none, damaged, or cannot be read.
    private var faultyActions: [LeftOutDocument]

    /// One round's returns.
    private struct Folder: Sendable {
        /// By file name's path; no key where it was recorded by this program itself and has not been looked at.
        var documents: [String: (key: DocumentKey?, document: Return)] = [:]
        /// Files whose names are no return's, and returns that are damaged or cannot be read.
        var misnamed: [LeftOutDocument] = []
        var faulty: [LeftOutDocument] = []
    }

    /// What a look found.
    package struct Look: Sendable {
        package let memory: StoreMemory
        /// Whether anything is different.
        package let isNew: Bool
        /// Whether nothing but returns that were added is.
        package let onlyAdds: Bool
        /// Returns that were not there before.
        package let added: [Return]
    }

    /// Reads a store.
    package init(reading folder: String, cache: StoreCache? = nil) throws(StoreFailure) {
        fingerprint = try Self.fingerprint(of: folder)
        var folders: [Round.ID: Folder] = [:]
        // What files are like before they are read: one that is changed meanwhile is not what its key says, and is read again.
        var ignored: [LeftOutDocument] = []
        let files = try StoreReader.returnFiles(in: folder, leftOut: &ignored)
        var keys: [String: DocumentKey] = [:]
        for file in files { keys[file.path] = DocumentKey(of: "\(folder)/\(file.path)") }
        store = try StoreReader.load(folder, cache: cache)
        let model = store.model
        references = (model.framework, model.areas, model.rounds, model.voice)
        for document in model.returns {
            let path = StoreLayout.path(of: document)
            folders[document.round, default: Folder()].documents[path] = (keys[path], document)
        }
        strays = []
        faultyActions = store.leftOut.filter { Self.isOfActions($0.file) }
        for item in store.leftOut where !Self.isOfActions(item.file) {
            if let round = Self.round(ofPath: item.file) {
                if StoreLayout.parse(path: item.file) == nil {
                    folders[round, default: Folder()].misnamed.append(item)
                } else {
                    folders[round, default: Folder()].faulty.append(item)
                }
            } else {
                strays.append(item)
            }
        }
        self.folders = folders
    }

    package static func fingerprint(of folder: String) throws(StoreFailure) -> StoreFingerprint {
        do throws(SystemFault) {
            return try StoreFingerprint(of: folder)
        } catch {
            throw StoreFailure(code: .unreadable, faults: [error.fault])
        }
    }

    private static func isOfActions(_ path: String) -> Bool { path.hasPrefix("\(StoreLayout.actions)/") }

    private static func round(ofPath path: String) -> Round.ID? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 3 ? Round.ID(String(parts[1])) : nil
    }

    /// Takes in a return that this program recorded.
    ///
    /// - Returns: false where it is known already.
    package mutating func add(_ document: Return) -> Bool {
        let path = StoreLayout.path(of: document)
        guard folders[document.round]?.documents[path] == nil else { return false }
        folders[document.round, default: Folder()].documents[path] = (nil, document)
        store = LoadedStore(folder: store.folder, model: store.model.adding(document), leftOut: store.leftOut)
        return true
    }

    /// Takes in a revision of an action that this program recorded.
    ///
    /// - Returns: false where it is known already.
    package mutating func add(_ action: Action) -> Bool {
        let (before, after) = (store.model.actions, store.model.actions.adding(action))
        guard before.revisions.count != after.revisions.count else { return false }
        store = LoadedStore(
            folder: store.folder,
            model: store.model.with(actions: after),
            leftOut: store.leftOut
        )
        return true
    }

    /// Whether a return of this path within the store is among those that are held.
    package func knows(_ path: String) -> Bool {
        Self.round(ofPath: path).flatMap { folders[$0]?.documents[path] } != nil
    }

    /// Looks at the store again.
    ///
    /// - Parameters:
    ///   - seen: what its folders are like now.
    ///   - isThorough: looks into every folder, whatever its times say.
    package func look(at seen: StoreFingerprint, isThorough: Bool) throws(StoreFailure) -> Look {
        var next = self
        next.fingerprint = seen
        let changed = { [times = fingerprint.times] (path: String) in times[path] != seen.times[path] }
        let isReferenceNew = isThorough || StoreLayout.referencesAndVoice.contains(where: changed)
        // Other reference files make another model, also of a store that has no return yet.
        next.replacedAnything = isReferenceNew
        if isReferenceNew { next.references = try StoreReader.references(in: store.folder) }

        var strays: [LeftOutDocument] = []
        let rounds = try StoreReader.roundFolders(in: store.folder, leftOut: &strays)
        next.strays = strays
        next.folders = [:]
        var (added, isDifferent) = ([Return](), isReferenceNew || rounds.count != folders.count)
        for round in rounds {
            let known = folders[round] ?? Folder()
            let mustList =
                isThorough || folders[round] == nil || changed("\(StoreLayout.returns)/\(round)")
                || known.faulty.contains(where: \.isUnreadable)
            var folder = known
            if mustList {
                folder = try next.list(round, known, &added, &isDifferent)
            }
            if isReferenceNew { try next.check(&folder, &isDifferent) }
            next.folders[round] = folder
        }
        var actions = store.model.actions
        let mustReadActions =
            isReferenceNew || changed(StoreLayout.actions) || faultyActions.contains(where: \.isUnreadable)
        if mustReadActions {
            next.faultyActions = []
            actions = try StoreReader.actions(
                in: store.folder,
                framework: next.references.framework,
                areas: next.references.areas,
                leftOut: &next.faultyActions
            )
            if actions.revisions != store.model.actions.revisions {
                (next.replacedAnything, isDifferent) = (true, true)
            }
        }
        let listed = rounds.compactMap { next.folders[$0] }
        let leftOut =
            Self.inOrder(strays + listed.flatMap(\.misnamed)) + listed.flatMap(\.faulty) + next.faultyActions
        isDifferent = isDifferent || leftOut != store.leftOut
        try StoreReader.refuseTooMany(next.folders.values.reduce(0) { $0 + $1.documents.count })
        guard isDifferent else { return Look(memory: next, isNew: false, onlyAdds: true, added: []) }
        let model = next.model(after: store.model, added).with(actions: actions)
        next.store = LoadedStore(folder: store.folder, model: model, leftOut: leftOut)
        return Look(memory: next, isNew: true, onlyAdds: !next.replacedAnything, added: added)
    }

    /// By the names along their paths, as folders are listed.
    private static func inOrder(_ items: [LeftOutDocument]) -> [LeftOutDocument] {
        items.map { (item: $0, names: $0.file.split(separator: "/").map { Array($0.utf8) }) }
            .sorted { one, other in
                one.names.lexicographicallyPrecedes(other.names) { $0.lexicographicallyPrecedes($1) }
            }
            .map(\.item)
    }

    /// The model of what is known: the one before with a few returns more, where that is all that is new.
    private func model(after before: ProvisionModel, _ added: [Return]) -> ProvisionModel {
        let count = folders.values.reduce(0) { $0 + $1.documents.count }
        if !replacedAnything, count == before.returns.count + added.count, added.count <= Self.maxSpliced {
            return added.reduce(before) { $0.adding($1) }
        }
        return ProvisionModel(
            framework: references.framework,
            areas: references.areas,
            rounds: references.rounds,
            returns: folders.values.flatMap { $0.documents.values.map(\.document) },
            voice: references.voice
        )
    }

    /// Whether a look found more than returns to add.
    private var replacedAnything = false
    /// As many returns are added to a model one by one; for more it is made anew.
    private static let maxSpliced = 16

    /// Lists a round's folder: what is known is kept, what is new is read.
    private mutating func list(
        _ round: Round.ID,
        _ known: Folder,
        _ added: inout [Return],
        _ isDifferent: inout Bool
    ) throws(StoreFailure) -> Folder {
        var folder = Folder()
        let files = try StoreReader.returnFiles(of: round, in: store.folder, leftOut: &folder.misnamed)
        for file in files {
            let key = DocumentKey(of: "\(store.folder)/\(file.path)")
            if let before = known.documents[file.path], before.key == nil || before.key == key {
                folder.documents[file.path] = (key, before.document)
                continue
            }
            guard let document = try read(file.path, leftOut: &folder.faulty) else { continue }
            folder.documents[file.path] = (key, document)
            if let before = known.documents[file.path]?.document {
                if before != document { (replacedAnything, isDifferent) = (true, true) }
            } else {
                added.append(document)
                isDifferent = true
            }
        }
        if known.documents.keys.contains(where: { folder.documents[$0] == nil }) {
            (replacedAnything, isDifferent) = (true, true)
        }
        return folder
    }

    /// Holds a folder's returns against reference files that changed; one that does not fit them any more is read again, for its
    /// faults and their lines.
    private mutating func check(_ folder: inout Folder, _ isDifferent: inout Bool) throws(StoreFailure) {
        let again = folder.faulty.map(\.file)
        folder.faulty = []
        let unfit = folder.documents.filter { _, known in
            !known.document.faults(
                framework: references.framework,
                areas: references.areas,
                rounds: references.rounds
            ).isEmpty
        }.map(\.key)
        for path in (again + unfit).sorted() {
            let key = DocumentKey(of: "\(store.folder)/\(path)")
            folder.documents[path] = try read(path, leftOut: &folder.faulty).map { (key, $0) }
        }
    }

    private func read(_ path: String, leftOut: inout [LeftOutDocument]) throws(StoreFailure) -> Return? {
        let outcome = Result { () throws(DocumentFaults) in
            try StoreReader.readReturn(
                path,
                in: store.folder,
                framework: references.framework,
                areas: references.areas,
                rounds: references.rounds
            )
        }
        return try StoreReader.taken(outcome, of: path, leftOut: &leftOut)
    }
}
