import Bytes
import CSystem
import Glibc
import JSON

/// One connection's turn: read once, answer some lines, send once.
extension EventLoop {
    /// Answers of several connections are gathered up to so many bytes and nanoseconds, so that nobody waits long for others.
    private static let gatheredBytes = 256 << 10
    private static let gatheredTime: UInt64 = 100_000

    /// A descriptor of the connection is ready.
    func wake(_ connection: Connection, _ flags: UInt32) {
        if flags & (lacuna_writable | lacuna_hung_up) != 0, connection.unsent > 0 { sendOutbox(of: connection) }
        // The system would report this again and again, so the descriptor is no longer watched: what is still to be read comes
        // in turns, to its end.
        if flags & lacuna_hung_up != 0, flags & lacuna_writable == 0 { connection.isAlwaysReadable = true }
        if flags & lacuna_readable != 0, wantsInput(connection) { read(connection) }
        if written.last?.connection !== connection { settle(connection) }
    }

    /// Gives a turn to each connection that has lines waiting.
    func giveTurns() {
        guard !queue.isEmpty else { return }
        let round = queue
        queue = []
        for connection in round {
            connection.isQueued = false
            guard !connection.isClosed, !connection.isWaiting else { continue }
            if connection.isAlwaysReadable, connection.isSocket, connection.unsent > 0 { sendLast(connection) }
            if connection.isAlwaysReadable, !connection.framer.isInterrupted, wantsInput(connection) {
                read(connection)
            } else {
                answer(connection, .leftOver)
            }
            if written.last?.connection !== connection { settle(connection) }
        }
        sendWritten()
    }

    /// Whether more may be read.
    func wantsInput(_ connection: Connection) -> Bool {
        !connection.hasEnded && !connection.isLeaving && !connection.isWaiting && !connection.framer.isInterrupted
            && connection.unsent < limits.outboxBytes
            && (accounted < limits.bufferedBytes || connection.unsent == 0)
    }

    /// Reads what has arrived, as much as fits, and answers its lines.
    func read(_ connection: Connection) {
        let count =
            connection.isSocket
            ? unsafe lacuna_receive(connection.input, chunk.baseAddress, chunk.count)
            : readStream(connection.input)
        if count > 0 {
            metrics.count { $0.bytesReceived &+= UInt64(count) }
            unsafe answer(connection, .arrived(UnsafeBufferPointer(rebasing: chunk[..<count])))
        } else if count == 0 {
            connection.hasEnded = true
            unwatchInput(connection)
            if !connection.framer.isInterrupted { answer(connection, .ended) }
        } else if lacuna_would_block() == 0 {
            connection.isClosed = true
        }
    }

    private func readStream(_ descriptor: Int32) -> Int {
        // It is left blocking, so it must be known to be ready.
        guard lacuna_poll(descriptor, lacuna_readable, 0) == 1 else {
            errno = EAGAIN
            return -1
        }
        while true {
            let count = unsafe Glibc.read(descriptor, chunk.baseAddress, chunk.count)
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// Answers lines, as many as one turn has room for, and sends the answers.
    private func answer(_ connection: Connection, _ feed: LineFramer.Feed) {
        let requests = unsafe dispatcher.answer(
            room: limits.outboxBytes - connection.unsent,
            server: server,
            connection: connection.id.number,
            context: connection.session,
            feed,
            through: &connection.framer,
            to: &writer
        )
        if requests > 0 { connection.lastActive = metrics.mark }
        deliver(to: connection)
        if let line = dispatcher.takePaused() { wait(connection, line) }
    }

    /// Has what was written sent with the answers of the turns around it. The connection is settled then.
    func deliver(to connection: Connection) {
        unsafe connection.standing = hooks.standing(connection.session)
        guard writer.count > written.last?.end ?? 0 else { return }
        if written.isEmpty { gatheredSince = metrics.mark }
        written.append((connection, writer.count))
        if writer.count > Self.gatheredBytes || metrics.mark &- gatheredSince > Self.gatheredTime { sendWritten() }
    }

    /// Sends the answers of the turns before: together, since one who is woken by the first of them then finds the others too.
    func sendWritten() {
        guard !written.isEmpty else { return }
        assert(written.last?.end == writer.count, "all that is written is somebody's")
        var start = 0
        for (connection, end) in written {
            unsafe send(UnsafeRawBufferPointer(rebasing: writer.buffer.contents[start..<end]), to: connection)
            start = end
        }
        // A large answer's memory is not kept for small ones.
        if writer.buffer.capacity > 1 << 20 { writer = JSONWriter() } else { writer.truncate(to: 0) }
        for (connection, _) in written { settle(connection) }
        written.removeAll(keepingCapacity: true)
    }

    /// Sends bytes after those that wait, and keeps what does not go.
    @unsafe
    func send(_ bytes: UnsafeRawBufferPointer, to connection: Connection) {
        guard !connection.isClosed else { return }
        let sent = connection.unsent == 0 ? unsafe transmit(bytes, connection) : 0
        if sent < bytes.count { unsafe connection.keep(UnsafeRawBufferPointer(rebasing: bytes[sent...])) }
    }

    func send(_ bytes: [UInt8], to connection: Connection) {
        unsafe bytes.withUnsafeBytes { unsafe send($0, to: connection) }
    }

    /// Tries to send to one who hung up, and gives up at once.
    private func sendLast(_ connection: Connection) {
        sendOutbox(of: connection)
        if connection.unsent > 0 { connection.isClosed = true }
    }

    private func sendOutbox(of connection: Connection) {
        unsafe connection.send(now: lacuna_monotonic()) { unsafe transmit($0, connection) }
    }

    /// Hands bytes to the kernel without waiting; returns how many it took.
    @unsafe
    private func transmit(_ bytes: UnsafeRawBufferPointer, _ connection: Connection) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var sent = 0
        if connection.isSocket {
            sent = unsafe lacuna_send(connection.output, base, bytes.count)
        } else {
            let isRegular = lacuna_is_regular(connection.output) != 0
            while sent < bytes.count {
                // A pipe that is writable takes this much at once; a blocking stream would make everybody wait for more.
                let size = isRegular ? bytes.count - sent : min(bytes.count - sent, 4_096)
                guard isRegular || lacuna_poll(connection.output, lacuna_writable, 0) == 1 else { break }
                let count = unsafe write(connection.output, base + sent, size)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 || lacuna_would_block() != 0 else {
                    sent = -1
                    break
                }
                if count <= 0 { break }
                sent += count
            }
        }
        guard sent >= 0 else {
            if lacuna_would_block() == 0 { connection.isClosed = true }
            return 0
        }
        metrics.count { $0.bytesSent &+= UInt64(sent) }
        return sent
    }
}
