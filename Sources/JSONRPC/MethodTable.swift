/// What a server can be asked: the same table dispatches requests and describes itself, so that the description cannot lie.
///
/// `Context` is what handlers work on: the server's state, and the connection the request came over.
public struct MethodTable<Context>: Sendable {
    public struct Method: Sendable {
        public let name: StaticString
        public let summary: StaticString
        public let params: [Parameter]
        /// The JSON Schema of the result, as JSON text.
        public let result: StaticString
        /// Writes the result, one value, to the writer.
        let run: @Sendable (Params, inout Context, inout JSONWriter) throws(RPCError) -> Void

        public init(
            _ name: StaticString,
            _ summary: StaticString,
            params: [Parameter] = [],
            result: StaticString = "{}",
            run: @escaping @Sendable (Params, inout Context, inout JSONWriter) throws(RPCError) -> Void
        ) {
            self.name = name
            self.summary = summary
            self.params = params
            self.result = result
            self.run = run
        }
    }

    public let methods: [Method]
    /// Places in `methods` by a hash of the name, open addressing; -1 where empty.
    private let slots: [Int16]

    public init(_ methods: [Method]) {
        self.methods = methods
        var slots = [Int16](repeating: -1, count: 256)
        for (index, method) in methods.enumerated() {
            var slot = method.name.withUTF8Buffer { unsafe Self.hash($0) }
            while slots[slot] >= 0 { slot = (slot + 1) & 255 }
            slots[slot] = Int16(clamping: index)
        }
        self.slots = slots
    }

    /// FNV-1a, folded to a byte.
    private static func hash(_ name: some Collection<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int((hash ^ hash >> 16) & 255)
    }

    func method(named name: JSONValue) -> Method? {
        let bytes = name.plainBytes ?? ArraySlice((name.string ?? "").utf8)
        var slot = Self.hash(bytes)
        while slots[slot] >= 0 {
            let method = methods[Int(slots[slot])]
            if method.name.withUTF8Buffer({ unsafe bytes.elementsEqual($0) }) { return method }
            slot = (slot + 1) & 255
        }
        return nil
    }

    /// The table as an OpenRPC document, a JSON value.
    public func describe(title: String, version: String, summary: String, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("openrpc", "1.3.2")
            writer.member(
                "info",
                object: { info in
                    info.member("title", title)
                    info.member("version", version)
                    info.member("description", summary)
                }
            )
            writer.member(
                "methods",
                array: { list in
                    for method in methods {
                        list.object { entry in
                            entry.member("name", method.name.description)
                            entry.member("summary", method.summary.description)
                            entry.member("paramStructure", "either")
                            entry.member(
                                "params",
                                array: { params in
                                    for parameter in method.params { Self.describe(parameter, to: &params) }
                                }
                            )
                            entry.member(
                                "result",
                                object: { result in
                                    result.member("name", "result")
                                    result.name("schema")
                                    result.raw(Array(method.result.description.utf8))
                                }
                            )
                        }
                    }
                }
            )
        }
    }

    private static func describe(_ parameter: Parameter, to writer: inout JSONWriter) {
        writer.object { entry in
            entry.member("name", parameter.name.description)
            entry.member("description", parameter.summary.description)
            entry.member("required", parameter.isRequired)
            entry.name("schema")
            entry.raw(Array(parameter.schema.description.utf8))
        }
    }
}
