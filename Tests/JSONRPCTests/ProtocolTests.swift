import JSON
import Testing

@testable import JSONRPC

@Suite("Protocol: the examples of the JSON-RPC 2.0 specification, section 7, over a socket")
struct SpecificationTests {
    private let server: RunningServer

    init() throws { server = try RunningServer() }

    /// What is answered; error data, which the examples do not have, left out.
    private func answers(_ line: String) throws -> [String] {
        try server.answers(to: line + "\n").map { $0.replacing(/,"data":\{("[^"]*"|[^"}])*\}/, with: "") }
    }

    @Test func positionalParameters() throws {
        #expect(
            try answers(#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#)
                == [#"{"jsonrpc":"2.0","id":1,"result":19}"#]
        )
        #expect(
            try answers(#"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#)
                == [#"{"jsonrpc":"2.0","id":2,"result":-19}"#]
        )
    }

    @Test func namedParameters() throws {
        for params in [#"{"subtrahend": 23, "minuend": 42}"#, #"{"minuend": 42, "subtrahend": 23}"#] {
            #expect(
                try answers(#"{"jsonrpc": "2.0", "method": "subtract", "params": \#(params), "id": 3}"#)
                    == [#"{"jsonrpc":"2.0","id":3,"result":19}"#]
            )
        }
    }

    @Test func notifications() throws {
        #expect(try answers(#"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#) == [])
        #expect(try answers(#"{"jsonrpc": "2.0", "method": "foobar"}"#) == [])
    }

    @Test func unknownMethod() throws {
        #expect(
            try answers(#"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#)
                == [#"{"jsonrpc":"2.0","id":"1","error":{"code":-32601,"message":"Method not found"}}"#]
        )
    }

    @Test func invalidJSON() throws {
        #expect(
            try answers(#"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#)
                == [#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}"#]
        )
    }

    @Test func invalidRequest() throws {
        #expect(
            try answers(#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#)
                == [#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}"#]
        )
    }

    @Test func batchOfInvalidJSON() throws {
        #expect(
            try answers(
                #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method"]"#
            ) == [#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}"#]
        )
    }

    @Test func emptyBatch() throws {
        #expect(
            try answers("[]")
                == [#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}"#]
        )
    }

    @Test func invalidBatches() throws {
        let error = #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}"#
        #expect(try answers("[1]") == ["[\(error)]"])
        #expect(try answers("[1,2,3]") == ["[\(error),\(error),\(error)]"])
    }

    @Test func mixedBatch() throws {
        let batch = [
            #"{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}"#,
            #"{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}"#,
            #"{"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"}"#, #"{"foo": "boo"}"#,
            #"{"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"}"#,
            #"{"jsonrpc": "2.0", "method": "get_data", "id": "9"}"#,
        ]
        let expected = [
            #"{"jsonrpc":"2.0","id":"1","result":7}"#, #"{"jsonrpc":"2.0","id":"2","result":19}"#,
            #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}"#,
            #"{"jsonrpc":"2.0","id":"5","error":{"code":-32601,"message":"Method not found"}}"#,
            #"{"jsonrpc":"2.0","id":"9","result":["hello",5]}"#,
        ]
        #expect(try answers("[" + batch.joined(separator: ",") + "]") == ["[" + expected.joined(separator: ",") + "]"])
    }

    @Test func batchOfNotifications() throws {
        #expect(
            try answers(
                #"[{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}]"#
            ) == []
        )
    }
}

@Suite("Protocol: beyond the examples")
struct ProtocolTests {
    private let server: RunningServer

    init() throws { server = try RunningServer() }

    private func answer(_ line: String) throws -> String {
        let lines = try server.answers(to: line + "\n")
        #expect(lines.count == 1)
        return lines.first ?? ""
    }

    @Test(
        "An id comes back as it came",
        arguments: [
            "1", "-1", "1.50", "1e2", "0.1E-7", "123456789012345678901234567890", "null", #""""#, #""a\u0062\n""#,
            "\"é\"",
        ]
    )
    func ids(id: String) throws {
        #expect(
            try answer(#"{"id":\#(id),"jsonrpc":"2.0","method":"sum","params":[1]}"#)
                == #"{"jsonrpc":"2.0","id":\#(id),"result":1}"#
        )
        #expect(try answer(#"{"id":\#(id),"jsonrpc":"2.0","method":"x"}"#).hasPrefix(#"{"jsonrpc":"2.0","id":\#(id),"#))
    }

    @Test(
        "What is no request is told why, with its id where that could be read",
        arguments: [
            (#"{"method":"sum","id":7}"#, "7", #"{"member":"jsonrpc","expected":"\"2.0\""}"#),
            (#"{"jsonrpc":"1.0","method":"sum","id":7}"#, "7", #"{"member":"jsonrpc","expected":"\"2.0\""}"#),
            (#"{"jsonrpc":2.0,"method":"sum","id":7}"#, "7", #"{"member":"jsonrpc","expected":"\"2.0\""}"#),
            (#"{"jsonrpc":"2.0","id":"a"}"#, #""a""#, #"{"member":"method","expected":"a string"}"#),
            (#"{"jsonrpc":"2.0","method":null,"id":7}"#, "7", #"{"member":"method","expected":"a string"}"#),
            (
                #"{"jsonrpc":"2.0","method":"sum","params":1,"id":7}"#, "7",
                #"{"member":"params","expected":"an array or an object"}"#
            ),
            (
                #"{"jsonrpc":"2.0","method":"sum","params":null,"id":7}"#, "7",
                #"{"member":"params","expected":"an array or an object"}"#
            ),
            (
                #"{"jsonrpc":"2.0","method":"sum","id":[7]}"#, "null",
                #"{"member":"id","expected":"a string, a number or null"}"#
            ),
            (
                #"{"jsonrpc":"2.0","method":"sum","id":true}"#, "null",
                #"{"member":"id","expected":"a string, a number or null"}"#
            ),
            ("1", "null", #"{"expected":"an object"}"#), ("null", "null", #"{"expected":"an object"}"#),
            (#""a""#, "null", #"{"expected":"an object"}"#),
            ("{}", "null", #"{"member":"jsonrpc","expected":"\"2.0\""}"#),
        ]
    )
    func invalid(line: String, id: String, data: String) throws {
        #expect(
            try answer(line)
                == #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":-32600,"message":"Invalid Request","data":\#(data)}}"#
        )
    }

    @Test(
        "An answer is not answered: its id is that of a request of the other side's own",
        arguments: [
            #"{"jsonrpc":"2.0","id":1,"result":{}}"#, #"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m"}}"#,
            #"{"id":null,"error":null}"#, #"{"result":1,"params":[1]}"#, #"{"jsonrpc":"2.0","r\u0065sult":0,"id":"a"}"#,
            #"[{"jsonrpc":"2.0","id":1,"result":{}}]"#,
            #"[{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"error":{}}]"#,
            #"{"jsonrpc":"2.0","id":1,"result":{"a":1,"a":2}}"#,
        ]
    )
    func responses(line: String) throws { #expect(try server.answers(to: line + "\n") == []) }

    @Test("In a batch an answer is passed over, and the requests beside it are answered")
    func responsesAmongRequests() throws {
        #expect(
            try answer(#"[{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","method":"sum","id":2}]"#)
                == #"[{"jsonrpc":"2.0","id":2,"result":0}]"#
        )
        #expect(
            try answer(#"{"jsonrpc":"2.0","method":"sum","result":1,"id":2}"#)
                == #"{"jsonrpc":"2.0","id":2,"result":0}"#
        )
    }

    @Test(
        "What JSON's grammar allows and this server does not take is an invalid request, with its id where that is plain",
        arguments: [
            (#"{"jsonrpc":"2.0","method":"sum","params":{"a":1,"\u0061":2},"id":7}"#, "7", 48),
            (#"{"id":"b","x":1e999}"#, #""b""#, 14), (#"{"id":1,"x":"\ud800"}"#, "1", 13),
            (#"{"id":1,"x":"\udc00\ud800"}"#, "1", 13),
            (#"{"id":1,"id":2}"#, "null", 8), (#"{"id":1,"i\u0064":1}"#, "null", 8), (#"{"id":1e999}"#, "null", 6),
            (#"{"id":"\ud800"}"#, "null", 7), (#"{"id":{"a":1,"a":1}}"#, "null", 13),
            (#"[{"jsonrpc":"2.0","method":"sum","id":1,"id":1}]"#, "null", 40), ("1e999", "null", 0),
            (String(repeating: "[", count: 65) + String(repeating: "]", count: 65), "null", 64),
        ]
    )
    func grammatical(line: String, id: String, offset: Int) throws {
        #expect(
            try answer(line).hasPrefix(
                #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":-32600,"message":"Invalid Request","data":{"offset":\#(offset),"#
            )
        )
    }

    @Test(
        "What is not JSON to its end is a parse error, whatever else is wrong before",
        arguments: [
            #"{"id":1,"id":2"#, #"{"id":1,"id":2}x"#, #"{"x":1e999,}"#, #"["\ud800]"#, "\u{FEFF}{}",
            String(repeating: "[", count: 65) + String(repeating: "]", count: 64),
        ]
    )
    func ungrammatical(line: String) throws {
        #expect(try answer(line).hasPrefix(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"#))
    }

    @Test("A member's name may be written with escapes, and unknown members are passed over")
    func members() throws {
        #expect(
            try answer(#"{"jsonr\u0070c":"2.0","\u006dethod":"s\u0075m","params":[2],"id":1,"trace":{"a":[]}}"#)
                == #"{"jsonrpc":"2.0","id":1,"result":2}"#
        )
    }

    @Test(
        arguments: [
            (#"["s"]"#, #"{"area":"s"}"#), (#"["s",5]"#, #"{"area":"s","limit":5}"#),
            (#"["s",null,true]"#, #"{"area":"s","all":true}"#),
            (#"{"all":false,"area":"s"}"#, #"{"area":"s","all":false}"#),
            (#"{"area":"s","limit":null}"#, #"{"area":"s"}"#),
        ]
    )
    func parameters(params: String, result: String) throws {
        #expect(
            try answer(#"{"jsonrpc":"2.0","method":"look","params":\#(params),"id":1}"#)
                == #"{"jsonrpc":"2.0","id":1,"result":\#(result)}"#
        )
    }

    @Test(
        "Parameters that do not fit are named",
        arguments: [
            ("[]", #"{"parameter":"area","problem":"missing"}"#), ("{}", #"{"parameter":"area","problem":"missing"}"#),
            (#"["s",1,true,4]"#, #"{"problem":"too many","given":4,"most":3,"known":["area","limit","all"]}"#),
            (
                #"{"area":"s","lim":1}"#,
                #"{"parameter":"lim","problem":"unknown","didYouMean":"limit","known":["area","limit","all"]}"#
            ),
            (#"{"area":"s","x":1}"#, #"{"parameter":"x","problem":"unknown","known":["area","limit","all"]}"#),
            ("[1]", #"{"parameter":"area","expected":"a string"}"#),
            ("[null]", #"{"parameter":"area","expected":"a string"}"#),
            (#"["s",1.5]"#, #"{"parameter":"limit","expected":"a whole number"}"#),
            (#"["s","1"]"#, #"{"parameter":"limit","expected":"a whole number"}"#),
            (#"["s",1,"true"]"#, #"{"parameter":"all","expected":"true or false"}"#),
        ]
    )
    func unfit(params: String, data: String) throws {
        #expect(
            try answer(#"{"jsonrpc":"2.0","method":"look","params":\#(params),"id":1}"#)
                == #"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Invalid params","data":\#(data)}}"#
        )
    }

    @Test("An unknown method is named, with the one that was perhaps meant")
    func suggestion() throws {
        #expect(
            try answer(#"{"jsonrpc":"2.0","method":"subtrakt","id":1}"#)
                == #"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found","data":{"method":"subtrakt","didYouMean":"subtract"}}}"#
        )
    }

    @Test("A handler that fails half-way leaves nothing of its answer")
    func failure() throws {
        #expect(
            try answer(#"[{"jsonrpc":"2.0","method":"fail","id":1},{"jsonrpc":"2.0","method":"update","id":2}]"#)
                == #"[{"jsonrpc":"2.0","id":1,"error":{"code":409,"message":"conflict","data":{"latest":3}}},{"jsonrpc":"2.0","id":2,"result":null}]"#
        )
        #expect(try server.answers(to: "{\"jsonrpc\":\"2.0\",\"method\":\"fail\"}\n") == [])
    }

    @Test("LF, CR LF, blank lines, and a last line without an end; answers in order")
    func lines() throws {
        let call = { (id: Int) in #"{"jsonrpc":"2.0","method":"count","id":\#(id)}"# }
        let expected = (1...4).map { #"{"jsonrpc":"2.0","id":\#($0),"result":\#($0)}"# }
        #expect(try server.answers(to: "\(call(1))\n\(call(2))\r\n\n \t\r\n  \(call(3))  \n\(call(4))") == expected)
    }

    @Test("Sent byte by byte, and joined in any way")
    func fragments() throws {
        let bytes = Array("{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":[\"é😀\"],\"id\":1}\r\n".utf8)
        let expected = #"{"jsonrpc":"2.0","id":1,"result":["é😀"]}"#
        let client = try server.connect()
        for byte in bytes { try client.send([byte], timeout: .seconds(1)) }
        #expect(try client.nextText() == expected)
        for cut in 1..<bytes.count {
            try client.send(Array(bytes[..<cut]), timeout: .seconds(1))
            try client.send(Array(bytes[cut...]) + bytes, timeout: .seconds(1))
            #expect(try client.nextText() == expected)
            #expect(try client.nextText() == expected)
        }
        #expect(
            try server.answers(to: Array(repeatElement(bytes, count: 5_000).joined()))
                == Array(repeating: expected, count: 5_000)
        )
    }

    @Test("What a connection is told stays with it; the gate looks before the parameters")
    func sessions() throws {
        let (first, second) = (try server.connect(), try server.connect())
        #expect(
            try first.call(#"{"jsonrpc":"2.0","method":"name","params":["mary"],"id":1}"#).hasSuffix(#""result":null}"#)
        )
        #expect(try first.call(#"{"jsonrpc":"2.0","method":"secret","id":2}"#).hasSuffix(#""result":"mary"}"#))
        #expect(
            try second.call(#"{"jsonrpc":"2.0","method":"secret","params":[1,2],"id":2}"#)
                == #"{"jsonrpc":"2.0","id":2,"error":{"code":403,"message":"not permitted"}}"#
        )
    }

    @Test("The OpenRPC document names every method that is answered, with its parameters")
    func discovery() throws {
        let text = try JSONDocument(try answer(#"{"jsonrpc":"2.0","method":"rpc.discover","id":1}"#))
        var names: [String] = []
        text.root["result"]?["methods"]?.forEachElement { names.append($0["name"]?.string ?? "") }
        let table = try TestMethods.table()
        #expect(names == table.methods.map(\.name.description))
        let version = text.root["result"]?["openrpc"]?.string
        #expect(version == "1.3.2")
        let schema = text.root["result"]?["methods"]?[0]?["result"]?["schema"]?.raw.array
        #expect(schema == Array(#"{"type":"integer"}"#.utf8))
        let params = text.root["result"]?["methods"]?[0]?["params"]?.raw.array
        #expect(
            params.map { String(decoding: $0, as: UTF8.self) }
                == #"[{"name":"minuend","summary":"From what.","required":true,"schema":{"type":"integer"}},{"name":"subtrahend","summary":"What.","required":true,"schema":{"type":"integer"}}]"#
        )
    }
}

@Suite("Methods: what makes a table")
struct MethodTableTests {
    private func method(_ name: StaticString, _ parameters: [Parameter] = [], result: StaticString = "{}") -> Method<
        Int
    > {
        Method(name, "", parameters: parameters, result: result) { _, _, _ throws(RPCError) in }
    }

    @Test func faults() {
        #expect(throws: MethodTable<Int>.Fault.nameTwice("a")) {
            try MethodTable([method("a"), method("b"), method("a")])
        }
        #expect(throws: MethodTable<Int>.Fault.parameterTwice(method: "a", parameter: "x")) {
            try MethodTable([method("a", [.required("x", "{}", ""), .optional("x", "{}", "")])])
        }
        #expect(throws: MethodTable<Int>.Fault.requiredAfterOptional(method: "a", parameter: "y")) {
            try MethodTable([method("a", [.optional("x", "{}", ""), .required("y", "{}", "")])])
        }
        #expect(throws: MethodTable<Int>.Fault.self) { try MethodTable([method("a", result: "{")]) }
    }

    @Test("Every method is found by its name, and nothing else is")
    func lookUp() throws {
        let table = try TestMethods.table()
        for (number, method) in table.methods.enumerated() {
            let name = Array(method.name.description.utf8)
            #expect(table.index.number(of: name.span) == number)
            #expect(table.index.number(of: Array(name.dropLast()).span) == nil)
            #expect(table.index.number(of: (name + [0]).span) == nil)
        }
        #expect(table.index.number(of: [UInt8]().span) == nil)
    }
}
