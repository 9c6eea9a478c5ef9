import Answers
import GapDetection
import Provision
import ScopingStore

private let format = Options.format("table", "json")

let explainCommand = Command(
    name: "explain",
    summary: "Say why something is a gap: the rule, the rating, the evidence, the need behind it.",
    arguments: [
        ArgumentSpec(
            name: "GAP-ID",
            help:
                "As 'lacuna gaps --format csv' lists it, such as none:ccg-halton:iapt-0-5, or the number before it in 'lacuna gaps'."
        )
    ],
    options: Options.snapshot.filter { $0 != Options.within } + [format, Options.store, Options.noCache],
    examples: [
        ("lacuna explain none:ccg-halton:iapt-0-5", "from the rule to the line of the return"),
        ("lacuna explain 3", "the third gap of 'lacuna gaps' with the same dates"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let date = try access.date(invocation)
        let (snapshot, _) = try access.snapshot(
            asOf: date,
            knownAt: try access.knownAt(invocation),
            basis: try access.basis(invocation, asOf: date),
            invocation
        )
        let (gap, rule) = try wantedGap(invocation, access.model, snapshot)
        let explanation: Explanation
        do throws(DocumentFault) {
            explanation = try Explanation(gap, rule, access.model, folder: access.store.folder, snapshot)
        } catch {
            throw CommandFailure(error.isUnreadable ? .inputOutput : .badData, "lacuna: \(error)")
        }
        try ResultOutput(invocation, format).write(access, &console, explanation)
        return access.status
    }
)

/// The gap that an id or a number names, and its rule.
private func wantedGap(
    _ invocation: Invocation,
    _ model: ProvisionModel,
    _ snapshot: Snapshot
) throws -> (Gap, any GapRule) {
    let wanted = invocation.positional("GAP-ID") ?? ""
    if !wanted.isEmpty, wanted.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
        let audit = GapAudit(model, at: snapshot)
        guard let number = Int(wanted), audit.findings.indices.contains(number - 1),
            let rule = gapRules.first(where: { $0.kind == audit.findings[number - 1].kind })
        else {
            throw invocation.refusal(
                ofPositional: "GAP-ID",
                expected: audit.findings.isEmpty
                    ? "No gap is open at \(snapshot.asOf)."
                    : "Expected a number from 1 to \(audit.findings.count), as 'lacuna gaps' lists the gaps at \(snapshot.asOf)."
            )
        }
        return (audit.gap(audit.findings[number - 1]), rule)
    }
    let kind = GapKind(rawValue: wanted.split(separator: ":").first.map(String.init) ?? "")
    guard let rule = gapRules.first(where: { $0.kind == kind }) else {
        throw invocation.refusal(
            ofPositional: "GAP-ID",
            expected: "An id begins with its kind: \(gapRules.map(\.kind.rawValue).joined(separator: ", ")).",
            nearest: Suggestion.nearest(to: kind.rawValue, among: gapRules.map(\.kind.rawValue)).map { [$0] } ?? []
        )
    }
    let audit = GapAudit(model, at: snapshot, kinds: [kind])
    guard let gap = audit.gap(named: wanted) else {
        let near = Suggestion.nearest(to: wanted, among: audit.findings.map { audit.id(of: $0).description })
        throw invocation.refusal(
            ofPositional: "GAP-ID",
            expected: "No such gap is open at \(snapshot.asOf); 'lacuna gaps --kind \(kind)' lists those that are.",
            nearest: near.map { [$0] } ?? []
        )
    }
    return (gap, rule)
}
