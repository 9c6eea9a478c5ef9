package import JSONRPC
package import Provision

/// Answers questions about a store and takes returns, over any transport.
package final class LacunaService: RPCService {
    package let store: ServedStore
    /// What it can be asked.
    package let methods: MethodTable<Call>
    private let dispatcher: Dispatcher<Call>
    private let log: ServerLog
    private var access: AccessList
    private let readAccess: () throws -> AccessList
    /// Counts up when the access file is read again: then each connection is looked up anew.
    private var accessVersion = 1
    /// The user the server runs as, who may do everything over its own socket.
    private let owner: String
    package let limits: ServerLimits
    package let version: String
    /// The moment at which a write is recorded.
    package let now: @Sendable () -> Instant
    package private(set) var statistics = ServerStatistics()
    private var subscribers: Set<Int> = []
    private var announcements: [Return] = []
    private var nextLook = 0

    /// - Parameters:
    ///   - access: reads who is known: now, and again when told to.
    ///   - owner: the name of the user the server runs as.
    ///   - now: the clock; a test gives its own.
    package init(
        _ store: ServedStore,
        access: @escaping () throws -> AccessList,
        owner: String,
        version: String,
        limits: ServerLimits,
        log: ServerLog,
        now: @escaping @Sendable () -> Instant
    ) throws {
        self.store = store
        self.access = try access()
        readAccess = access
        self.owner = owner
        self.version = version
        self.limits = limits
        self.log = log
        self.now = now
        methods = lacunaMethods
        dispatcher = Dispatcher(lacunaMethods, limits: limits)
    }

    // MARK: Connections

    package struct Session: Sendable {
        let peer: Peer
        let connection: Int
        /// Nil for somebody who may do nothing but authenticate.
        fileprivate(set) var identity: Identity?
        fileprivate var token: String?
        fileprivate var accessVersion: Int
    }

    package func open(_ peer: Peer, connection: Int) -> Session {
        Session(peer: peer, connection: connection, identity: identity(of: peer), accessVersion: accessVersion)
    }

    /// Who somebody is without a token.
    private func identity(of peer: Peer) -> Identity? {
        switch peer.transport {
        case .stdio: Identity(name: peer.name, role: .administrator)
        case .unix:
            access.user(peer.name) ?? (peer.name == owner ? Identity(name: peer.name, role: .administrator) : nil)
        case .tcp: access.hasTokens ? nil : Identity(name: peer.name, role: .viewer)
        }
    }

    /// Gives a connection the identity of a token's holder.
    func authenticate(_ token: String, _ session: inout Session) -> Identity? {
        guard let holder = access.holder(ofToken: token) else { return nil }
        session.token = token
        session.identity = holder
        return holder
    }

    package func mayBeSilent(_ connection: Int) -> Bool { subscribers.contains(connection) }

    package func close(_ session: Session, connection: Int) { subscribers.remove(connection) }

    package func answer(_ line: ArraySlice<UInt8>, _ session: inout Session, to writer: inout JSONWriter) {
        if session.accessVersion != accessVersion {
            session.accessVersion = accessVersion
            session.identity = session.token.map { access.holder(ofToken: $0) } ?? identity(of: session.peer)
        }
        var call = Call(service: self, session: session)
        dispatcher.answer(line, &call, to: &writer) { outcome in
            statistics.note(outcome)
            log.request(outcome, peer: session.peer.name)
        }
        session = call.session
    }

    package func reload() {
        announcements += store.refresh(always: true)
        do {
            access = try readAccess()
            accessVersion += 1
        } catch {
            log.refusal("the access file was not taken: \(error)")
        }
    }

    // MARK: Change

    /// What other programs added is looked for once a second.
    package func pushes() -> [(connection: Int, lines: [UInt8])] {
        let second = Int(now().secondsSince1970)
        if second >= nextLook {
            nextLook = second + 1
            announcements += store.refresh()
        }
        guard !announcements.isEmpty else { return [] }
        defer { announcements = [] }
        guard !subscribers.isEmpty else { return [] }
        var writer = JSONWriter()
        for document in announcements {
            writer.object { line in
                line.member("jsonrpc", "2.0")
                line.member("method", "change.recorded")
                line.name("params")
                line.object { params in
                    params.member("area", document.area.text)
                    params.member("round", document.round.text)
                    params.member("revision", document.revision)
                    params.member("ratings", document.ratings.count)
                }
            }
            writer.endLine()
        }
        return subscribers.sorted().map { ($0, writer.bytes) }
    }

    func subscribe(_ connection: Int, _ isOn: Bool) {
        if isOn { subscribers.insert(connection) } else { subscribers.remove(connection) }
    }

    /// A document was recorded by this server.
    func recorded(_ document: Return) {
        store.add(document)
        announcements.append(document)
    }

    func refused(_ message: String) { log.refusal(message) }
}

/// What a method works on: the service, and the connection the request came over.
package struct Call {
    let service: LacunaService
    var session: LacunaService.Session

    var store: ServedStore { service.store }
    var model: ProvisionModel { service.store.model }

    /// - Throws: 401 for somebody unknown, 403 for one who may not.
    func require(_ role: Role, for area: Area.ID? = nil) throws(RPCError) {
        guard let identity = session.identity else {
            service.refused("\(session.peer.name) is not known")
            throw RPCError(RPCError.notAuthenticated, "Not authenticated") {
                $0.member("message", "give a token with session.authenticate, or be named in the access file")
            }
        }
        let isOwn =
            area.map { identity.role > .manager || identity.areas.isEmpty || identity.areas.contains($0.text) } ?? true
        guard identity.role >= role, isOwn else {
            let what =
                isOwn
                ? "the role \(identity.role.rawValue) may not do this"
                : "\(identity.name) may not record for \(area?.text ?? "")"
            service.refused("\(identity.name): \(what)")
            throw RPCError(RPCError.notPermitted, "Not permitted") { $0.member("message", what) }
        }
    }
}

package typealias LacunaMethod = MethodTable<Call>.Method

/// Every method, in the order of the contract. What is not in this table cannot be called, and what is describes itself.
package let lacunaMethods: MethodTable<Call> = MethodTable<Call>([
    .discover, .authenticate, .systemStatus, .areaList, .serviceList, .roundList, .frameworkGet, .ratingGet, .ratingSet,
    .ratingHistory, .snapshotGet, .returnList, .returnGet, .returnCheck, .returnSubmit, .gapList, .gapGet, .gapChanges,
    .trendGet, .equityGet, .needGet, .planGet, .scenarioGet, .heatmapGet, .exportGet, .changeSubscribe,
    .changeUnsubscribe,
])
