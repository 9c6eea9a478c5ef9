import Bytes
import CSystem
import Glibc
import JSON

/// The event loop.
extension EventLoop {
    /// How long "answer what was taken" may last, in nanoseconds.
    private static let patience: UInt64 = 800_000_000
    private static let second: UInt64 = 1_000_000_000
    /// How many descriptors are kept for files.
    private static let keptDescriptors = 32

    func run() throws(TransportFault) {
        lacuna_ignore_broken_pipes()
        shareDescriptors()
        var nextTick = lacuna_monotonic() &+ Self.second
        server.log.setTime(lacuna_wall())
        server.log.event("started", level: .connections)
        var events = [lacuna_event](repeating: lacuna_event(), count: 256)
        while !isDone {
            let count = unsafe events.withUnsafeMutableBufferPointer { buffer in
                unsafe buffer.baseAddress.map {
                    unsafe lacuna_epoll_wait(epoll, $0, Int32(buffer.count), timeout(nextTick))
                } ?? 0
            }
            guard count >= 0 else { throw .lastError("event loop", "cannot wait") }
            server.log.setTime(lacuna_wall())
            for index in 0..<Int(count) { respond(to: events[index]) }
            sendWritten()
            takeTimed()
            giveTurns()
            notify()
            let now = lacuna_monotonic()
            if now >= nextTick {
                nextTick = now &+ Self.second
                tick(now)
            }
            server.log.flushIfDue()
        }
        end()
    }

    /// Divides the descriptors that this process may have among listeners and sockets that linger. What the service opens for itself
    /// is not given away to those who connect.
    private func shareDescriptors() {
        let count = max(1, listeners.count)
        let wanted = limits.connections * count + Self.usualDeparting + Self.keptDescriptors
        let allowed = Int(clamping: lacuna_allow_descriptors(UInt64(wanted))) - Self.keptDescriptors
        maxDeparting = min(Self.usualDeparting, max(0, allowed / 8))
        maxConnections = min(limits.connections, max(1, (allowed - maxDeparting) / count))
    }

    private var isDone: Bool {
        if let stopsBy { return (openCount == 0 && waiting.isEmpty) || lacuna_monotonic() >= stopsBy }
        return listeners.isEmpty && openCount == 0 && waiting.isEmpty
    }

    /// Milliseconds until the loop has something to do by itself.
    private func timeout(_ nextTick: UInt64) -> Int32 {
        guard queue.isEmpty else { return 0 }
        let now = lacuna_monotonic()
        let next = min(nextTick, stopsBy ?? .max, nextDue, server.log.isWaiting ? now &+ ServerLog.patience : .max)
        return next <= now ? 0 : Int32(clamping: (next - now) / 1_000_000 + 1)
    }

    private func respond(to event: lacuna_event) {
        let token = EventToken(event.token)
        if case .connection = token {} else { sendWritten() }
        switch token {
        case .handle:
            let (stops, reloads) = handle.take()
            if reloads { reload() }
            if stops { stop() }
        case .signals:
            while case let signal = lacuna_next_signal(signals), signal != 0 {
                if signal == SIGHUP { reload() } else { stop() }
            }
        case .listener(let index):
            if stopsBy == nil, listeners.indices.contains(index) { accept(from: index) }
        case .background:
            takeDone()
        case .departing(let descriptor):
            drain(descriptor)
        case .connection(let slot, let number):
            guard connections.indices.contains(slot), let connection = connections[slot],
                connection.id.number & 0xFFFF_FFFF == number
            else { return }
            wake(connection, event.flags)
        }
    }

    private func reload() {
        server.log.event("reload", level: .connections)
        hooks.reload(server)
    }

    private func tick(_ now: UInt64) {
        hooks.tick(server)
        notify()
        for (descriptor, deadline) in departing where deadline <= now { forget(departing: descriptor) }
        guard stopsBy == nil else { return }
        let idle = UInt64(limits.idleSeconds) * Self.second
        let patience = UInt64(limits.authenticationSeconds) * Self.second
        for connection in connections {
            guard let connection else { continue }
            // Of two limits that were passed between two looks the one passed first is told.
            let (silent, strange) = (connection.lastActive &+ idle, connection.opened &+ patience)
            if connection.standing == .stranger, strange < min(silent, now) {
                closeStranger(connection)
            } else if silent < now {
                closeIdle(connection)
            }
        }
    }

    /// Sends what was published to those who subscribed. Who does not read is dropped, and told so.
    private func notify() {
        for notification in server.notifier.takeWaiting() {
            for id in server.notifier.subscribers[notification.topic] ?? [] {
                guard let connection = connections[id.slot], connection.id == id else { continue }
                if connection.unsent + notification.line.count > limits.outboxBytes {
                    drop(connection, from: notification.topic)
                } else {
                    send(notification.line, to: connection)
                }
                settle(connection)
            }
        }
    }

    private func drop(_ connection: Connection, from topic: Notifier.Topic) {
        server.notifier.unsubscribe(connection.id, from: topic)
        metrics.count { $0.subscribersDropped &+= 1 }
        server.log.event("subscriber dropped", level: .refusals) { writer in
            writer.member("connection", Int(clamping: connection.id.number))
            writer.member("topic", topic.rawValue)
        }
        let notice = Notifier.line("rpc.subscriptionDropped") { params in
            params.object { params in
                params.member("topic", topic.rawValue)
                params.member("reason", "notifications were not read; what was missed is not sent again")
                params.member("limit", "outboxBytes")
                params.member("most", limits.outboxBytes)
            }
        }
        send(notice, to: connection)
    }

    /// Begins to stop: no new connections; what has arrived is answered.
    private func stop() {
        guard stopsBy == nil else { return }
        stopsBy = lacuna_monotonic() &+ Self.patience
        server.background.stop()
        server.log.event("stopping", level: .connections)
        for listener in listeners { _ = lacuna_epoll_remove(epoll, listener.descriptor) }
        listeners.removeAll()
        for connection in connections {
            guard let connection, !connection.isClosed else { continue }
            if connection.unsent < limits.outboxBytes, !connection.framer.isInterrupted, !connection.isWaiting {
                read(connection)
                sendWritten()
            }
            connection.isLeaving = true
            settle(connection)
        }
    }

    private func end() {
        giveUpWaiting()
        for connection in connections { if let connection { hangUp(connection, because: "stopped") } }
        server.log.event("stopped", level: .connections)
        server.log.flush()
    }
}
