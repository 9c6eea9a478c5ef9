import Answers
import Forms
import Provision
import ScopingStore

let returnCheckCommand = Command(
    name: "return check",
    summary: "Check returns before they are submitted: every fault, with its sheet and cell, its field, or its line.",
    arguments: [IncomingReturn.files],
    options: [IncomingReturn.draft, IncomingReturn.drop, RecordingOptions.basedOn] + RecordingOptions.all + [
        Options.store
    ],
    discussion: [
        "It refuses what 'lacuna return submit' would refuse with the same options, and nothing else. What was understood "
            + "otherwise than it was written, or will not be recorded, is told first. Of several files each is checked, "
            + "whatever is wrong with the others."
    ],
    examples: [
        ("lacuna return check halton.xlsx", "One workbook that came back."),
        ("lacuna return check inbox/*", "All that came back."),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let paths = invocation.positionals("FILE")
        var verdicts = FileVerdicts()
        for path in paths {
            do {
                let incoming = try IncomingReturn(path, invocation, access.model, access, console, rehearsing: true)
                for remark in incoming.submission.remarks { console.print("\(remark)") }
                console.print("\(path): nothing to mend.")
                verdicts.sound += 1
            } catch let failure as IncomingReturn.Faults {
                for fault in failure.faults { console.print("\(fault)") }
                verdicts.faulty.append(path)
            } catch let unreadable as IncomingReturn.Unreadable {
                guard paths.count > 1 else { throw unreadable.failure }
                for line in unreadable.failure.messages { console.print(line) }
                verdicts.unread.append(path)
            }
        }
        if paths.count > 1 { console.print(verdicts.summary(verb: "Checked", sound: "with nothing to mend")) }
        return verdicts.isSound ? access.status : verdicts.unread.isEmpty ? .findings : .noInput
    }
)

let returnSubmitCommand = Command(
    name: "return submit",
    summary: "Record returns, each as a new revision.",
    arguments: [IncomingReturn.files],
    options: [
        RecordingOptions.dryRun, RecordingOptions.dryRunFormat, IncomingReturn.draft, IncomingReturn.drop,
        RecordingOptions.basedOn,
    ] + RecordingOptions.all + [Options.store],
    discussion: [
        "Everything is checked first; a return with a fault is refused whole. A level that leaves a gap asks for a reason: "
            + "evidence, or a cause. The revision before is never changed; the same return again gives the same receipt. Of several "
            + "files each is recorded or refused by itself, and a summary says which.",
        "What stood before, and has no row or no level now, is refused unless --drop says that it is meant.",
        "With --dry-run nothing is recorded: it tells which cells and gaps would change as of the round's reference date, of "
            + "the area and of its ICS, what would be carried forward and what contradicts earlier statements.",
    ],
    examples: [
        ("lacuna return submit halton.xlsx --by \"A. Manager\" --note \"Second reminder\"", "Record a filled-in form."),
        ("lacuna return submit inbox/*", "Record all that came back and is sound."),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let isDry = try RecordingOptions.isDryRun(invocation)
        let paths = invocation.positionals("FILE")
        if paths.count > 1, invocation.flag(RecordingOptions.dryRunFormat) {
            throw invocation.refusal("--format is for the dry run of one file", hint: "Name one file.")
        }
        guard let only = paths.first, paths.count == 1 else {
            return try submitAll(paths, isDry, invocation, access, &console)
        }
        let incoming: IncomingReturn
        do {
            incoming = try IncomingReturn(only, invocation, access.model, access, console, rehearsing: isDry)
        } catch let failure as IncomingReturn.Faults {
            throw CommandFailure(
                .badData,
                failure.faults.map { "lacuna: \($0)" } + ["lacuna: nothing was recorded"]
            )
        } catch let unreadable as IncomingReturn.Unreadable {
            throw unreadable.failure
        }
        for remark in incoming.submission.remarks { console.note("\(remark)") }
        try tell(incoming.receipt, access.model, isDry, invocation, access, &console)
        return access.status
    }
)

/// Records several files, or rehearses that, one after the other: the rest goes on where one is refused.
private func submitAll(
    _ paths: [String],
    _ isDry: Bool,
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ console: inout Console
) throws -> ExitStatus {
    var model = access.model
    var verdicts = FileVerdicts()
    for path in paths {
        do {
            let incoming = try IncomingReturn(path, invocation, model, access, console, rehearsing: isDry)
            for remark in incoming.submission.remarks { console.note("\(remark)") }
            if isDry { console.print("\(path):") }
            try tell(incoming.receipt, model, isDry, invocation, access, &console)
            if isDry { console.print() }
            verdicts.sound += 1
            // A second file of the same area builds on the first.
            if !isDry, incoming.receipt.isNew { model = model.adding(incoming.receipt.document) }
        } catch let failure as IncomingReturn.Faults {
            for fault in failure.faults { console.note("lacuna: \(fault)") }
            verdicts.faulty.append(path)
        } catch let unreadable as IncomingReturn.Unreadable {
            for line in unreadable.failure.messages { console.note(line) }
            verdicts.unread.append(path)
        }
    }
    console.print(verdicts.summary(verb: isDry ? "Tried" : "Handled", sound: isDry ? "could be recorded" : "recorded"))
    return verdicts.isSound ? access.status : verdicts.faulty.isEmpty ? .noInput : .badData
}

/// What became of several files.
private struct FileVerdicts {
    var sound = 0
    var faulty: [String] = []
    var unread: [String] = []

    var isSound: Bool { faulty.isEmpty && unread.isEmpty }

    func summary(verb: String, sound words: String) -> String {
        let all = sound + faulty.count + unread.count
        var text = "\(verb) \(counted(all, "file")): \(sound) \(words)"
        if !faulty.isEmpty { text += ", \(faulty.count) with faults (\(faulty.joined(separator: ", ")))" }
        if !unread.isEmpty { text += ", \(unread.count) that could not be read (\(unread.joined(separator: ", ")))" }
        return text + "."
    }
}
