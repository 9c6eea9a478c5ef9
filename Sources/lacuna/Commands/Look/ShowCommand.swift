import Answers
import Provision

private let format = Options.format("table", "csv", "json")

private let compareWith = OptionSpec(
    name: "compare",
    value: "DATE",
    help: "Tell what moved, up or down, since this date."
)

let showCommand = Command(
    name: "show",
    summary: "Print the table of letters: areas down, service types across.",
    options: Options.snapshot + [compareWith, format, Options.store, Options.noCache],
    examples: [
        ("lacuna show", "the whole map at the latest round"),
        ("lacuna show --within \"Cheshire and Merseyside\" --format csv", "one ICS, for a spreadsheet"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let (snapshot, heading) = try access.snapshot(invocation, &console)
        let output = ResultOutput(invocation, format)
        if let earlier = try invocation.date(compareWith) {
            let (before, _) = try access.snapshot(invocation, &console, at: earlier)
            let comparison = SnapshotComparison(from: before, to: snapshot, in: access.model)
            try output.write(access, &console, MovesAnswer(comparison, access.model, heading: heading))
            return access.status
        }
        let within = try access.area(Options.within, of: invocation, asOf: snapshot.asOf)
        let scopeNote = try access.scopeNote(invocation, asOf: snapshot.asOf, basis: snapshot.basis)
        try output.write(
            access,
            &console,
            SnapshotAnswer(
                access.model,
                snapshot,
                rows: snapshot.rows.indices,
                note: scopeNote ?? access.model.emptyNote(of: snapshot, within: within),
                heading: heading,
                scopeNote: scopeNote,
                leftOut: access.leftOutFiles
            )
        )
        return access.status
    }
)
