import Provision
import ScopingStore

let verifyCommand = Command(
    name: "verify",
    summary: "Read every document again, check it, and say what is wrong on which line.",
    options: [Options.store],
    discussion: [
        "Each document is checked for size, encoding and form, against its schema, and for what a schema cannot see: "
            + "areas, rounds, service types and levels that do not exist, two ratings of one cell, an area's own return "
            + "in a round that did not ask it, a path that does not fit the content. Nothing is changed.",
        "Exit status 0: all is sound. 1: some returns are not, and are named. 65: the framework, areas or rounds "
            + "file is not, so that nothing else can be read.",
    ],
    run: { invocation, console in
        let store = try StoreAccess.load(invocation, console)
        for document in store.leftOut {
            for fault in document.faults { console.print("\(fault)") }
        }
        let sound = store.model.returns.count
        let summary = "framework, areas and rounds sound; \(sound) returns sound"
        if store.leftOut.isEmpty {
            console.print("\(store.folder): \(summary).")
            return .done
        }
        console.print("\(store.folder): \(summary), \(store.leftOut.count) left out (named above).")
        return .findings
    }
)
