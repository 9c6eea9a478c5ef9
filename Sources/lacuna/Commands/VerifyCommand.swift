import Provision
import ScopingStore

let verifyCommand = Command(
    name: "verify",
    summary: "Read every document again, check it, and say what is wrong on which line.",
    options: [Options.store],
    discussion: [
        "Each document is checked for size, encoding and form, against its schema, and for what a schema cannot see: "
            + "areas, rounds, service types and levels that do not exist, two ratings of one cell, an area's own return "
            + "in a round that did not ask it, a path that does not fit the content. Then the chain of revisions: none missing, "
            + "none altered after the next was recorded on it; and whether rounds ask areas that exist at their date. Nothing is changed.",
        "Exit status 0: all is sound. 1: some returns are not, and are named. 65: the framework, areas or rounds "
            + "file is not, so that nothing else can be read.",
    ],
    run: { invocation, console in
        let store = try StoreAccess.load(invocation, console)
        for document in store.leftOut {
            for fault in document.faults { console.print("\(fault)") }
        }
        let breaks = StoreVerifier.faults(in: store)
        for fault in breaks { console.print("\(fault)") }
        let doubts = StoreVerifier.doubts(in: store)
        for doubt in doubts { console.print("\(doubt)") }
        let summary = "framework, areas and rounds sound; \(store.model.returns.count) returns sound"
        let leftOut = store.leftOut.isEmpty ? "" : ", \(store.leftOut.count) left out (named above)"
        let chain =
            breaks.isEmpty
            ? "; revisions unbroken"
            : "; \(breaks.count) \(breaks.count == 1 ? "break" : "breaks") in the chain of revisions (named above)"
        let asking = doubts.isEmpty ? "" : "; whom rounds ask is in doubt (named above)"
        console.print("\(store.folder): \(summary)\(leftOut)\(chain)\(asking).")
        return store.leftOut.isEmpty && breaks.isEmpty && doubts.isEmpty ? .done : .findings
    }
)
