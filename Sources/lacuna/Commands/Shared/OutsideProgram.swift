import Glibc
import System

/// A program that is installed, run for what it makes of files: started without a shell, in a process group and a folder of its own that
/// are removed with it, and ended when it takes too long or, its result being there, does not end by itself.
struct OutsideProgram {
    let path: String
    let environment: [String: String]

    /// The longest a program may take, in seconds.
    static let patience = 120
    /// How long a whole result must not have changed before a program that goes on running is ended, in looks of `look` microseconds.
    private static let rest = 25
    private static let look: UInt32 = 20_000

    /// The first of these names that is a program in the folders of PATH.
    static func find(_ names: [String], _ environment: [String: String]) -> String? {
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
        return names.lazy.flatMap { name in folders.lazy.map { "\($0)/\(name)" } }.first(where: isProgram)
    }

    static func isProgram(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return unsafe access(path, X_OK) == 0
    }

    /// Starts the program with its words in a process group of its own, its output in a file, and waits until it ends, or until its
    /// result is whole and at rest.
    ///
    /// - Returns: the status it ended with; 0 where it was ended because its result was there, nil where it took too long and was ended.
    func run(
        _ words: [String],
        log: String,
        result: String,
        isWhole: ([UInt8]) -> Bool
    ) throws(CommandFailure) -> Int32? {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setflags(
            &attributes,
            Int16(truncatingIfNeeded: POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK)
        )
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        // This program's threads leave signals to one of them; another program is to get its own.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)

        var process: pid_t = 0
        let arguments = unsafe ([path] + words).map { unsafe strdup($0) } + [nil]
        let variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
        let failure = unsafe posix_spawn(&process, path, &actions, &attributes, arguments, variables)
        guard failure == 0 else {
            let reason = unsafe String(cString: strerror(failure))
            throw CommandFailure(.unavailable, "lacuna: cannot start '\(path)': \(reason)")
        }
        return try Interruption.clearing(with: { [process] in kill(-process, SIGKILL) }) { () throws(CommandFailure) in
            // A signal to the group reaches the processes that Chromium started, too.
            defer { kill(-process, SIGKILL) }
            return wait(for: process, result: result, isWhole)
        }
    }

    /// Waits until a program ends, or its result is whole and at rest.
    private func wait(for process: pid_t, result: String, _ isWhole: ([UInt8]) -> Bool) -> Int32? {
        var size: off_t = -1
        var looks = 0
        for _ in 0..<Self.patience * 50 {
            var status: Int32 = 0
            let ended = unsafe waitpid(process, &status, WNOHANG)
            if ended == process { return status }
            if ended < 0, errno != EINTR { break }
            let now = Self.size(of: result)
            (size, looks) = (now, now == size ? looks + 1 : 0)
            if looks == Self.rest, now > 0, let bytes = Self.read(result), isWhole(bytes) {
                Self.end(process)
                return 0
            }
            usleep(Self.look)
        }
        Self.end(process)
        return nil
    }

    /// Ends a program with those it started, and waits for it.
    private static func end(_ process: pid_t) {
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// The bytes of a file; -1 where there is none.
    private static func size(of path: String) -> off_t {
        var status = stat()
        return unsafe lstat(path, &status) == 0 ? status.st_size : -1
    }

    static func words(ofStatus status: Int32) -> String {
        status & 0x7F == 0 ? "status \(status >> 8 & 0xFF)" : "signal \(status & 0x7F)"
    }

    // MARK: Its folder

    /// A folder of its own for a program's files, removed when it is done or interrupted.
    static func withFolder<Result>(
        _ environment: [String: String],
        _ body: (String) throws(CommandFailure) -> Result
    ) throws(CommandFailure) -> Result {
        let folder = try temporaryFolder(environment["TMPDIR"])
        defer { removeFolder(folder) }
        return try Interruption.clearing(with: { removeFolder(folder) }) { () throws(CommandFailure) in try body(folder)
        }
    }

    private static func temporaryFolder(_ parent: String?) throws(CommandFailure) -> String {
        let parent = parent.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array("\(parent)/lacuna-print-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            let reason = unsafe String(cString: strerror(errno))
            throw CommandFailure(.cannotCreate, "lacuna: cannot make a folder in '\(parent)': \(reason)")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        let isWritten = descriptor >= 0 && Console.write(bytes, to: descriptor)
        let reason = unsafe String(cString: strerror(errno))
        if descriptor >= 0 { close(descriptor) }
        guard isWritten else { throw CommandFailure(.inputOutput, "lacuna: cannot write '\(path)': \(reason)") }
    }

    static func read(_ path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            bytes += piece.prefix(count)
        }
    }
}
