import JSON

/// What a JSON value asks for: where its method, its parameters and its id lie, or why it is no request.
struct RPCRequest {
    /// What is wrong with something that should be a request.
    struct Fault {
        /// The member it is about; nil when it is no object at all.
        let member: StaticString?
        let expected: StaticString
    }

    /// Tokens; 0 for none, since the token 0 is never a member.
    private(set) var id = 0
    private(set) var method = 0
    private(set) var params = 0
    private(set) var fault: Fault?
    /// How many members are named `id`.
    private(set) var ids = 0
    /// Whether it is the answer to a request: it has a result or an error, and no method. It is answered by nobody.
    private(set) var isResponse = false

    /// A request without an id that is otherwise in order: it gets no answer.
    var isNotification: Bool { id == 0 && fault == nil }

    /// Reads one request in a single pass over its members. Members that JSON-RPC does not know are passed over.
    init(_ value: borrowing JSONValue) {
        guard value.kind == .object else {
            fault = Fault(member: nil, expected: "an object")
            return
        }
        var version = 0
        var hasOutcome = false
        var cursor = value.children
        while let key = value.advance(&cursor) {
            let name = value.value(at: key)
            if name.equals("jsonrpc") {
                version = key + 1
            } else if name.equals("id") {
                id = key + 1
                ids += 1
            } else if name.equals("method") {
                method = key + 1
            } else if name.equals("params") {
                params = key + 1
            } else if name.equals("result") || name.equals("error") {
                hasOutcome = true
            }
        }
        isResponse = hasOutcome && method == 0
        if version == 0 || !value.value(at: version).equals("2.0") {
            fault = Fault(member: "jsonrpc", expected: "\"2.0\"")
        } else if method == 0 || value.value(at: method).kind != .string {
            fault = Fault(member: "method", expected: "a string")
        } else if params != 0, ![.array, .object].contains(value.value(at: params).kind) {
            fault = Fault(member: "params", expected: "an array or an object")
        }
        if id != 0, ![.string, .number, .null].contains(value.value(at: id).kind) {
            fault = Fault(member: "id", expected: "a string, a number or null")
            id = 0
        }
    }
}
