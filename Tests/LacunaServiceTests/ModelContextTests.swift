import Foundation
import JSONRPC
import LacunaService
import Testing

@Suite("The Model Context Protocol")
struct ModelContextTests {
    private let client: Client

    init() throws {
        let assistant = try ModelContext(version: "test", methods: contractMethods, allowsWriting: false)
        client = try TestServer(adding: assistant.methods).client()
    }

    private static let modern =
        #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#

    @Test("A request of 2026-07-28 needs no handshake, and its result says that it is complete and how long it holds")
    func modern() throws {
        let found = try client.result("server/discover", "{\(Self.modern)}")
        #expect((found["supportedVersions"] as? [String])?.first == "2026-07-28")
        #expect(found["resultType"] as? String == "complete")
        #expect(found["ttlMs"] as? Int == 3_600_000)
        #expect(found["cacheScope"] as? String == "private")
        let meta = try #require(found["_meta"] as? [String: Any])
        #expect((meta["io.modelcontextprotocol/serverInfo"] as? [String: Any])?["version"] as? String == "test")
        let called = try client.result("tools/call", #"{"name":"round_list",\#(Self.modern)}"#)
        #expect(called["resultType"] as? String == "complete")
        #expect(called["ttlMs"] == nil)
    }

    @Test("A revision that is not spoken is refused with those that are")
    func unsupported() throws {
        let meta = Self.modern.replacing("2026-07-28", with: "2031-01-01")
        let error = try #require(try client.ask("tools/list", "{\(meta)}")["error"] as? [String: Any])
        #expect(error["code"] as? Int == -32022)
        let data = try #require(error["data"] as? [String: Any])
        #expect(data["requested"] as? String == "2031-01-01")
        #expect((data["supported"] as? [String])?.contains("2026-07-28") == true)
    }

    @Test("A modern request says what its client can do")
    func capabilities() throws {
        let meta = #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#
        #expect(try client.code("tools/list", "{\(meta)}") == -32602)
    }

    @Test(
        "The handshake agrees on the revision that is wanted, or offers the newest that has one",
        arguments: [("2025-11-25", "2025-11-25"), ("2024-11-05", "2024-11-05"), ("1999-01-01", "2025-11-25")]
    )
    func handshake(wanted: String, agreed: String) throws {
        let params = #"{"protocolVersion":"\#(wanted)","capabilities":{},"clientInfo":{"name":"t","version":"1"}}"#
        let result = try client.result("initialize", params)
        #expect(result["protocolVersion"] as? String == agreed)
        #expect(result["resultType"] == nil)
        #expect(try client.result("ping").isEmpty)
    }

    @Test("Tools that write are neither shown nor called unless writing is allowed")
    func writing() throws {
        let tools = try #require(try client.result("tools/list")["tools"] as? [[String: Any]])
        #expect(tools.allSatisfy { ($0["annotations"] as? [String: Any])?["readOnlyHint"] as? Bool == true })
        #expect(try client.code("tools/call", #"{"name":"rating_set","arguments":{}}"#) == -32602)
    }

    @Test(
        "What a tool refuses is a result that the assistant can read",
        arguments: [
            (#"{"name":"rating_get"}"#, -32602), (#"{"name":"rating_get","arguments":[]}"#, -32602),
            (#"{"name":"rating_get","arguments":{"area":"Sefton","service":"camhs-0-5","asOf":"May"}}"#, -32602),
            (#"{"name":"return_get","arguments":{"area":"Sefton","round":"1900-01"}}"#, 404),
        ]
    )
    func refusals(params: String, code: Int) throws {
        let result = try client.result("tools/call", params)
        #expect(result["isError"] as? Bool == true)
        let content = try #require((result["content"] as? [[String: Any]])?.first?["text"] as? String)
        let error = try #require(try JSONSerialization.jsonObject(with: Data(content.utf8)) as? [String: Any])
        #expect(error["code"] as? Int == code)
    }

    @Test(
        "Addresses that lead nowhere are refused",
        arguments: ["lacuna://", "lacuna://return/2022-05", "lacuna://heatmap/../framework", "file:///etc/passwd", ""]
    )
    func nowhere(address: String) throws {
        #expect(try client.code("resources/read", #"{"uri":"\#(address)"}"#) == -32002)
        #expect(try client.code("resources/read", #"{"uri":"\#(address)",\#(Self.modern)}"#) == -32602)
    }
}
