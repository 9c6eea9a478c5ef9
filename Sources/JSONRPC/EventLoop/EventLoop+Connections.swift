import Bytes
import CSystem
import Glibc
import JSON

/// Connections come, are watched for what they want, and go.
extension EventLoop {
    /// How many connections are taken in one turn of the loop.
    private static let maxAccepted: Int = 64
    private static let lingering: UInt64 = 1_000_000_000

    func accept(from index: Int) {
        let listener = listeners[index]
        for _ in 0..<Self.maxAccepted {
            let descriptor = lacuna_accept(listener.descriptor)
            if descriptor < 0 {
                switch errno {
                case ECONNABORTED: continue
                case EMFILE, ENFILE: guard refuseWithReserve(listener) else { return }
                default: return
                }
                continue
            }
            let peer: Peer
            if listener.isUnix {
                var user: UInt32 = .max
                _ = unsafe lacuna_peer_user(descriptor, &user)
                peer = .unix(user: userNames.name(of: user), number: user)
            } else {
                lacuna_tune_tcp(descriptor)
                peer = .tcp(address: tcpAddress(of: descriptor, isPeer: true))
            }
            open(input: descriptor, output: descriptor, peer: peer, listener: index)
        }
    }

    /// Makes room for a connection where its listener has as many as it may have.
    ///
    /// The longest silent goes first: of those who have not said who they are, then of those who subscribed to nothing.
    /// Nobody goes for one of less standing, nor while a request of it is answered.
    ///
    /// - Returns: false where nobody can go.
    private func makeRoom(for newcomer: Connection) -> Bool {
        var count = 0
        var first: (rank: (Int, Int, UInt64), connection: Connection)?
        for case let other? in connections where other.listener == newcomer.listener && !other.isLeaving {
            count += 1
            guard other.standing <= newcomer.standing, !other.isWaiting, other !== newcomer else { continue }
            let rank = (other.standing.rawValue, server.notifier.isSubscribed(other.id) ? 1 : 0, other.lastActive)
            if let best = first, best.rank <= rank { continue }
            first = (rank, other)
        }
        guard count > maxConnections else { return true }
        guard let first else { return false }
        metrics.count { $0.connectionsDisplaced &+= 1 }
        leave(first.connection, .limitExceeded("connections", most: maxConnections))
        // Who does not read is not waited for.
        if first.connection.unsent > 0 { first.connection.isClosed = true }
        settle(first.connection)
        return true
    }

    /// No descriptors are left. Without an answer the one who waits would keep the loop awake for nothing.
    private func refuseWithReserve(_ listener: Listener) -> Bool {
        guard reserve >= 0 else { return false }
        close(reserve)
        let descriptor = lacuna_accept(listener.descriptor)
        if descriptor >= 0 {
            refuse(descriptor, .limitExceeded("descriptors", most: openCount), lingers: false)
        }
        reserve = unsafe lacuna_open_at(AT_FDCWD, "/dev/null", O_RDONLY | O_CLOEXEC, 0)
        return descriptor >= 0
    }

    /// Tells one who connected why it is not served, and hangs up.
    private func refuse(_ descriptor: Int32, _ error: RPCError, lingers: Bool = true) {
        metrics.count { $0.connectionsRefused &+= 1 }
        metrics.begin()
        var line = JSONWriter()
        dispatcher.refuse(error, connection: 0, to: &line)
        let bytes = unsafe line.buffer.contents
        if let base = bytes.baseAddress { _ = unsafe lacuna_send(descriptor, base, bytes.count) }
        if lingers { depart(descriptor) } else { close(descriptor) }
    }

    /// Hangs up in a way that lets the last answer arrive: a socket closed with unread bytes would take it back.
    private func depart(_ descriptor: Int32) {
        guard departing.count < maxDeparting, lacuna_shutdown_sending(descriptor) == 0,
            lacuna_epoll_change(epoll, descriptor, lacuna_readable, EventToken.departing(descriptor).packed) == 0
                || lacuna_epoll_add(epoll, descriptor, lacuna_readable, EventToken.departing(descriptor).packed) == 0
        else {
            close(descriptor)
            return
        }
        departing[descriptor] = lacuna_monotonic() &+ Self.lingering
    }

    /// Reads what a departing peer still sends, and forgets it.
    func drain(_ descriptor: Int32) {
        guard departing[descriptor] != nil else { return }
        let count = unsafe lacuna_receive(descriptor, chunk.baseAddress, chunk.count)
        if count == 0 || (count < 0 && lacuna_would_block() == 0) { forget(departing: descriptor) }
    }

    func forget(departing descriptor: Int32) {
        departing[descriptor] = nil
        close(descriptor)
    }

    func open(input: Int32, output: Int32, peer: Peer, listener: Int? = nil) {
        let slot = freeSlots.popLast() ?? connections.count
        if slot == connections.count { connections.append(nil) }
        lastNumber += 1
        let id = ConnectionID(number: lastNumber, slot: slot)
        let connection = unsafe Connection(
            id: id,
            input: input,
            output: output,
            session: hooks.opened(peer, id, server),
            lineBytes: limits.lineBytes,
            listener: listener,
            now: lacuna_monotonic()
        )
        unsafe connection.standing = hooks.standing(connection.session)
        connections[slot] = connection
        openCount += 1
        metrics.count { $0.connectionsOpened &+= 1 }
        metrics.count { $0.connectionsOpen = openCount }
        server.log.event("opened", level: .connections) { writer in
            writer.member("connection", Int(clamping: connection.id.number))
            writer.member("peer", peer.description)
        }
        if let listener {
            openByListener[listener] += 1
            if openByListener[listener] > maxConnections, !makeRoom(for: connection) {
                metrics.count { $0.connectionsRefused &+= 1 }
                leave(connection, .limitExceeded("connections", most: maxConnections))
            }
        }
        settle(connection)
    }

    /// Brings what is watched and queued in line with what the connection wants now.
    func settle(_ connection: Connection) {
        let held = connection.framer.heldBytes + connection.unsent
        accounted += held - connection.accounted
        connection.accounted = held
        if connection.framer.heldBytes > 0, !connection.framer.isInterrupted, accounted > limits.bufferedBytes,
            !connection.isLeaving
        {
            leave(connection, .limitExceeded("bufferedBytes", most: limits.bufferedBytes))
        }
        if connection.hasEnded, !connection.framer.isInterrupted { connection.isLeaving = true }
        let hasTurns = connection.framer.isInterrupted && !connection.dropsRest
        if connection.isClosed
            || (connection.isLeaving && !hasTurns && !connection.isWaiting && connection.unsent == 0)
        {
            hangUp(connection, because: connection.hasEnded ? "ended" : connection.isClosed ? "broken" : "left")
            return
        }
        let canAnswer = hasTurns && !connection.isWaiting && connection.unsent < limits.outboxBytes
        watch(connection)
        if canAnswer || (connection.isAlwaysReadable && wantsInput(connection)), !connection.isQueued {
            connection.isQueued = true
            queue.append(connection)
        }
    }

    /// Says why, and reads no more.
    private func leave(_ connection: Connection, _ error: RPCError) {
        var line = JSONWriter()
        metrics.begin()
        dispatcher.refuse(error, connection: connection.id.number, to: &line)
        unsafe send(line.buffer.contents, to: connection)
        connection.dropsRest = true
        connection.isLeaving = true
    }

    /// Closes a connection that was silent for too long, unless its silence is what it subscribed for.
    func closeIdle(_ connection: Connection) {
        guard connection.isSocket, !connection.isWaiting,
            connection.unsent > 0 || !server.notifier.isSubscribed(connection.id)
        else { return }
        metrics.count { $0.connectionsIdle &+= 1 }
        if connection.unsent > 0 {
            connection.isClosed = true
        } else {
            leave(connection, .limitExceeded("idleSeconds", most: limits.idleSeconds))
        }
        settle(connection)
    }

    /// Closes a connection that has not said in time who it is.
    func closeStranger(_ connection: Connection) {
        guard connection.isSocket, !connection.isWaiting, !connection.isLeaving else { return }
        metrics.count { $0.connectionsIdle &+= 1 }
        leave(connection, .limitExceeded("authenticationSeconds", most: limits.authenticationSeconds))
        settle(connection)
    }

    func hangUp(_ connection: Connection, because reason: StaticString) {
        let id = connection.id
        guard connections[id.slot] === connection else { return }
        unsafe hooks.closed(connection.session)
        server.notifier.forget(id)
        server.log.event("closed", level: .connections) { writer in
            writer.member("connection", Int(clamping: id.number))
            writer.member("reason", literal: reason)
        }
        accounted -= connection.accounted
        connections[id.slot] = nil
        freeSlots.append(id.slot)
        openCount -= 1
        if let listener = connection.listener { openByListener[listener] -= 1 }
        metrics.count { $0.connectionsOpen = openCount }
        // Bytes may still be on their way from who did not hang up first.
        let lingers = connection.isSocket && !connection.hasEnded && !connection.isClosed && stopsBy == nil
        connection.isClosed = true
        if lingers { depart(connection.input) } else { closeDescriptors(of: connection) }
    }

    /// Passes over what a peer sent too late, or closing the socket would take back the last answers.
    private func takeUnread(_ descriptor: Int32) {
        guard lacuna_shutdown_sending(descriptor) == 0 else { return }
        for _ in 0..<16 where unsafe lacuna_receive(descriptor, chunk.baseAddress, chunk.count) <= 0 { return }
    }

    func closeDescriptors(of connection: Connection) {
        if connection.isSocket {
            if stopsBy != nil { takeUnread(connection.input) }
            close(connection.input)
        } else {
            // Streams belong to who started the program.
            unwatch(connection)
        }
    }
}
