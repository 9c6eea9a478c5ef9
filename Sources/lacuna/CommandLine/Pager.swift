import Glibc
import System

/// The program that shows a result longer than the terminal, as git has it: `LACUNA_PAGER`, else `PAGER`, else less, which ends at once
/// where all fits and leaves colours as they are. "cat", or an empty word, is none.
struct Pager {
    private let command: String
    private let environment: [String: String]

    /// Nil where there is none to be used.
    init?(_ environment: [String: String]) {
        let wanted = environment["LACUNA_PAGER"] ?? environment["PAGER"]
        if let wanted {
            guard !wanted.isEmpty, wanted != "cat" else { return nil }
            command = wanted
        } else {
            guard OutsideProgram.find(["less"], environment) != nil else { return nil }
            command = "less"
        }
        var environment = environment
        if environment["LESS"] == nil { environment["LESS"] = "FRX" }
        self.environment = environment
    }

    /// Whether a result is longer than a terminal; a line that wraps counts as what it takes.
    static func isLonger(_ output: [UInt8], than terminal: Terminal) -> Bool {
        guard let height = terminal.height else { return false }
        var (lines, columns, isEscape) = (0, 0, false)
        for byte in output {
            switch byte {
            case 0x0A:
                lines += 1 + max(0, columns - 1) / terminal.width
                columns = 0
                if lines >= height { return true }
            case 0x1B: isEscape = true
            case UInt8(ascii: "m") where isEscape: isEscape = false
            // The first byte of a character counts, those that follow do not.
            case _ where !isEscape && byte & 0xC0 != 0x80: columns += 1
            default: break
            }
        }
        return false
    }

    /// Shows a result, and waits until its reader has seen enough. The user's own words are run by the shell, as they are meant to be.
    ///
    /// - Returns: false where the pager cannot be started: the result is still to be written.
    func show(_ output: [UInt8]) -> Bool {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return false }
        // The pager must not hold the end that is written to, or it would wait for itself.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setflags(
            &attributes,
            Int16(truncatingIfNeeded: POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        )
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)

        var process: pid_t = 0
        let words = ["sh", "-c", command]
        let arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        let variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
        let failure = unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, variables)
        close(ends[0])
        guard failure == 0 else {
            close(ends[1])
            return false
        }
        // A reader who has seen enough closes the pipe; that is no fault. What the keyboard sends is the pager's.
        signal(SIGINT, SIG_IGN)
        _ = writeAll(output, to: ends[1])
        close(ends[1])
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        // The shell could not find the program: nobody has seen anything.
        return status >> 8 & 0xFF != 127
    }
}
