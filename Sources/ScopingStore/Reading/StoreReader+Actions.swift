import Provision
import System

/// Actions: read like returns, and few of them, so that no cache keeps them.
extension StoreReader {
    /// A file that bears the name of an action.
    struct ActionFile {
        let path: String
        let action: Action.ID
        let revision: Int
    }

    /// The actions' files, by name.
    ///
    /// - Parameter leftOut: where names that are no action's are noted.
    static func actionFiles(in folder: String, leftOut: inout [LeftOutDocument]) throws(StoreFailure) -> [ActionFile] {
        var files: [ActionFile] = []
        for name in try names(in: folder, StoreLayout.actions) {
            let path = "\(StoreLayout.actions)/\(name)"
            guard let (action, revision) = StoreLayout.parse(actionFileName: name) else {
                note(
                    path,
                    "not the name of an action",
                    "expected ID.REVISION.xml, such as family-hub-in-halton.1.xml",
                    in: &leftOut
                )
                continue
            }
            files.append(ActionFile(path: path, action: action, revision: revision))
        }
        try refuseTooMany(files.count)
        return files
    }

    /// Reads every action of a store. A damaged one is left out and named.
    static func actions(
        in folder: String,
        framework: Framework,
        areas: AreaHierarchy,
        leftOut: inout [LeftOutDocument]
    ) throws(StoreFailure) -> ActionRegister {
        let files = try actionFiles(in: folder, leftOut: &leftOut)
        guard !files.isEmpty else { return .none }
        let outcomes = concurrentMap(files.count, chunkSize: 64, stage: "reading actions") { index in
            Result { () throws(DocumentFaults) in
                try readAction(files[index], in: folder, framework: framework, areas: areas)
            }
        }
        var actions: [Action] = []
        for (file, outcome) in zip(files, outcomes) {
            if let action = try taken(outcome, of: file.path, leftOut: &leftOut) { actions.append(action) }
        }
        return ActionRegister(actions)
    }

    private static func readAction(
        _ file: ActionFile,
        in folder: String,
        framework: Framework,
        areas: AreaHierarchy
    ) throws(DocumentFaults) -> Action {
        let bytes: [UInt8]
        do {
            bytes = try readFile(at: "\(folder)/\(file.path)", named: file.path, limit: Limits.returnBytes)
        } catch {
            throw DocumentFaults(error)
        }
        let action = try ActionDocument.read(bytes, file: file.path, framework: framework, areas: areas)
        let stated = [
            ("id", action.id.text, file.action.text), ("revision", String(action.revision), String(file.revision)),
        ]
        let faults = stated.filter { $1 != $2 }.map { what, inside, outside in
            DocumentFault(
                file: file.path,
                element: "action",
                message: "the document says \(what)=\"\(inside)\", its path '\(outside)'",
                hint: "an action's path is actions/ID.REVISION.xml"
            )
        }
        guard faults.isEmpty else { throw DocumentFaults(faults) }
        return action
    }

    /// The revisions of an action that lie in the store, sound or not.
    ///
    /// - Throws: where the system does not let the folder be listed: a revision that is not seen would be written over.
    static func revisions(of action: Action.ID, in folder: String) throws(StoreFailure) -> [Int] {
        try names(in: folder, StoreLayout.actions).compactMap(StoreLayout.parse(actionFileName:))
            .filter { $0.action == action }.map(\.revision)
    }
}
