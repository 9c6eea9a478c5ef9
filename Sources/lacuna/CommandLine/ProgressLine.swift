import Glibc
import Provision
import Synchronization
import System

/// One line on a terminal that says how far long work is: it appears after a second, is written over, and is gone before anything
/// else is printed. Where standard error is no terminal there is none.
enum ProgressLine {
    private static let delay: useconds_t = 1_000_000
    private static let interval: useconds_t = 100_000

    private enum State { case off, waiting, shown }
    private static let state = Mutex(State.off)

    /// Begins to look how far the work is.
    static func begin() {
        guard isatty(STDERR_FILENO) == 1 else { return }
        state.withLock { $0 = .waiting }
        var thread = pthread_t()
        guard unsafe pthread_create(&thread, nil, { _ in unsafe ProgressLine.show() }, nil) == 0 else { return }
        pthread_detach(thread)
        Interruption.always { end() }
    }

    /// Takes the line away for good.
    static func end() {
        state.withLock { state in
            if state == .shown { _ = writeAll(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO) }
            state = .off
        }
    }

    private static func show() -> UnsafeMutableRawPointer? {
        usleep(delay)
        while true {
            let isOff = state.withLock { state in
                guard state != .off else { return true }
                guard let stage = Progress.stage else { return false }
                state = .shown
                _ = writeAll(Array("\r\u{1B}[K\(words(stage))".utf8), to: STDERR_FILENO)
                return false
            }
            if isOff { return nil }
            usleep(interval)
        }
    }

    /// "lacuna: reading returns, 3,120 of 6,153".
    static func words(_ stage: Progress.Stage) -> String {
        guard stage.total > 0 else { return "lacuna: \(stage.name)" }
        return "lacuna: \(stage.name), \(grouped(stage.done)) of \(grouped(stage.total))"
    }
}
