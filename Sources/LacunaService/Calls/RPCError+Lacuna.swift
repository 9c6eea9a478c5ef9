import JSON
package import JSONRPC
import ScopingStore

/// The errors of Lacuna's own, numbered as in HTTP.
extension RPCError.Code {
    package static let notAuthenticated = Self(rawValue: 401)
    package static let notPermitted = Self(rawValue: 403)
    package static let notFound = Self(rawValue: 404)
    package static let conflict = Self(rawValue: 409)
    package static let invalidContent = Self(rawValue: 422)
    package static let unavailable = Self(rawValue: 503)
    package static let outcomeUnknown = Self(rawValue: 504)
}

extension RPCError {
    /// Something of the store cannot be read now: it may well be there.
    static func unavailable(_ fault: DocumentFault) -> RPCError { unavailable([fault]) }

    static func unavailable(_ faults: [DocumentFault]) -> RPCError {
        RPCError(.unavailable, "Store unavailable") { data in
            data.member("message", faults.map(\.description).joined(separator: "\n"))
        }
    }

    /// A parameter that cannot be used, and why.
    static func params(_ name: StaticString, _ message: String) -> RPCError {
        RPCError(.invalidParams, "Invalid params") { data in
            data.member("parameter", literal: name)
            data.member("message", message)
        }
    }
}
