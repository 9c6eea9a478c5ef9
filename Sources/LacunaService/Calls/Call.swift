import JSON
package import JSONRPC
import Provision

/// What a method works on: the service, and the connection that the request came over.
package typealias Call = Session<Caller>

/// Who is at the other end of a connection, as the service knows them.
package struct Caller {
    let service: LacunaService
    /// Nil for somebody who may do nothing but authenticate.
    private(set) var identity: Identity?
    private var token: String?
    private var accessVersion: Int

    init(service: LacunaService, peer: Peer) {
        self.service = service
        identity = service.identity(of: peer)
        accessVersion = service.accessVersion
    }

    /// Takes on the identity of a token's holder.
    mutating func authenticate(_ token: String) -> Identity? {
        guard let holder = service.access.holder(ofToken: token) else { return nil }
        self.token = token
        identity = holder
        return holder
    }

    /// Looks the caller up anew, where the access file was read since.
    mutating func renew(_ peer: Peer) {
        guard accessVersion != service.accessVersion else { return }
        accessVersion = service.accessVersion
        identity = token.map { service.access.holder(ofToken: $0) } ?? service.identity(of: peer)
    }
}

extension Call {
    var service: LacunaService { state.service }
    var store: ServedStore { state.service.store }
    var model: ProvisionModel { state.service.store.model }

    /// Lets nobody call a method whom the service does not know, but those that are open to everybody.
    ///
    /// - Throws: 401.
    mutating func admit(to method: LacunaMethod) throws(RPCError) {
        state.renew(peer)
        guard state.identity == nil, method.access != .open else { return }
        refused("not known")
        throw RPCError(.notAuthenticated, "Not authenticated") {
            $0.member("message", "give a token with session.authenticate, or be named in the access file")
        }
    }

    /// - Throws: 403 for one who may not record a return of this area.
    func requireManager(of area: Area.ID) throws(RPCError) -> Identity {
        guard let identity = state.identity else { throw RPCError(.notAuthenticated, "Not authenticated") }
        let isOwn = identity.role > .manager || identity.areas.isEmpty || identity.areas.contains(area.text)
        guard identity.role >= .manager, isOwn else {
            let what =
                isOwn
                ? "the role \(identity.role.rawValue) may not do this"
                : "\(identity.name) may not record for \(area.text)"
            refused("\(identity.name): \(what)")
            throw RPCError(.notPermitted, "Not permitted") { $0.member("message", what) }
        }
        return identity
    }

    /// - Throws: 403 for one who does not speak for the network: an administrator does, and a manager whom the access file gives no
    ///   areas of their own.
    func requireNetwork() throws(RPCError) -> Identity {
        guard let identity = state.identity else { throw RPCError(.notAuthenticated, "Not authenticated") }
        guard identity.role > .manager || identity.role == .manager && identity.areas.isEmpty else {
            let what =
                identity.role < .manager
                ? "the role \(identity.role.rawValue) may not do this"
                : "\(identity.name) answers for areas, and this is the network's to do"
            refused("\(identity.name): \(what)")
            throw RPCError(.notPermitted, "Not permitted") { $0.member("message", what) }
        }
        return identity
    }

    /// Says in the log who was refused what.
    func refused(_ reason: String) {
        server.log.event("refused", level: .refusals) { line in
            line.member("peer", peer.description)
            line.member("reason", reason)
        }
    }
}

extension Access {
    /// For everybody, known or not.
    static let open = Access(rawValue: 1)
}
