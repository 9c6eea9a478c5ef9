import JSON
import JSONRPC
import Provision

/// The methods of the contract that an assistant may call as tools: those that read, those that check, and those that
/// write where it is allowed.
struct ModelContextTools: Sendable {
    private let table: MethodTable<Call>
    /// What `tools/list` says.
    private let description: [UInt8]

    private static let writing: Set<String> = [
        "rating.set", "return.submit", "return.query", "return.answer", "return.requestChanges", "return.accept",
        "action.record",
    ]
    /// About the connection, not about the store.
    private static let connection: Set<String> = [
        "session.authenticate", "change.subscribe", "change.unsubscribe", "rpc.discover",
    ]

    init(_ methods: [LacunaMethod], allowsWriting: Bool) throws {
        let chosen = methods.filter { method in
            let name = method.name.description
            return !Self.connection.contains(name) && (allowsWriting || !Self.writing.contains(name))
        }
        table = try MethodTable(
            chosen,
            gate: { method, call throws(RPCError) in try call.admit(to: method) },
            suggester: { Suggestion.nearest(to: $0, among: $1) }
        )
        var writer = JSONWriter()
        writer.array { list in
            for method in chosen { Self.describe(method, to: &list) }
        }
        description = writer.bytes
    }

    func list(_ result: inout JSONWriter) {
        result.key("tools")
        result.raw(description)
    }

    /// Assistants take no dots in names.
    private static func toolName(_ method: LacunaMethod) -> String {
        method.name.description.replacing(".", with: "_")
    }

    private static func describe(_ method: LacunaMethod, to list: inout JSONWriter) {
        let writes = writing.contains(method.name.description)
        list.object { tool in
            tool.member("name", toolName(method))
            tool.member("description", literal: method.summary)
            tool.member(
                "inputSchema",
                object: { schema in
                    schema.member("type", "object")
                    schema.member(
                        "properties",
                        object: { properties in
                            for parameter in method.parameters {
                                properties.key(parameter.name)
                                properties.raw(described(parameter))
                            }
                        }
                    )
                    schema.member("required", method.parameters.filter(\.isRequired).map(\.name.description))
                    schema.member("additionalProperties", false)
                }
            )
            tool.member(
                "annotations",
                object: { notes in
                    notes.member("readOnlyHint", !writes)
                    // A revision is added; nothing is overwritten.
                    notes.member("destructiveHint", false)
                    notes.member("openWorldHint", false)
                }
            )
        }
    }

    /// A parameter's schema with its summary as the description.
    private static func described(_ parameter: Parameter) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { $0.member("description", literal: parameter.summary) }
        let schema = JSONDocument.compact(schema: parameter.schema)
        guard schema.count > 2 else { return writer.bytes }
        return writer.bytes.dropLast() + [UInt8(ascii: ",")] + schema.dropFirst()
    }

    /// What a tool gave, or why it gave nothing: an assistant reads both.
    struct Outcome {
        fileprivate let text: String
        /// The same as data, where it is an object.
        fileprivate let structure: [UInt8]?
        fileprivate let isError: Bool

        fileprivate init(result: [UInt8]) {
            text = String(decoding: result, as: UTF8.self)
            structure = result.first == UInt8(ascii: "{") ? result : nil
            isError = false
        }

        fileprivate init(error: RPCError) {
            var fault = JSONWriter()
            error.write(to: &fault)
            text = String(decoding: fault.bytes, as: UTF8.self)
            structure = nil
            isError = true
        }

        func write(to result: inout JSONWriter) {
            result.member(
                "content",
                array: { content in
                    content.object { entry in
                        entry.member("type", "text")
                        entry.member("text", text)
                    }
                }
            )
            if let structure { result.member("structuredContent", raw: structure) }
            result.member("isError", isError)
        }
    }

    /// Calls a tool, and has what comes of it written: now, or later where the method answers later.
    ///
    /// - Throws: -32602 for a tool that there is not; what the tool itself refuses is an outcome.
    func call(
        _ params: JSONValue,
        _ call: inout Call,
        to answer: inout JSONWriter,
        _ write: @escaping (Outcome, inout JSONWriter) -> Void
    ) throws(RPCError) {
        let name = params["name"]?.string
        guard let number = table.methods.firstIndex(where: { Self.toolName($0) == name }) else {
            throw .params("name", "no such tool; tools/list names them")
        }
        var result = JSONWriter()
        let outcome: Outcome
        do throws(RPCError) {
            if let arguments = params["arguments"] {
                guard arguments.kind == .object else { throw .params("arguments", "expected an object") }
                try table.call(number, arguments, context: &call, to: &result)
            } else {
                try table.call(number, params.absent, context: &call, to: &result)
            }
            outcome = Outcome(result: result.bytes)
        } catch {
            outcome = Outcome(error: error)
        }
        guard call.server.answersLater else {
            write(outcome, &answer)
            return
        }
        call.server.rewriteLater { finish in
            { answer throws(RPCError) in
                var result = JSONWriter()
                let outcome: Outcome
                do throws(RPCError) {
                    try finish(&result)
                    outcome = Outcome(result: result.bytes)
                } catch {
                    outcome = Outcome(error: error)
                }
                write(outcome, &answer)
            }
        }
    }
}
