import CSystem
import Dispatch
import Glibc
import Synchronization

/// Does work that may wait, one piece at a time, on another thread than the event loop's, which it wakes when a piece is
/// done.
final class Background: Sendable {
    /// Readable when something was done.
    let descriptor: Int32
    private let queue = DispatchQueue(label: "lacuna.background")
    private let done = Mutex<[UInt64]>([])
    private let stops = Atomic(false)

    init() { descriptor = lacuna_eventfd() }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Whether nothing may be waited for any more.
    var isStopping: Bool { stops.load(ordering: .relaxed) }

    /// Has work that waits give up.
    func stop() { stops.store(true, ordering: .relaxed) }

    /// Does a piece of work, known by a number, after those before it.
    func run(_ number: UInt64, patience: Patience, _ work: @escaping @Sendable (Patience) -> Void) {
        queue.async { [self] in
            work(patience)
            done.withLock { $0.append(number) }
            var one: UInt64 = 1
            unsafe _ = write(descriptor, &one, 8)
        }
    }

    /// The numbers of what was done since the last look.
    func takeDone() -> [UInt64] {
        var count: UInt64 = 0
        unsafe _ = read(descriptor, &count, 8)
        return done.withLock { numbers in
            defer { numbers = [] }
            return numbers
        }
    }
}
