import CSystem
import Glibc
import JSON

/// Requests that are answered later: their connections wait, and nobody else does.
extension EventLoop {
    private static let second: UInt64 = 1_000_000_000

    /// Has a connection wait for the answer to a request of it.
    func wait(_ connection: Connection, _ line: PausedLine) {
        lastWaiting &+= 1
        let number = lastWaiting
        connection.isWaiting = true
        waiting[number] = WaitingLine(line: line, connection: connection.id)
        if let work = line.deferred.work {
            let patience = Patience(
                until: lacuna_monotonic() &+ UInt64(limits.waitSeconds) * Self.second,
                background: server.background
            )
            server.background.run(number, patience: patience, work)
        } else {
            timed[number] = stopsBy == nil ? line.deferred.due : 0
        }
    }

    /// Answers what was done since the last look.
    func takeDone() {
        for number in server.background.takeDone() { resume(number, isDone: true) }
    }

    /// Answers those whose time has come; all, when the server stops.
    func takeTimed() {
        guard !timed.isEmpty else { return }
        let now = lacuna_monotonic()
        for (number, due) in timed where due <= now || stopsBy != nil { resume(number, isDone: true) }
    }

    /// When the next answer is due that waits for nothing but time.
    var nextDue: UInt64 { timed.values.min() ?? .max }

    /// Says of all that still waits that its outcome is not known: the server has to end.
    func giveUpWaiting() {
        while let number = waiting.keys.min() { resume(number, isDone: false) }
    }

    private func resume(_ number: UInt64, isDone: Bool) {
        timed[number] = nil
        guard let entry = waiting.removeValue(forKey: number) else { return }
        let slot = entry.connection.slot
        let found = connections.indices.contains(slot) ? connections[slot] : nil
        guard let connection = found, connection.id == entry.connection, !connection.isClosed else {
            // The one who asked has gone; what was done is taken in all the same.
            unsafe dispatcher.resume(
                entry.line,
                isDone: isDone,
                connection: entry.connection.number,
                context: nil,
                to: &writer
            )
            writer.truncate(to: 0)
            return
        }
        connection.isWaiting = false
        unsafe dispatcher.resume(
            entry.line,
            isDone: isDone,
            connection: connection.id.number,
            context: connection.session,
            to: &writer
        )
        connection.lastActive = metrics.mark
        deliver(to: connection)
        sendWritten()
        if let line = dispatcher.takePaused() { wait(connection, line) }
        settle(connection)
    }
}
