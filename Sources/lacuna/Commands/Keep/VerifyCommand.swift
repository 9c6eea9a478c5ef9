import Provision
import ScopingStore

private let heads = OptionSpec(
    name: "heads",
    value: "FILE",
    help: "Also compare with a list that 'lacuna heads' printed: what was altered, lost or added since."
)

let verifyCommand = Command(
    name: "verify",
    summary: "Read every document again, check it, and say what is wrong on which line.",
    options: [heads, Options.store],
    discussion: [
        "Each document is checked for size, encoding and form, against its schema, and for what a schema cannot see: "
            + "areas, rounds, service types and levels that do not exist, two ratings of one cell, an area's own return "
            + "in a round that did not ask it, a path that does not fit the content. Then its seal, the SHA-256 of its content "
            + "that it states, and the chain of revisions: none missing, none altered after it was recorded; and whether rounds "
            + "ask areas that exist at their date. Copies of the framework, areas, rounds or voice file that a sync client left beside "
            + "it are named. Nothing is changed.",
        "A latest revision that is gone, or a chain that was forged from end to end, shows only against a list of heads that was "
            + "kept elsewhere: --heads.",
        "Exit status 0: all is sound. 1: something is not, and is named. 65: the framework, areas, rounds or voice "
            + "file is not, so that nothing else can be read. 74: something could not be read, so that nobody can tell.",
    ],
    examples: [
        ("lacuna verify", "everything, against itself"),
        ("lacuna verify --heads heads.txt", "everything, against the list in the minutes"),
    ],
    run: { invocation, console in
        let store = try StoreAccess.load(invocation, console)
        let report: StoreVerifier.Report
        let list: StoreHeads?
        let changes: [DocumentFault]
        do throws(StoreFailure) {
            report = try StoreVerifier.report(on: store)
            list = try headsList(invocation)
            changes = try list?.faults(in: store.folder) ?? []
        } catch {
            throw StoreAccess.failure(error)
        }
        let leftOut = store.leftOut.flatMap(\.faults)
        let doubts = StoreVerifier.doubts(in: store)
        let faults = leftOut + report.faults + doubts + changes
        for fault in faults { console.print("\(fault)") }
        console.print("\(store.folder): \(summary(of: store, report, doubts, list, changes)).")
        for path in report.unsealed.prefix(Limits.faults) { console.note("lacuna: \(path): unsealed") }
        let unreadable = faults.count(where: \.isUnreadable)
        if unreadable > 0 {
            console.note(
                "lacuna: \(unreadable) of these could not be read, so that nobody can tell whether all is sound"
            )
            return .inputOutput
        }
        return faults.isEmpty ? .done : .findings
    }
)

/// The list that --heads names; nil without.
private func headsList(_ invocation: Invocation) throws(StoreFailure) -> StoreHeads? {
    guard let file = invocation.value(heads) else { return nil }
    let bytes: [UInt8]
    do {
        bytes = try readDocument(at: file, maxBytes: Limits.referenceBytes)
    } catch {
        throw StoreFailure(code: error.isAbsent ? .missing : .unreadable, faults: [error])
    }
    do {
        return try StoreHeads(reading: bytes, file: file)
    } catch {
        throw StoreFailure(code: .badDocument, faults: error.faults)
    }
}

private func summary(
    of store: LoadedStore,
    _ report: StoreVerifier.Report,
    _ doubts: [DocumentFault],
    _ list: StoreHeads?,
    _ changes: [DocumentFault]
) -> String {
    let returns = store.model.returns.count
    let files = store.model.voice == nil ? "framework, areas and rounds" : "framework, areas, rounds and voice"
    let state = report.faults.isEmpty ? "sound" : "can be read"
    var parts = ["\(files) \(state); \(counted(returns, "return")) \(state)"]
    let actions = store.model.actions.revisions.count
    if !store.leftOut.isEmpty { parts[0] += ", \(store.leftOut.count) left out (named above)" }
    if actions > 0 { parts.append("\(counted(actions, "revision")) of actions \(state)") }
    parts.append(
        report.faults.isEmpty
            ? "revisions unbroken" : "\(counted(report.faults.count, "fault")) beyond that (named above)"
    )
    if !doubts.isEmpty { parts.append("whom rounds ask is in doubt (named above)") }
    if !report.unsealed.isEmpty {
        let count = counted(report.unsealed.count, "document")
        parts.append("\(count) unsealed, so that an alteration would not show ('lacuna seal' seals)")
    }
    if let list {
        let count = counted(list.heads.count, "head")
        parts.append(changes.isEmpty ? "\(count) as listed" : "\(changes.count) other than listed (named above)")
    }
    return parts.joined(separator: "; ")
}
