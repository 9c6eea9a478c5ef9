import JSON

/// The OpenRPC 1.3 document of a table of methods, made from what dispatches requests.
public struct Discovery: Sendable {
    public let title: String
    public let version: String
    /// The licence's name, as SPDX writes it; nil to leave it out.
    public let licence: String?

    public init(title: String, version: String, licence: String? = nil) {
        self.title = title
        self.version = version
        self.licence = licence
    }

    /// `methods` and `rpc.discover`, which describes them and itself.
    ///
    /// - Parameter access: what a connection must be allowed to do to be told.
    public func adding<Context>(
        to methods: [Method<Context>],
        access: Access = Access(rawValue: 0)
    ) -> [Method<Context>] {
        let name: StaticString = "rpc.discover"
        let summary: StaticString = "Describes all methods of this service, as an OpenRPC document."
        let schema: StaticString = ##"{"type":"object","required":["openrpc","info","methods"]}"##
        let itself = Method<Context>(name, summary, result: schema, access: access) { _, _, _ throws(RPCError) in }
        let text = document(of: methods + [itself])
        return methods + [
            Method(name, summary, result: schema, access: access) { _, _, answer throws(RPCError) in answer.raw(text) }
        ]
    }

    /// The document, as JSON in one line.
    public func document<Context>(of methods: [Method<Context>]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("openrpc", "1.3.2")
            writer.key("info")
            writer.object { writer in
                writer.member("title", title)
                writer.member("version", version)
                if let licence {
                    writer.key("license")
                    writer.object { $0.member("name", licence) }
                }
            }
            writer.key("methods")
            writer.array { writer in
                for method in methods { describe(method, &writer) }
            }
        }
        return writer.bytes
    }

    private func describe<Context>(_ method: Method<Context>, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", literal: method.name)
            writer.member("summary", literal: method.summary)
            writer.member("paramStructure", literal: "either")
            writer.key("params")
            writer.array { writer in
                for parameter in method.parameters {
                    writer.object { writer in
                        writer.member("name", literal: parameter.name)
                        writer.member("summary", literal: parameter.summary)
                        writer.member("required", parameter.isRequired)
                        writer.member("schema", raw: compact(parameter.schema))
                    }
                }
            }
            writer.key("result")
            writer.object { writer in
                writer.member("name", literal: "result")
                writer.member("schema", raw: compact(method.result))
            }
        }
    }

    private func compact(_ schema: StaticString) -> [UInt8] { JSONDocument.compact(schema: schema) }
}
