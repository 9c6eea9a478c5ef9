import Dispatch
import Glibc
import Synchronization

/// How many threads can run at once, at most 16: beyond that a store's disk is what one waits for.
public var processorCount: Int { min(16, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

/// The results of `work` for 0..<count, in order. The threads take chunks of it as they come to them, so that one that
/// has long pieces holds none up.
///
/// - Parameter chunkSize: how many pieces a thread takes at a time.
package func concurrentMap<Value: Sendable>(
    _ count: Int,
    threads: Int = processorCount,
    chunkSize: Int = 1,
    _ work: @Sendable (Int) -> Value
) -> [Value] {
    let chunks = (count + chunkSize - 1) / chunkSize
    let threads = min(threads, chunks)
    guard threads > 1 else { return (0..<count).map(work) }
    let next = Atomic(0)
    let done = Mutex([[Value]](repeating: [], count: chunks))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
        while true {
            let taken = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard taken < chunks else { return }
            let values = (taken * chunkSize..<min(count, (taken + 1) * chunkSize)).map(work)
            done.withLock { $0[taken] = values }
        }
    }
    return done.withLock { Array($0.joined()) }
}
