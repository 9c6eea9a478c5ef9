import JSON

/// The errors that this module gives, with their wording. The messages of the first five are those of the specification.
extension RPCError {
    static func parse(_ fault: JSONFault) -> RPCError {
        RPCError(.parseError, "Parse error") { data in
            data.member("offset", fault.offset)
            data.member("expected", literal: fault.expected.wording)
        }
    }

    static func invalidRequest(_ fault: JSONFault) -> RPCError {
        RPCError(.invalidRequest, "Invalid Request") { data in
            data.member("offset", fault.offset)
            data.member("expected", literal: fault.expected.wording)
        }
    }

    static func invalidRequest(_ fault: RPCRequest.Fault) -> RPCError {
        RPCError(.invalidRequest, "Invalid Request") { data in
            if let member = fault.member { data.member("member", literal: member) }
            data.member("expected", literal: fault.expected)
        }
    }

    static func methodNotFound(_ name: String, nearest: String?) -> RPCError {
        RPCError(.methodNotFound, "Method not found") { data in
            data.member("method", clipped(name))
            if let nearest { data.member("didYouMean", nearest) }
        }
    }

    /// A parameter that cannot be used, for handlers that look closer than at its type.
    ///
    /// - Parameter expected: what would have been accepted: "a date such as 2022-05-01".
    public static func invalidParameter(_ name: StaticString, expected: String) -> RPCError {
        RPCError(.invalidParams, "Invalid params") { data in
            data.member("parameter", literal: name)
            data.member("expected", expected)
        }
    }

    static func missingParameter(_ name: StaticString) -> RPCError {
        RPCError(.invalidParams, "Invalid params") { data in
            data.member("parameter", literal: name)
            data.member("problem", literal: "missing")
        }
    }

    static func unknownParameter(_ name: String, known: [StaticString], nearest: String?) -> RPCError {
        RPCError(.invalidParams, "Invalid params") { data in
            data.member("parameter", clipped(name))
            data.member("problem", literal: "unknown")
            if let nearest { data.member("didYouMean", nearest) }
            data.key("known")
            data.array { data in
                for name in known { data.string(name) }
            }
        }
    }

    static func tooManyParameters(given: Int, known: [StaticString]) -> RPCError {
        RPCError(.invalidParams, "Invalid params") { data in
            data.member("problem", literal: "too many")
            data.member("given", given)
            data.member("most", known.count)
            data.key("known")
            data.array { data in
                for name in known { data.string(name) }
            }
        }
    }

    /// - Parameters:
    ///   - limit: its name in `ServerLimits`.
    ///   - most: its value.
    public static func limitExceeded(_ limit: StaticString, most: Int) -> RPCError {
        RPCError(.limitExceeded, "Limit exceeded") { data in
            data.member("limit", literal: limit)
            data.member("most", most)
        }
    }

    /// A name that came from outside, cut where it is longer than any name should be.
    private static func clipped(_ name: String) -> String {
        name.utf8.count <= 128 ? name : String(name.unicodeScalars.prefix(128)) + "..."
    }
}
