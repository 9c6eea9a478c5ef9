import JSON
import JSONRPC

/// The Model Context Protocol, by which an assistant asks the store: methods beside those of the contract, over standard
/// input and output. Both eras of it are spoken: revision 2026-07-28, where each request says its revision, and the
/// handshake of 2025-11-25 and before.
///
/// Source: modelcontextprotocol.io/specification, revisions 2025-11-25 and 2026-07-28.
package struct ModelContext: Sendable {
    /// The revision in which requests bear their revision.
    static let modern = "2026-07-28"
    /// Those that begin with `initialize`, the newest first.
    static let handshakes = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

    let version: String
    let tools: ModelContextTools
    let resources = ModelContextResources()

    /// - Parameters:
    ///   - version: of Lacuna.
    ///   - methods: of the contract; the tools are some of them.
    ///   - allowsWriting: whether tools may record returns.
    package init(version: String, methods: [LacunaMethod], allowsWriting: Bool) throws {
        self.version = version
        tools = try ModelContextTools(methods, allowsWriting: allowsWriting)
    }

    static let instructions: StaticString =
        "Lacuna holds what is provided for families from conception to age five, by area and service type: red none, amber some, green full, blue in development. Begin with system_status and gap_list; areas and service types may be given by id or by name. Quote the date ('asOf') with every figure, and say that a cell without a value was not rated, which is not red."

    /// What the protocol adds to the methods of the contract.
    package var methods: [LacunaMethod] {
        [
            method("initialize", "Model Context Protocol: the handshake of revisions up to 2025-11-25.") {
                params,
                _,
                answer throws(RPCError) in
                let wanted = params["protocolVersion"]?.string
                answer.object { result in
                    let agreed = Self.handshakes.first { $0 == wanted } ?? Self.handshakes[0]
                    result.member("protocolVersion", agreed)
                    capabilities(&result)
                    result.key("serverInfo")
                    serverInfo(&result)
                    result.member("instructions", literal: Self.instructions)
                }
            },
            method("notifications/initialized", "Model Context Protocol: the client is ready.") { _, _, _ in },
            method("notifications/cancelled", "Model Context Protocol: an answer is not waited for.") { _, _, _ in },
            method("ping", "Model Context Protocol: whether the server answers.") { _, _, answer in
                answer.object { _ in }
            },
            method("server/discover", "Model Context Protocol: revisions, capabilities and instructions.") {
                params,
                _,
                answer throws(RPCError) in
                let era = try Era(params)
                answer.object { result in
                    result.member("supportedVersions", [Self.modern] + Self.handshakes)
                    capabilities(&result)
                    result.member("instructions", literal: Self.instructions)
                    finish(&result, .modern, seconds: 3_600)
                    _ = era
                }
            },
            method("tools/list", "Model Context Protocol: what can be asked.") { params, _, answer throws(RPCError) in
                let era = try Era(params)
                answer.object { result in
                    tools.list(&result)
                    finish(&result, era, seconds: 3_600)
                }
            },
            method("tools/call", "Model Context Protocol: asks.") { params, call, answer throws(RPCError) in
                let era = try Era(params)
                try tools.call(params, &call, to: &answer) { outcome, answer in
                    answer.object { result in
                        outcome.write(to: &result)
                        finish(&result, era, seconds: nil)
                    }
                }
            },
            method("resources/list", "Model Context Protocol: documents that can be read.") {
                params,
                call,
                answer throws(RPCError) in
                let era = try Era(params)
                let page = try ModelContextResources.Page(params["cursor"]?.string, of: call.model)
                answer.object { result in
                    page.write(to: &result)
                    finish(&result, era, seconds: 60)
                }
            },
            method("resources/templates/list", "Model Context Protocol: how addresses of documents are made.") {
                params,
                _,
                answer throws(RPCError) in
                let era = try Era(params)
                answer.object { result in
                    resources.templates(&result)
                    finish(&result, era, seconds: 3_600)
                }
            },
            method("resources/read", "Model Context Protocol: reads a document.") {
                params,
                call,
                answer throws(RPCError) in
                let era = try Era(params)
                guard let address = params["uri"]?.string else { throw .params("uri", "missing") }
                guard let document = try resources.read(address, call) else {
                    throw RPCError(era == .modern ? .invalidParams : .resourceNotFound, "Resource not found") {
                        $0.member("uri", address)
                    }
                }
                answer.object { result in
                    result.key("contents")
                    result.array { contents in
                        contents.object { entry in
                            entry.member("uri", address)
                            entry.member("mimeType", literal: document.type)
                            entry.member("text", document.text)
                        }
                    }
                    finish(&result, era, seconds: 60)
                }
            },
        ]
    }

    private func method(
        _ name: StaticString,
        _ summary: StaticString,
        _ answer:
            @escaping @Sendable (
                _ params: JSONValue, _ call: inout Call, _ answer: inout JSONWriter
            ) throws(RPCError) -> Void
    ) -> LacunaMethod {
        LacunaMethod(name, summary, takesAnyParams: true, result: #"{"type":"object"}"#) {
            params,
            call,
            writer throws(RPCError) in
            try answer(params.raw, &call, &writer)
        }
    }

    private func capabilities(_ result: inout JSONWriter) {
        result.member(
            "capabilities",
            object: { capabilities in
                capabilities.member("tools", object: { _ in })
                capabilities.member("resources", object: { _ in })
            }
        )
    }

    private func serverInfo(_ writer: inout JSONWriter) {
        writer.object { info in
            info.member("name", "lacuna")
            info.member("title", "Lacuna")
            info.member("version", version)
        }
    }

    /// What the modern era adds to every result: that it is complete, who made it, and how long it holds.
    ///
    /// - Parameter seconds: nil for a result that is not to be kept.
    private func finish(_ result: inout JSONWriter, _ era: Era, seconds: Int?) {
        guard era == .modern else { return }
        result.member("resultType", "complete")
        if let seconds {
            result.member("ttlMs", seconds * 1_000)
            result.member("cacheScope", "private")
        }
        result.member(
            "_meta",
            object: { meta in
                meta.key("io.modelcontextprotocol/serverInfo")
                serverInfo(&meta)
            }
        )
    }

    /// Which of the two manners of speaking a request has.
    enum Era {
        case modern, handshake

        /// - Throws: -32022 for a revision that is not spoken, -32602 for a modern request without its capabilities.
        init(_ params: JSONValue) throws(RPCError) {
            guard let meta = params["_meta"],
                let revision = meta["io.modelcontextprotocol/protocolVersion"]
            else {
                self = .handshake
                return
            }
            guard revision.equals("2026-07-28") else {
                throw RPCError(.unsupportedProtocolVersion, "Unsupported protocol version") { data in
                    data.member("supported", [ModelContext.modern] + ModelContext.handshakes)
                    data.member("requested", revision.string ?? "")
                }
            }
            guard meta["io.modelcontextprotocol/clientCapabilities"]?.kind == .object else {
                throw .params("_meta", "io.modelcontextprotocol/clientCapabilities is missing")
            }
            self = .modern
        }
    }
}

extension RPCError.Code {
    static let unsupportedProtocolVersion = Self(rawValue: -32022)
    /// Of the handshake's era.
    static let resourceNotFound = Self(rawValue: -32002)
}
