import CSystem
import Glibc

/// Serves connections on one thread: events of all sockets from epoll, lines cut as they come, one send a wake-up.
///
/// No connection can hold up another: each is read 64 KiB at a time; one whose reader is slow is not read from until its
/// answers have gone; an over-long line is passed over without being kept.
public final class Server<Service: RPCService> {
    private let service: Service
    private let listeners: [Listener]
    private let limits: ServerLimits
    private let log: ServerLog
    private let events: Int32
    private let stopping: Int32
    private let signals: Int32
    /// By descriptor.
    private var connections: [Connection<Service.Session>?] = []
    private var count = 0
    /// Given up for a moment when descriptors run out, so that who comes can be refused rather than left waiting.
    private var spare: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var writer = JSONWriter()
    private var lastTick: Int64 = 0

    /// - Parameter watchesSignals: SIGTERM and SIGINT stop it, SIGHUP has the service reload.
    public init(
        _ service: Service,
        on listeners: [Listener],
        limits: ServerLimits = ServerLimits(),
        log: ServerLog,
        watchesSignals: Bool = true
    ) throws(Listener.Failure) {
        self.service = service
        self.listeners = listeners
        self.limits = limits
        self.log = log
        events = lacuna_events_open()
        stopping = lacuna_wake_open()
        signals = watchesSignals ? lacuna_signals_open() : -1
        spare = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard events >= 0, stopping >= 0, !watchesSignals || signals >= 0 else {
            throw Listener.Failure(description: "cannot watch sockets: \(Listener.reason())")
        }
        for descriptor in listeners.map(\.descriptor) + [stopping] + (watchesSignals ? [signals] : []) {
            if lacuna_events_watch(events, descriptor, UInt32(LACUNA_READABLE), 1) != 0 {
                throw Listener.Failure(description: "cannot watch a socket: \(Listener.reason())")
            }
        }
    }

    deinit {
        for connection in connections.compactMap({ $0 }) { close(connection.descriptor) }
        for descriptor in [events, stopping, signals, spare] where descriptor >= 0 { close(descriptor) }
    }

    /// A descriptor by which another thread stops the server.
    public var stopper: Stopper { Stopper(descriptor: stopping) }

    public struct Stopper: Sendable {
        let descriptor: Int32
        public func stop() { lacuna_wake(descriptor) }
    }

    /// Serves until it is stopped: then what was received is answered, within a second, and all is closed.
    public func run() {
        var found = [lacuna_event](repeating: lacuna_event(), count: 256)
        var goesOn = true
        while goesOn {
            let count = unsafe lacuna_events_wait(events, &found, 256, 1_000)
            for event in found.prefix(max(0, Int(count))) {
                if event.descriptor == stopping {
                    goesOn = false
                } else if event.descriptor == signals {
                    goesOn = handleSignals() && goesOn
                } else if let listener = listeners.first(where: { $0.descriptor == event.descriptor }) {
                    accept(from: listener)
                } else {
                    serve(event)
                }
            }
            for push in service.pushes() { send(push.lines, to: push.connection) }
            tick()
            log.flush()
        }
        finish()
    }

    private func handleSignals() -> Bool {
        while true {
            switch lacuna_signals_next(signals) {
            case 0: return true
            case SIGHUP:
                log.event("reload")
                service.reload()
            default: return false
            }
        }
    }

    // MARK: Connections

    private func accept(from listener: Listener) {
        for _ in 0..<64 {
            let descriptor = lacuna_accept(listener.descriptor)
            guard descriptor >= 0 else {
                if errno == EMFILE || errno == ENFILE { refuseForWantOfDescriptors(listener) }
                return
            }
            guard count < limits.connections else {
                refuse(descriptor, "more than \(limits.connections) connections; try again later")
                continue
            }
            let peer = listener.peer(of: descriptor)
            let place = Int(descriptor)
            while connections.count <= place { connections.append(nil) }
            let connection = Connection(
                descriptor: descriptor,
                peer: peer,
                session: service.open(peer, connection: place),
                limits: limits
            )
            connection.lastActive = now()
            connections[place] = connection
            count += 1
            if lacuna_events_watch(events, descriptor, UInt32(LACUNA_READABLE), 1) != 0 { drop(connection) }
        }
    }

    private func refuse(_ descriptor: Int32, _ message: String) {
        var line = JSONWriter()
        Dispatcher<Service>.limitLine(message, to: &line)
        _ = unsafe line.bytes.withUnsafeBytes { unsafe lacuna_send(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        log.refusal(message)
    }

    private func refuseForWantOfDescriptors(_ listener: Listener) {
        close(spare)
        let descriptor = lacuna_accept(listener.descriptor)
        if descriptor >= 0 { refuse(descriptor, "the server has no descriptor left; try again later") }
        spare = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
    }

    private func drop(_ connection: Connection<Service.Session>) {
        let place = Int(connection.descriptor)
        guard connections.indices.contains(place), connections[place] === connection else { return }
        connections[place] = nil
        count -= 1
        service.close(connection.session, connection: place)
        close(connection.descriptor)
    }

    private func serve(_ event: lacuna_event) {
        let place = Int(event.descriptor)
        guard connections.indices.contains(place), let connection = connections[place] else { return }
        connection.lastActive = now()
        if event.events & UInt32(LACUNA_WRITABLE) != 0 {
            guard connection.flush() else { return drop(connection) }
        }
        if !connection.unread.isEmpty, connection.outbox.isEmpty {
            let rest = connection.unread
            connection.unread = []
            process(rest[...], connection)
        } else if event.events & UInt32(LACUNA_READABLE | LACUNA_GONE) != 0, !connection.isPaused {
            read(connection)
        }
        settle(connection, isGone: event.events & UInt32(LACUNA_GONE) != 0)
    }

    private func read(_ connection: Connection<Service.Session>) {
        let got = unsafe buffer.withUnsafeMutableBytes { buffer in
            unsafe Glibc.read(connection.descriptor, buffer.baseAddress, buffer.count)
        }
        if got > 0 {
            process(buffer[..<got], connection)
        } else if got == 0 {
            connection.hasEnded = true
            if let last = connection.framer.finish() { answer(.line(last[...]), connection) }
        } else if errno != EAGAIN, errno != EINTR {
            connection.isBroken = true
        }
    }

    /// Answers the lines of a piece, as long as the answers are taken.
    private func process(_ piece: ArraySlice<UInt8>, _ connection: Connection<Service.Session>) {
        let rest = connection.framer.take(piece) { event in
            answer(event, connection)
            return writer.count < limits.outboxBytes
        }
        if !rest.isEmpty { connection.unread.append(contentsOf: rest) }
    }

    private func answer(_ event: LineFramer.Event, _ connection: Connection<Service.Session>) {
        switch event {
        case .line(let line):
            if line.isEmpty { return }
            service.answer(line, &connection.session, to: &writer)
        case .tooLong:
            let message = "a line of more than \(limits.lineBytes) bytes"
            Dispatcher<Service>.limitLine(message, to: &writer)
            log.refusal("\(message) from \(connection.peer.name)")
        }
    }

    /// Sends what was written, watches what is to be watched, and closes what is over.
    private func settle(_ connection: Connection<Service.Session>, isGone: Bool) {
        if writer.count > 0 {
            connection.queue(writer.bytes)
            writer = JSONWriter(appendingTo: Self.emptied(writer.taken()))
        }
        if connection.isBroken || isGone || !connection.flush() { return drop(connection) }
        if connection.hasEnded, connection.outbox.isEmpty, connection.unread.isEmpty { return drop(connection) }
        watch(connection)
    }

    /// The bytes' memory without the bytes, unless it became large.
    private static func emptied(_ bytes: consuming [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
        return bytes
    }

    private func watch(_ connection: Connection<Service.Session>) {
        let waits = !connection.outbox.isEmpty || !connection.unread.isEmpty
        connection.isPaused =
            connection.hasEnded || !connection.unread.isEmpty || connection.outbox.count > limits.outboxBytes
        var wanted: UInt32 = 0
        if waits { wanted |= UInt32(LACUNA_WRITABLE) }
        if !connection.isPaused { wanted |= UInt32(LACUNA_READABLE) }
        guard wanted != connection.watched else { return }
        connection.watched = wanted
        _ = lacuna_events_watch(events, connection.descriptor, wanted, 0)
    }

    /// Sends lines that a connection did not ask for now. One that does not read them is dropped rather than waited for.
    private func send(_ lines: [UInt8], to place: Int) {
        guard connections.indices.contains(place), let connection = connections[place] else { return }
        if connection.outbox.count + lines.count > limits.outboxBytes {
            log.refusal("\(connection.peer.name) does not read what it subscribed to")
            return drop(connection)
        }
        connection.queue(lines)
        guard connection.flush() else { return drop(connection) }
        watch(connection)
    }

    private func tick() {
        let now = now()
        guard now != lastTick else { return }
        lastTick = now
        guard limits.idleSeconds > 0 else { return }
        for connection in connections.compactMap({ $0 })
        where now - connection.lastActive > Int64(limits.idleSeconds)
            && !service.mayBeSilent(Int(connection.descriptor))
        {
            log.refusal("\(connection.peer.name) was idle for \(limits.idleSeconds) seconds")
            drop(connection)
        }
    }

    private func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return Int64(time.tv_sec)
    }

    /// Answers what was received, and gives slow readers until the end of a second.
    private func finish() {
        for listener in listeners { listener.close() }
        for connection in connections.compactMap({ $0 }) {
            if !connection.isPaused { read(connection) }
            settle(connection, isGone: false)
        }
        for _ in 0..<80 {
            let waiting = connections.compactMap { $0 }.filter { !$0.outbox.isEmpty }
            if waiting.isEmpty { break }
            for connection in waiting where !connection.flush() { drop(connection) }
            usleep(10_000)
        }
        for connection in connections.compactMap({ $0 }) { drop(connection) }
        log.flush()
    }
}

/// One connection: what came and was not looked at, what is to go and was not taken.
private final class Connection<Session> {
    let descriptor: Int32
    let peer: Peer
    var session: Session
    var framer: LineFramer
    var outbox: [UInt8] = []
    /// Bytes received, of which lines were left when answers stopped being taken.
    var unread: [UInt8] = []
    var watched = UInt32(LACUNA_READABLE)
    var isPaused = false
    var hasEnded = false
    var isBroken = false
    var lastActive: Int64 = 0

    init(descriptor: Int32, peer: Peer, session: Session, limits: ServerLimits) {
        self.descriptor = descriptor
        self.peer = peer
        self.session = session
        framer = LineFramer(limit: limits.lineBytes)
    }

    /// Sends at once what nothing waits before, and keeps the rest.
    func queue(_ bytes: [UInt8]) {
        guard outbox.isEmpty else { return outbox.append(contentsOf: bytes) }
        let sent = unsafe bytes.withUnsafeBytes { unsafe lacuna_send(descriptor, $0.baseAddress, $0.count) }
        if sent < bytes.count {
            if sent < 0, errno != EAGAIN, errno != EINTR { isBroken = true }
            outbox.append(contentsOf: bytes[max(0, sent)...])
        }
    }

    /// - Returns: false where the other end is gone.
    func flush() -> Bool {
        guard !outbox.isEmpty, !isBroken else { return !isBroken }
        let sent = unsafe outbox.withUnsafeBytes { unsafe lacuna_send(descriptor, $0.baseAddress, $0.count) }
        if sent < 0 { return errno == EAGAIN || errno == EINTR }
        outbox.removeFirst(sent)
        if outbox.isEmpty { outbox = [] }
        return true
    }
}
