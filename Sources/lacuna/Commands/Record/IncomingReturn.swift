import Forms
import Provision
import ScopingStore

/// A return that came as a file, taken as far as it can be without the disk: what 'check', 'submit --dry-run' and 'submit' have
/// in common, so that none refuses what another takes.
struct IncomingReturn {
    static let files = ArgumentSpec(
        name: "FILE",
        help: "A return: XML, or a form filled in (xlsx, ods, html, csv).",
        isRepeating: true
    )
    static let draft = OptionSpec(
        name: "draft",
        help: "Keep it as a draft, which counts for nothing until submitted."
    )
    static let drop = OptionSpec(
        name: "drop",
        help: "Leave out ratings that stood before and have no row or no level now."
    )

    let submission: Submission
    let receipt: StoreWriter.Receipt

    /// What is wrong with it.
    struct Faults: Error {
        let faults: [DocumentFault]
    }

    /// The file is not there, or cannot be read.
    struct Unreadable: Error {
        let failure: CommandFailure
    }

    /// Reads the file and records it, or rehearses that.
    ///
    /// - Throws: `Faults` for what is wrong with it, `Unreadable` where there is nothing to read, `CommandFailure` for what is not
    ///   its fault.
    init(
        _ path: String,
        _ invocation: Invocation,
        _ model: ProvisionModel,
        _ access: StoreAccess,
        _ console: Console,
        rehearsing: Bool
    ) throws {
        let bytes: [UInt8]
        do {
            bytes = try readDocument(at: path)
        } catch {
            throw Unreadable(failure: CommandFailure(reading: error))
        }
        let author = RecordingOptions.author(invocation, console)
        let terms = Submission.Terms(
            recorded: Return.Recorded(
                at: RecordingOptions.now(console),
                by: author.name,
                role: author.role,
                note: author.note
            ),
            state: invocation.flag(Self.draft) ? .draft : .submitted,
            basedOn: try RecordingOptions.basedOn(invocation),
            drops: invocation.flag(Self.drop)
        )
        do throws(DocumentFaults) {
            submission = try Submission(bytes, file: path, terms: terms, model: model)
        } catch {
            throw Faults(faults: error.faults)
        }
        do throws(WriteFailure) {
            receipt = try StoreWriter(folder: access.store.folder).submit(submission, rehearsing: rehearsing)
        } catch {
            guard let faults = submission.faults(of: error) else { throw RecordingOptions.failure(error) }
            throw Faults(faults: faults)
        }
    }
}
