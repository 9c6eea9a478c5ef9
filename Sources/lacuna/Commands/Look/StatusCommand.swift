import Answers

private let format = Options.format("table", "json")

let statusCommand = Command(
    name: "status",
    summary: "Tell what the store holds: rounds, who returned and who did not, counts by level.",
    options: [Options.knownAt, format, Options.store, Options.noCache],
    discussion: [
        "A store is a folder with framework.xml (rating scale, service types, …), areas.xml (the hierarchy), rounds.xml (the "
            + "calls for returns) and returns/ROUND/AREA.REVISION.xml, one document for each area, round and revision."
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let answer = StatusAnswer(access.store, knownAt: try access.knownAt(invocation), version: lacunaVersion)
        try ResultOutput(invocation, format).write(access, &console, answer)
        return access.status
    }
)
