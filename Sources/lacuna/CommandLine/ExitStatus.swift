/// What the program tells the shell when it ends: the codes of `sysexits.h` where one fits, so that scripts can tell
/// "try again" from "mend your input".
struct ExitStatus: RawRepresentable, Hashable, Sendable {
    let rawValue: Int32

    init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Done, with nothing to report.
    static let done = ExitStatus(rawValue: 0)
    /// Done, and there are findings, or something damaged was left out.
    static let findings = ExitStatus(rawValue: 1)
    /// The command line was not understood; nothing was done.
    static let usage = ExitStatus(rawValue: 64)
    /// What was read is damaged or invalid.
    static let badData = ExitStatus(rawValue: 65)
    /// A file, folder, area or service that was named does not exist.
    static let noInput = ExitStatus(rawValue: 66)
    /// A service that is needed does not answer.
    static let unavailable = ExitStatus(rawValue: 69)
    /// A file or folder cannot be made.
    static let cannotCreate = ExitStatus(rawValue: 73)
    /// Reading or writing failed half-way.
    static let inputOutput = ExitStatus(rawValue: 74)
    /// Another writer holds the store; trying again later may succeed.
    static let locked = ExitStatus(rawValue: 75)
    /// The user may not do this.
    static let notPermitted = ExitStatus(rawValue: 77)
}

extension ExitStatus {
    /// Every status with what it tells, for the manual.
    static let meanings: [(ExitStatus, String)] = [
        (.done, "Done, with nothing to report."),
        (.findings, "Done, and there are findings, or something damaged was left out and named on standard error."),
        (.usage, "The command line was not understood; nothing was done."),
        (.badData, "What was read is damaged or invalid."),
        (.noInput, "A file, folder, area or service type that was named does not exist."),
        (.unavailable, "Something that is needed is not there: a server, a Chromium, a safe libxml2."),
        (.cannotCreate, "A file or folder cannot be made."),
        (.inputOutput, "Reading or writing failed half-way."),
        (.locked, "Another writer holds the store; trying again later may succeed."),
        (.notPermitted, "The user may not do this."),
    ]
}
