import Answers
import ScopingStore

private let format = Options.format("table", "csv", "json")

let headsCommand = Command(
    name: "heads",
    summary: "Print the SHA-256 of each latest document, and one root of them all, for minutes or a signature.",
    options: [format, Options.store],
    discussion: [
        "One line for the latest revision of each return and for each reference file: SHA-256, path. The last line is the root, "
            + "the SHA-256 of the lines before it. Each revision states the digest of the one before, so that the root stands for "
            + "all that was ever recorded. 'lacuna verify --heads FILE' tells what was altered, lost or added since.",
        "The SHA-256 is of the document with line ends as LF: on such a copy 'sha256sum -c' checks the lines too.",
    ],
    examples: [
        ("lacuna heads > heads.txt", "keep the list where the store is not"),
        ("lacuna heads > heads.txt && ssh-keygen -Y sign -f ~/.ssh/id_ed25519 -n lacuna heads.txt", "and sign it"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let heads: StoreHeads
        do throws(StoreFailure) {
            heads = try StoreHeads(of: access.store.folder)
        } catch {
            throw StoreAccess.failure(error)
        }
        try ResultOutput(invocation, format).write(access, &console, HeadsAnswer(heads))
        return access.status
    }
)
