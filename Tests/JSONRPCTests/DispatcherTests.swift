import Foundation
import Testing

@testable import JSONRPC

private let table: MethodTable<Int> = MethodTable([
    .init(
        "subtract",
        "The worked examples' own.",
        params: [
            Parameter("minuend", #"{"type":"integer"}"#, "From what.", isRequired: true),
            Parameter("subtrahend", #"{"type":"integer"}"#, "What.", isRequired: true),
        ]
    ) { params, calls, writer throws(RPCError) in
        calls += 1
        guard let minuend = try params.int("minuend", in: -1_000...1_000),
            let subtrahend = try params.int("subtrahend", in: -1_000...1_000)
        else { throw .params("minuend", "missing") }
        writer.value(minuend - subtrahend)
    },
    .init("sum", "Of up to three.", params: ["a", "b", "c"].map { Parameter($0, "{}", "") }) {
        params,
        calls,
        writer throws(RPCError) in
        calls += 1
        writer.value(
            (try params.int("a", in: 0...9) ?? 0) + (try params.int("b", in: 0...9) ?? 0)
                + (try params.int("c", in: 0...9) ?? 0)
        )
    },
    .init("update", "Takes five.", params: ["a", "b", "c", "d", "e"].map { Parameter($0, "{}", "") }) {
        _,
        calls,
        writer in
        calls += 1
        writer.null()
    },
    .init("get_data", "A mixed answer.") { _, calls, writer in
        calls += 1
        writer.array { (writer: inout JSONWriter) in
            writer.value("hello")
            writer.value(5)
        }
    },
    .init("fail", "Fails half-way.") { _, _, writer throws(RPCError) in
        writer.value("half")
        throw RPCError(404, "Not found") { $0.member("message", "on purpose") }
    },
])

private func answer(_ line: String) -> String {
    var calls = 0
    var writer = JSONWriter()
    Dispatcher(table, limits: ServerLimits()).answer(Array(line.utf8)[...], &calls, to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

/// The answer without its data, which the specification leaves to the server.
private func plain(_ line: String) throws -> String {
    let text = answer(line)
    guard !text.isEmpty else { return "" }
    func stripped(_ value: Any) -> Any {
        if let list = value as? [Any] { return list.map(stripped) }
        guard var object = value as? [String: Any] else { return value }
        if var error = object["error"] as? [String: Any] {
            error["data"] = nil
            object["error"] = error
        }
        return object
    }
    let value = stripped(try JSONSerialization.jsonObject(with: Data(text.utf8)))
    let data = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
}

@Suite("The worked examples of the JSON-RPC 2.0 specification")
struct SpecificationExampleTests {
    @Test(
        arguments: [
            (
                #"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#,
                #"{"id":1,"jsonrpc":"2.0","result":19}"#
            ),
            (
                #"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#,
                #"{"id":2,"jsonrpc":"2.0","result":-19}"#
            ),
            (
                #"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
                #"{"id":3,"jsonrpc":"2.0","result":19}"#
            ),
            (
                #"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}"#,
                #"{"id":4,"jsonrpc":"2.0","result":19}"#
            ),
            (#"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, ""),
            (#"{"jsonrpc": "2.0", "method": "foobar"}"#, ""),
            (
                #"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#,
                #"{"error":{"code":-32601,"message":"Method not found"},"id":"1","jsonrpc":"2.0"}"#
            ),
            (
                #"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#,
                #"{"error":{"code":-32700,"message":"Parse error"},"id":null,"jsonrpc":"2.0"}"#
            ),
            (
                #"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#,
                #"{"error":{"code":-32600,"message":"Invalid Request"},"id":null,"jsonrpc":"2.0"}"#
            ),
            (
                #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method"]"#,
                #"{"error":{"code":-32700,"message":"Parse error"},"id":null,"jsonrpc":"2.0"}"#
            ),
            ("[]", #"{"error":{"code":-32600,"message":"Invalid Request"},"id":null,"jsonrpc":"2.0"}"#),
            ("[1]", #"[{"error":{"code":-32600,"message":"Invalid Request"},"id":null,"jsonrpc":"2.0"}]"#),
            (
                "[1,2,3]",
                #"[{"error":{"code":-32600,"message":"Invalid Request"},"id":null,"jsonrpc":"2.0"},{"error":{"code":-32600,"message":"Invalid Request"},"id":null,"jsonrpc":"2.0"},{"error":{"code":-32600,"message":"Invalid Request"},"id":null,"jsonrpc":"2.0"}]"#
            ),
            (
                #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method": "update", "params": [7]},{"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},{"foo": "boo"},{"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},{"jsonrpc": "2.0", "method": "get_data", "id": "9"}]"#,
                #"[{"id":"1","jsonrpc":"2.0","result":7},{"id":"2","jsonrpc":"2.0","result":19},{"error":{"code":-32600,"message":"Invalid Request"},"id":null,"jsonrpc":"2.0"},{"error":{"code":-32601,"message":"Method not found"},"id":"5","jsonrpc":"2.0"},{"id":"9","jsonrpc":"2.0","result":["hello",5]}]"#
            ),
            (
                #"[{"jsonrpc": "2.0", "method": "update", "params": [1,2,4]},{"jsonrpc": "2.0", "method": "update", "params": [7]}]"#,
                ""
            ),
        ]
    )
    func example(_ request: String, _ expected: String) throws {
        #expect(try plain(request) == expected)
    }
}

@Suite("Requests and answers")
struct DispatcherTests {
    @Test("Ids come back byte for byte: numbers as they were written, strings, null")
    func ids() {
        for id in ["1.50e1", "-0", "12345678901234567890", "\"a\\u0062\"", "null", "\"\""] {
            #expect(
                answer(#"{"jsonrpc":"2.0","method":"get_data","id":\#(id)}"#).hasPrefix(
                    #"{"jsonrpc":"2.0","id":\#(id),"result""#
                )
            )
        }
        for id in ["[1]", "{}", "true"] {
            #expect(
                answer(#"{"jsonrpc":"2.0","method":"get_data","id":\#(id)}"#).hasPrefix(
                    #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600"#
                )
            )
        }
    }

    @Test("An error keeps the request's id wherever it can be read; nothing of a half-written result is left")
    func errors() {
        #expect(
            answer(#"{"jsonrpc":"2.0","method":"fail","id":7}"#)
                == #"{"jsonrpc":"2.0","id":7,"error":{"code":404,"message":"Not found","data":{"message":"on purpose"}}}"#
                + "\n"
        )
        #expect(answer(#"{"jsonrpc":"1.0","method":"fail","id":7}"#).contains(#""id":7,"error":{"code":-32600"#))
        #expect(answer(#"{"jsonrpc":"2.0","method":"fail"}"#).isEmpty)
        #expect(
            answer(#"[{"jsonrpc":"2.0","method":"get_data","id":1},{"jsonrpc":"2.0","method":"fail","id":2}]"#)
                == #"[{"jsonrpc":"2.0","id":1,"result":["hello",5]},{"jsonrpc":"2.0","id":2,"error":{"code":404,"message":"Not found","data":{"message":"on purpose"}}}]"#
                + "\n"
        )
    }

    @Test("Params are held against those declared: unknown, missing, one too many, of another type")
    func params() {
        func data(_ params: String) -> String {
            answer(#"{"jsonrpc":"2.0","method":"subtract","params":\#(params),"id":1}"#)
        }
        #expect(
            data(#"{"minuend":1,"subtrahent":2}"#).contains(
                #""param":"subtrahent","message":"unknown; the params are minuend, subtrahend""#
            )
        )
        #expect(data(#"{"minuend":1}"#).contains(#""param":"subtrahend","message":"missing""#))
        #expect(data("[1,2,3]").contains("at most 2 params, here are 3"))
        #expect(data(#"["1",2]"#).contains("expected a whole number from -1000 to 1000"))
        #expect(data("[1.5,2]").contains(#""code":-32602"#))
        #expect(data("7").contains(#""code":-32600"#))
        #expect(data("{}").contains(#""code":-32602"#))
    }

    @Test("A batch at the limit is answered, one more is refused as a whole")
    func batchLimit() {
        var limits = ServerLimits()
        limits.batchSize = 3
        func answers(_ count: Int) -> String {
            var calls = 0
            var writer = JSONWriter()
            let batch = Array(repeating: #"{"jsonrpc":"2.0","method":"get_data","id":1}"#, count: count)
            Dispatcher(table, limits: limits).answer(
                Array("[\(batch.joined(separator: ","))]".utf8)[...],
                &calls,
                to: &writer
            )
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        #expect(answers(3).split(separator: "result").count == 4)
        #expect(answers(4).contains(#""code":429"#) && !answers(4).contains("result"))
    }

    @Test("The description names every method with its params")
    func description() throws {
        var writer = JSONWriter()
        table.describe(title: "T", version: "1", summary: "S", to: &writer)
        let root = try #require(JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
        #expect(
            (root["methods"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == [
                "subtract", "sum", "update", "get_data", "fail",
            ]
        )
    }
}
