import Provision

/// The chains of actions: as returns, each revision names the one before.
extension StoreVerifier {
    static func noteActions(of store: LoadedStore, in report: inout Report) {
        let leftOut = Set(store.leftOut.map(\.file))
        var before: (action: Action, facts: Facts?)?
        for action in store.model.actions.revisions {
            let path = StoreLayout.path(of: action)
            let facts = Facts.read(path, in: store.folder, limit: Limits.returnBytes)
            if action.isSimulated != store.model.framework.isSimulated {
                report.faults.append(strange(path, isSimulated: action.isSimulated))
            }
            switch facts {
            case .failure(let fault): report.faults.append(fault)
            case .success(let facts):
                report.note(path, facts, predecessor: action.recorded.predecessor, hint: mendOfReturn)
            }
            let earlier = before.flatMap { $0.action.id == action.id ? $0 : nil }
            report.faults += chainFaults(action, path, after: earlier, leftOut: leftOut)
            before = (action, try? facts.get())
        }
    }

    private static func chainFaults(
        _ action: Action,
        _ path: String,
        after before: (action: Action, facts: Facts?)?,
        leftOut: Set<String>
    ) -> [DocumentFault] {
        func fault(_ element: String?, _ message: String, _ hint: String) -> DocumentFault {
            DocumentFault(file: path, element: element, message: message, hint: hint)
        }
        guard action.revision > 1 else {
            guard action.recorded.predecessor != nil else { return [] }
            let hint = "was the file renamed? Restore it from a copy"
            return [fault("recorded", "revision 1 states a predecessor", hint)]
        }
        let fileName = StoreLayout.fileName(action: action.id, revision: action.revision - 1)
        let expected = "\(StoreLayout.actions)/\(fileName)"
        // A damaged predecessor is named for itself.
        if leftOut.contains(expected) { return [] }
        guard let before, before.action.revision == action.revision - 1 else {
            let hint = "restore it from a copy: revisions are never removed"
            return [fault(nil, "the revision before it, \(expected), is missing", hint)]
        }
        var faults: [DocumentFault] = []
        if action.recorded.at < before.action.recorded.at {
            let moments =
                "\(action.recorded.at), before revision \(before.action.revision) (\(before.action.recorded.at))"
            let hint = "a clock was wrong; what was known when cannot be told for this action"
            faults.append(fault("recorded", "recorded at \(moments)", hint))
        }
        if action.opened != before.action.opened || action.targets != before.action.targets {
            let hint =
                "record updates with 'lacuna action update', not by hand; what is for something else is another action"
            faults.append(
                fault("action", "opened, or for, something else than revision \(before.action.revision)", hint)
            )
        }
        guard let stated = action.recorded.predecessor else {
            let hint = "record updates with 'lacuna action update', not by hand"
            return faults + [fault("recorded", "does not state the digest of its predecessor", hint)]
        }
        // One that could not be read, or does not fit its own seal, is named for that.
        guard let facts = before.facts, facts.seal != .altered, facts.digest != stated else { return faults }
        faults.append(
            DocumentFault(
                file: expected,
                message:
                    "altered after it was recorded: its digest is \(facts.digest), revision \(action.revision) was built on \(stated)",
                hint: "\(mendOfReturn)"
            )
        )
        return faults
    }
}
