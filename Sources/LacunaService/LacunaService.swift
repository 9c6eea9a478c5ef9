import JSON
package import JSONRPC
package import Provision

/// Answers questions about a store and takes returns, over any transport.
package final class LacunaService {
    package let store: ServedStore
    private(set) var access: AccessList
    private let readAccess: () throws -> AccessList
    /// Counts up when the access file is read again: then each connection is looked up anew.
    private(set) var accessVersion = 1
    /// Slows those who guess tokens.
    var guesses = TokenGuesses()
    /// The user the server runs as, who may do everything over its own socket.
    private let owner: String
    package let version: String
    /// The moment at which a write is recorded.
    package let now: @Sendable () -> Instant

    /// What subscribers are told about.
    static let changes = Notifier.Topic(rawValue: "change.recorded")

    /// - Parameters:
    ///   - access: reads who is known: now, and again when told to.
    ///   - owner: the name of the user the server runs as.
    ///   - now: the clock; a test gives its own.
    package init(
        _ store: ServedStore,
        access: @escaping () throws -> AccessList,
        owner: String,
        version: String,
        now: @escaping @Sendable () -> Instant
    ) throws {
        self.store = store
        self.access = try access()
        readAccess = access
        self.owner = owner
        self.version = version
        self.now = now
    }

    /// A server of this service.
    ///
    /// - Parameter methods: further methods beside those of the contract.
    package func server(
        limits: ServerLimits,
        log: ServerLog,
        adding methods: [LacunaMethod] = []
    ) throws -> Server<Caller> {
        try Server(
            methods: lacunaMethods(version: version, adding: methods),
            limits: limits,
            log: log,
            hooks: ServerHooks(
                opened: { Caller(service: self, peer: $0) },
                standing: { self.standing(of: $0) },
                tick: { self.refresh($0) },
                reload: reload
            )
        )
    }

    /// Who goes first when there is no room: never the user whose server it is, over their own socket.
    private func standing(of call: borrowing Call) -> Standing {
        if case .unix(let user, _) = call.peer, user == owner { return .owner }
        return call.state.identity == nil ? .stranger : .known
    }

    /// Who somebody is without a token; nil for somebody who may do nothing but authenticate.
    func identity(of peer: Peer) -> Identity? {
        switch peer {
        case .standardStreams: Identity(name: owner, role: .administrator)
        case .unix(let user, let number):
            access.user(user ?? String(number))
                ?? (user == owner ? Identity(name: owner, role: .administrator) : nil)
        case .tcp(let address): access.hasTokens ? nil : Identity(name: address, role: .viewer)
        }
    }

    private func reload(_ server: ServerContext) {
        server.log.event("reload", level: .errors)
        refresh(server, always: true)
        do {
            access = try readAccess()
            accessVersion += 1
        } catch {
            server.log.event("access file not taken", level: .refusals) { $0.member("reason", "\(error)") }
        }
    }

    /// Looks at the store again; what keeps it from being read is logged once, and so is its end.
    private func refresh(_ server: ServerContext, always: Bool = false) {
        let before = store.trouble
        announce(store.refresh(at: now(), always: always), server)
        guard store.trouble?.message != before?.message else { return }
        if let trouble = store.trouble {
            server.log.event("store cannot be read", level: .refusals) { entry in
                entry.member("reason", trouble.message)
                entry.member("since", trouble.since.description)
            }
        } else {
            server.log.event("store can be read again", level: .refusals)
        }
    }

    /// Takes in a document that this server recorded.
    func recorded(_ document: Return, _ server: ServerContext) {
        if store.add(document) { announce([document], server) }
    }

    private func announce(_ documents: [Return], _ server: ServerContext) {
        for document in documents {
            server.notifier.publish(on: Self.changes, method: "change.recorded") { params in
                params.object { params in
                    params.member("area", document.area.text)
                    params.member("round", document.round.text)
                    params.member("revision", document.revision)
                    params.member("ratings", document.ratingCount)
                }
            }
        }
    }
}
