import ScopingStore

private let again = OptionSpec(
    name: "again",
    help: "Also documents that were altered since they were sealed, for data that is still being transcribed."
)

let sealCommand = Command(
    name: "seal",
    summary: "Let documents that were written by hand state the SHA-256 of their content.",
    options: [again, Options.store],
    discussion: [
        "What Lacuna records is sealed when it is recorded. This seals what was written or edited by hand: a framework, a list of "
            + "areas, returns that were typed in. Only the attribute sha256 of the root element and the digest of a predecessor are "
            + "put in; nothing else of a document changes.",
        "A document that was altered after it was sealed is refused, and nothing is sealed, unless --again says that it was meant. "
            + "Look at what changed first, such as with 'git diff'.",
    ],
    examples: [("lacuna seal --again && lacuna verify", "after editing areas.xml by hand")],
    run: { invocation, console in
        let folder = StoreAccess.folder(invocation, console)
        let sealed: [String]
        do throws(WriteFailure) {
            sealed = try StoreSealer(folder: folder).seal(again: invocation.flag(again))
        } catch {
            throw RecordingOptions.failure(error)
        }
        for path in sealed { console.print("Sealed \(path).") }
        if sealed.isEmpty { console.print("\(folder): every document is sealed.") }
        return .done
    }
)
