import Dispatch
import Glibc
import Synchronization

/// How many threads can run at once, at most 16: beyond that a store's disk is what one waits for.
public var processorCount: Int { min(16, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

/// The results of `work` for 0..<count, in order. The threads take chunks of it as they come to them, so that one that
/// has long pieces holds none up.
///
/// - Parameters:
///   - chunkSize: how many pieces a thread takes at a time.
///   - stage: what it is called while people wait for it; nil where it counts as no progress.
package func concurrentMap<Value: Sendable>(
    _ count: Int,
    threads: Int = processorCount,
    chunkSize: Int = 1,
    stage: StaticString? = nil,
    _ work: @Sendable (Int) -> Value
) -> [Value] {
    let chunks = (count + chunkSize - 1) / chunkSize
    let threads = min(threads, chunks)
    if let stage { Progress.begin(stage, of: count) }
    guard threads > 1 else {
        return (0..<count).map { index in
            defer { if stage != nil { Progress.advance() } }
            return work(index)
        }
    }
    let next = Atomic(0)
    let done = Mutex([[Value]](repeating: [], count: chunks))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
        while true {
            let taken = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard taken < chunks else { return }
            let values = (taken * chunkSize..<min(count, (taken + 1) * chunkSize)).map(work)
            done.withLock { $0[taken] = values }
            if stage != nil { Progress.advance(by: values.count) }
        }
    }
    return done.withLock { Array($0.joined()) }
}
