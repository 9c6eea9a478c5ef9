import Bytes
public import Provision
import System

/// A store as it was read: the model of all that is sound, and what was left out of it.
public struct LoadedStore: Sendable {
    /// The folder, as it was named.
    public let folder: String
    public let model: ProvisionModel
    /// Damaged or invalid returns and actions. Every command and every exhibit names them.
    public let leftOut: [LeftOutDocument]

    package init(folder: String, model: ProvisionModel, leftOut: [LeftOutDocument]) {
        self.folder = folder
        self.model = model
        self.leftOut = leftOut
    }
}

/// A return or an action that was not read into the model, and why.
public struct LeftOutDocument: Hashable, Sendable {
    /// The path within the store.
    public let file: String
    public let faults: [DocumentFault]

    /// Whether the system did not let it be read, so that it may be sound.
    public var isUnreadable: Bool { faults.contains(where: \.isUnreadable) }
}

/// Why a store cannot be read at all.
public struct StoreFailure: Error, Sendable {
    public let code: Code
    public let faults: [DocumentFault]

    public init(code: Code, faults: [DocumentFault]) {
        self.code = code
        self.faults = faults
    }

    public enum Code: Hashable, Sendable {
        /// The folder, or one of its three files, is not there.
        case missing
        /// It is there, but the system does not let it be read.
        case unreadable
        /// The framework, areas, rounds or voice file is damaged or invalid: nothing can be read without it.
        case badDocument
    }
}

/// Reads a store.
///
/// A damaged framework, areas, rounds or voice file stops the reading; a damaged return is left out and named, as is one that the
/// system does not let be read. Where a folder cannot be listed, or the system has too little of something to read any file,
/// the reading stops: how much would be missing cannot be told. Nothing is moved, mended or removed.
public enum StoreReader {
    /// - Parameters:
    ///   - threads: how many read at once; what they read does not depend on it.
    ///   - cache: where what was read before may be at hand; what is read does not depend on it either.
    public static func load(
        _ folder: String,
        threads: Int = processorCount,
        cache: StoreCache? = nil
    ) throws(StoreFailure) -> LoadedStore {
        if let cache { return try load(folder, threads: threads, through: cache) }
        let (framework, areas, rounds, voice) = try references(in: folder)
        var returns: [Return] = []
        var leftOut: [LeftOutDocument] = []
        let files = try returnFiles(in: folder, leftOut: &leftOut)
        let outcomes = concurrentMap(files.count, threads: threads, chunkSize: 64, stage: "reading returns") { index in
            Result { () throws(DocumentFaults) in
                try readReturn(files[index].path, in: folder, framework: framework, areas: areas, rounds: rounds)
            }
        }
        returns.reserveCapacity(files.count)
        for (file, outcome) in zip(files, outcomes) {
            if let document = try taken(outcome, of: file.path, leftOut: &leftOut) { returns.append(document) }
        }
        let model = ProvisionModel(
            framework: framework,
            areas: areas,
            rounds: rounds,
            returns: returns,
            voice: voice,
            actions: try actions(in: folder, framework: framework, areas: areas, leftOut: &leftOut)
        )
        return LoadedStore(folder: folder, model: model, leftOut: leftOut)
    }

    /// A document that was read; nil for one that is left out, which is noted.
    ///
    /// - Throws: where no other file could be read either.
    static func taken<Document>(
        _ outcome: Result<Document, DocumentFaults>,
        of path: String,
        leftOut: inout [LeftOutDocument]
    ) throws(StoreFailure) -> Document? {
        switch outcome {
        case .success(let document): return document
        case .failure(let faults):
            if faults.faults.contains(where: { $0.systemCode.map(SystemFault.isShortage) ?? false }) {
                throw StoreFailure(code: .unreadable, faults: faults.faults)
            }
            leftOut.append(LeftOutDocument(file: path, faults: faults.faults))
            return nil
        }
    }

    /// What stands in a store's own folder.
    package typealias ReferenceFiles = (
        framework: Framework, areas: AreaHierarchy, rounds: [Round], voice: FamilyVoice?
    )

    /// Reads the three files that every return refers to, and what families said where that is there.
    ///
    /// - Parameter seen: is given the bytes of each.
    package static func references(
        in folder: String,
        seen: ([UInt8]) -> Void = { _ in }
    ) throws(StoreFailure) -> ReferenceFiles {
        switch try known({ () throws(SystemFault) in try fileKind(at: folder, named: folder, followsLinks: true) }) {
        case .folder: break
        case let found:
            throw StoreFailure(
                code: .missing,
                faults: [
                    DocumentFault(
                        file: folder,
                        message: found == nil ? "no such folder" : "not a folder",
                        hint: "name the folder of returns with --store DIR or LACUNA_STORE"
                    )
                ]
            )
        }
        let (framework, frameworkLines) = try reference(StoreLayout.framework, in: folder, seen, FrameworkDocument.read)
        let areas = try reference(StoreLayout.areas, in: folder, seen, AreasDocument.read)
        let unknownAreas = framework.faults(against: areas)
        guard unknownAreas.isEmpty else {
            throw StoreFailure(code: .badDocument, faults: frameworkLines.documentFaults(unknownAreas).faults)
        }
        let rounds = try reference(StoreLayout.rounds, in: folder, seen) { (bytes, file) throws(DocumentFaults) in
            try RoundsDocument.read(bytes, file: file, areas: areas)
        }
        guard try hasVoice(folder) else { return (framework, areas, rounds, nil) }
        let voice = try reference(StoreLayout.voice, in: folder, seen) { (bytes, file) throws(DocumentFaults) in
            try VoiceDocument.read(bytes, file: file, framework: framework, areas: areas)
        }
        return (framework, areas, rounds, voice)
    }

    /// Whether a store says what families said.
    private static func hasVoice(_ folder: String) throws(StoreFailure) -> Bool {
        let found = try known { () throws(SystemFault) in
            try fileKind(at: "\(folder)/\(StoreLayout.voice)", named: StoreLayout.voice, followsLinks: false)
        }
        return found != nil
    }

    /// The reference files that a store has: those that it must have, there or not, and those that it may have and has.
    static func referenceNames(in folder: String) throws(StoreFailure) -> [String] {
        try hasVoice(folder) ? StoreLayout.referencesAndVoice : StoreLayout.references
    }

    /// The revisions of a return that lie in the store, sound or not.
    ///
    /// - Throws: where the system does not let the folder be listed: a revision that is not seen would be written over.
    static func revisions(area: Area.ID, round: Round.ID, in folder: String) throws(StoreFailure) -> [Int] {
        try names(in: folder, "\(StoreLayout.returns)/\(round)").compactMap(StoreLayout.parse(fileName:)).filter {
            $0.area == area
        }.map(\.revision)
    }

    /// What a step finds out from the system, or that it cannot be told.
    private static func known<Value>(_ step: () throws(SystemFault) -> Value) throws(StoreFailure) -> Value {
        do { return try step() } catch { throw StoreFailure(code: .unreadable, faults: [error.fault]) }
    }

    private static func reference<Value>(
        _ name: String,
        in folder: String,
        _ seen: ([UInt8]) -> Void,
        _ read: ([UInt8], String) throws(DocumentFaults) -> Value
    ) throws(StoreFailure) -> Value {
        let path = "\(folder)/\(name)"
        let found = try known { () throws(SystemFault) in try fileKind(at: path, named: name, followsLinks: false) }
        guard found != nil else {
            let fault = DocumentFault(
                file: path,
                message: "missing",
                hint: "is '\(folder)' a folder of returns? 'lacuna help status' says what one holds"
            )
            throw StoreFailure(code: .missing, faults: [fault])
        }
        let bytes: [UInt8]
        do {
            bytes = try readFile(at: path, named: name, limit: Limits.referenceBytes)
        } catch {
            throw StoreFailure(code: error.isUnreadable ? .unreadable : .badDocument, faults: [error])
        }
        seen(bytes)
        do {
            return try read(bytes, name)
        } catch {
            throw StoreFailure(code: .badDocument, faults: error.faults)
        }
    }

    /// The line on which a return rates a service type, or begins where none is named.
    ///
    /// - Returns: nil where the document, though it can be read, is not what it was when the store was.
    /// - Throws: where the system does not let it be read.
    public static func line(
        ofRating service: ServiceType.ID?,
        area: Area.ID,
        round: Round.ID,
        revision: Int,
        folder: String
    ) throws(DocumentFault) -> Int? {
        let path = StoreLayout.path(area: area, round: round, revision: revision)
        let bytes = try readFile(at: "\(folder)/\(path)", named: path, limit: Limits.returnBytes)
        return try? XMLDocument.read(bytes, as: .areaReturn, file: path) {
            (root: XMLElement) throws(DocumentFaults) -> Int in
            let ratings = root.child("ratings")?.children ?? .none
            return ratings.first { service != nil && $0.attribute("service") == service?.text }?.line ?? root.line
        }
    }

    /// A file that bears the name of a return.
    struct ReturnFile {
        let path: String
        let area: Area.ID
        let round: Round.ID
        let revision: Int
    }

    /// The returns' files, by name. What systems and sync clients strew is passed over.
    ///
    /// - Parameter leftOut: where names that are no return's, and links, are noted.
    static func returnFiles(
        in folder: String,
        leftOut: inout [LeftOutDocument]
    ) throws(StoreFailure) -> [ReturnFile] {
        var files: [ReturnFile] = []
        for name in try names(in: folder, StoreLayout.returns) {
            guard let round = try roundFolder(named: name, in: folder, leftOut: &leftOut) else { continue }
            files += try returnFiles(of: round, in: folder, leftOut: &leftOut)
            try refuseTooMany(files.count)
        }
        return files
    }

    static func refuseTooMany(_ count: Int) throws(StoreFailure) {
        guard count > Limits.documents else { return }
        throw StoreFailure(
            code: .badDocument,
            faults: [DocumentFault(file: StoreLayout.returns, message: "more than \(Limits.documents) documents")]
        )
    }

    /// The folders of returns, by name.
    ///
    /// - Parameter leftOut: where what is no round's folder is noted.
    static func roundFolders(
        in folder: String,
        leftOut: inout [LeftOutDocument]
    ) throws(StoreFailure) -> [Round.ID] {
        var rounds: [Round.ID] = []
        for name in try names(in: folder, StoreLayout.returns) {
            if let round = try roundFolder(named: name, in: folder, leftOut: &leftOut) { rounds.append(round) }
        }
        return rounds
    }

    /// The round whose folder bears a name; nil for what is none, which is noted.
    private static func roundFolder(
        named name: String,
        in folder: String,
        leftOut: inout [LeftOutDocument]
    ) throws(StoreFailure) -> Round.ID? {
        let path = "\(StoreLayout.returns)/\(name)"
        let found = try known { () throws(SystemFault) in
            try fileKind(at: "\(folder)/\(path)", named: onOneLine(path), followsLinks: false)
        }
        if let round = Round.ID(name), found == .folder { return round }
        if found == .link {
            let fault = symbolicLink(onOneLine(path))
            leftOut.append(LeftOutDocument(file: fault.file, faults: [fault]))
        } else {
            note(
                path,
                "not the folder of a round",
                "folders of returns bear a round's id, such as 2022-05",
                in: &leftOut
            )
        }
        return nil
    }

    /// The files of one round's folder, by name.
    static func returnFiles(
        of round: Round.ID,
        in folder: String,
        leftOut: inout [LeftOutDocument]
    ) throws(StoreFailure) -> [ReturnFile] {
        let path = "\(StoreLayout.returns)/\(round)"
        var files: [ReturnFile] = []
        for fileName in try names(in: folder, path) {
            guard let (area, revision) = StoreLayout.parse(fileName: fileName) else {
                note(
                    "\(path)/\(fileName)",
                    "not the name of a return",
                    "expected AREA.REVISION.xml, such as ccg-halton.1.xml",
                    in: &leftOut
                )
                continue
            }
            files.append(ReturnFile(path: "\(path)/\(fileName)", area: area, round: round, revision: revision))
        }
        return files
    }

    static func note(
        _ path: String,
        _ message: String,
        _ hint: String,
        in leftOut: inout [LeftOutDocument]
    ) {
        let path = onOneLine(path)
        leftOut.append(LeftOutDocument(file: path, faults: [DocumentFault(file: path, message: message, hint: hint)]))
    }

    /// The names in a folder of the store, but for foreign files; none where the folder is not there.
    static func names(in folder: String, _ path: String) throws(StoreFailure) -> [String] {
        let full = "\(folder)/\(path)"
        switch try known({ () throws(SystemFault) in try fileKind(at: full, named: path, followsLinks: false) }) {
        case nil:
            return []
        case .folder:
            return try known { () throws(SystemFault) in
                try fileNames(in: full, named: path) { !ForeignFiles.isForeign($0) }
            }
        case .link:
            throw StoreFailure(code: .badDocument, faults: [symbolicLink(path)])
        case .file, .other:
            throw StoreFailure(
                code: .badDocument,
                faults: [
                    DocumentFault(
                        file: path,
                        message: "not a folder",
                        hint: "a store's returns and actions lie in folders"
                    )
                ]
            )
        }
    }

    /// What lies in the store's own folder beside its parts and looks like a copy of one: what a sync client makes when two
    /// machines change a file at once. Nothing in it is part of the store.
    static func copiesOfParts(in folder: String) throws(StoreFailure) -> [DocumentFault] {
        try known { () throws(SystemFault) in
            try fileNames(in: folder, named: folder, followsLinks: true)
        }.compactMap { name in
            ForeignFiles.original(ofCopy: name).map { part in
                DocumentFault(
                    file: onOneLine(name),
                    message: "looks like a copy of \(part), and is not read",
                    hint: "compare the two: a sync client makes one when two machines change a file. Then remove it"
                )
            }
        }
    }

    /// - Parameter path: within the store, as `returnFiles` gives it.
    static func readReturn(
        _ path: String,
        in folder: String,
        framework: Framework,
        areas: AreaHierarchy,
        rounds: [Round]
    ) throws(DocumentFaults) -> Return {
        let bytes: [UInt8]
        do {
            bytes = try readFile(at: "\(folder)/\(path)", named: path, limit: Limits.returnBytes)
        } catch {
            throw DocumentFaults(error)
        }
        let document = try ReturnDocument.read(
            bytes,
            file: path,
            framework: framework,
            areas: areas,
            rounds: rounds
        )
        guard let (chain, revision) = StoreLayout.parse(path: path) else {
            assertionFailure("\(path) is no return's")
            return document
        }
        let stated = [
            ("area", document.area.text, chain.area.text), ("round", document.round.text, chain.round.text),
            ("revision", String(document.revision), String(revision)),
        ]
        let faults = stated.filter { $1 != $2 }.map { what, inside, outside in
            DocumentFault(
                file: path,
                element: "return",
                message: "the document says \(what)=\"\(inside)\", its path '\(outside)'",
                hint: "a return's path is returns/ROUND/AREA.REVISION.xml"
            )
        }
        guard faults.isEmpty else { throw DocumentFaults(faults) }
        return document
    }
}
