import CSystem
public import JSON
import Synchronization

/// A request whose answer comes later, while all other connections go on: what its handler asked for.
///
/// Until it is answered nothing more of its connection is read or answered, so that answers keep the order of the
/// requests.
struct Deferred {
    /// Writes the result, or throws.
    typealias Finish = (inout JSONWriter) throws(RPCError) -> Void

    /// Done on a thread of its own; nil where only time has to pass.
    let work: (@Sendable (Patience) -> Void)?
    /// When the answer may leave, in nanoseconds of the monotonic clock.
    let due: UInt64
    var finish: Finish
    /// The answer where the server has to end before the work does.
    let unfinished: RPCError
}

/// How long work may wait for something that another program holds.
public struct Patience: Sendable {
    let until: UInt64
    let background: Background

    /// Whether waiting has come to its end: by its time, or since the server stops.
    public var isOver: Bool { background.isStopping || lacuna_monotonic() >= until }
}

extension ServerContext {
    /// Has the request at hand answered when `work` is done, which waits and writes to disks on a thread of its own; one
    /// piece of work at a time, in the order of the requests.
    ///
    /// The handler returns at once and writes nothing. `finish` runs in the server's own thread, also where the one who
    /// asked has gone.
    ///
    /// - Parameters:
    ///   - unfinished: the answer where the server must end before the work does.
    ///   - work: is told how long it may wait, `ServerLimits.waitSeconds` from now.
    ///   - finish: writes the result.
    public func answerLater<Outcome: Sendable>(
        unfinished: RPCError,
        _ work: @escaping @Sendable (Patience) -> Outcome,
        then finish: @escaping (Outcome, inout JSONWriter) throws(RPCError) -> Void
    ) {
        let outcome = Kept<Outcome>()
        deferred = Deferred(
            work: { patience in
                let result = work(patience)
                outcome.value.withLock { $0 = result }
            },
            due: 0,
            finish: { writer throws(RPCError) in
                guard let value = outcome.value.withLock({ $0 }) else { throw unfinished }
                try finish(value, &writer)
            },
            unfinished: unfinished
        )
    }

    /// Has the request at hand answered with an error after some time: who guesses is slowed, and nobody else is.
    ///
    /// - Parameter delay: nanoseconds.
    public func answerLater(after delay: UInt64, _ error: RPCError) {
        deferred = Deferred(
            work: nil,
            due: lacuna_monotonic() &+ delay,
            finish: { _ throws(RPCError) in throw error },
            unfinished: error
        )
    }

    /// Whether the request at hand is answered later.
    public var answersLater: Bool { deferred != nil }

    /// Changes how the answer that comes later is written, for protocols that carry requests within requests.
    ///
    /// - Parameter change: makes another writing of the result of the one that was asked for.
    public func rewriteLater(
        _ change: (
            _ finish: @escaping (inout JSONWriter) throws(RPCError) -> Void
        ) -> (inout JSONWriter) throws(RPCError) -> Void
    ) {
        guard let finish = deferred?.finish else { return }
        deferred?.finish = change(finish)
    }
}

/// What work on another thread leaves behind.
private final class Kept<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
