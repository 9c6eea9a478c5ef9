import CSystem
import Glibc
import Synchronization

/// Leaves no trace where the user interrupts the program: what is half done is cleared away before it ends.
///
/// A thread of its own waits for SIGINT, SIGTERM and SIGHUP, clears away what others have left word of, and has the program end
/// of the signal as it would have without, so that a shell or `make` sees why. While it clears away nobody can begin anything
/// new that would have to be cleared away.
package enum Interruption {
    /// What is to be done when the program is interrupted, by number.
    private static let duties = Mutex<[Int: @Sendable () -> Void]>([:])
    private static let lastNumber = Atomic(0)

    /// Begins to wait for signals. Call it before any other thread is started, and where nobody else waits for them.
    ///
    /// Signals that are ignored when the program starts (`nohup`, a job in the background) stay ignored.
    package static func begin() {
        var signals = signals
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        var thread = pthread_t()
        let isStarted = unsafe pthread_create(&thread, nil, { _ in unsafe Interruption.wait() }, nil) == 0
        if isStarted { pthread_detach(thread) } else { unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
    }

    /// Does something that, should the program be interrupted meanwhile, `clear` does away with.
    package static func clearing<Value, Failure: Error>(
        with clear: @escaping @Sendable () -> Void,
        _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let number = lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
        duties.withLock { $0[number] = clear }
        defer { duties.withLock { _ = $0.removeValue(forKey: number) } }
        return try work()
    }

    /// Begins something that would have to be cleared away, such as a file under another name: never while it is being cleared away.
    package static func beginning(_ begin: () -> Int32) -> Int32 { duties.withLock { _ in begin() } }

    /// Leaves word of what is to be done for as long as the program runs.
    package static func always(_ clear: @escaping @Sendable () -> Void) {
        let number = lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
        duties.withLock { $0[number] = clear }
    }

    /// The signals that are waited for. Others may be blocked since the program started, and are nobody's business here.
    private static var signals: sigset_t {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] where !lacuna_is_ignored(signal) { unsafe sigaddset(&signals, signal) }
        return signals
    }

    private static func wait() -> UnsafeMutableRawPointer? {
        var signals = signals
        var number: Int32 = 0
        while unsafe sigwait(&signals, &number) != 0 {}
        duties.withLock { duties in
            for (_, clear) in duties.sorted(by: { $0.key > $1.key }) { clear() }
            // The lock is kept: nothing new is begun.
            signal(number, SIG_DFL)
            var this = sigset_t()
            unsafe sigemptyset(&this)
            unsafe sigaddset(&this, number)
            unsafe pthread_sigmask(SIG_UNBLOCK, &this, nil)
            pthread_kill(pthread_self(), number)
            _exit(128 + number)
        }
        return nil
    }
}
