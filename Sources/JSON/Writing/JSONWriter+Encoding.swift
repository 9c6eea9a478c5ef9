extension JSONWriter {
    /// Writes any encodable value, members in the order in which it encodes them.
    ///
    /// For answers that are large or rare; those asked for all the time are written by hand.
    ///
    /// - Throws: where the value's own encoding fails, or nests containers by hand. What was written of it by then stands: whoever goes on
    ///   takes it back.
    package mutating func encode(_ value: some Encodable) throws {
        let sink = Sink()
        swap(&self, &sink.writer)
        defer { swap(&self, &sink.writer) }
        try sink.write(value)
        if sink.hasNested { throw NestedContainer() }
    }

    /// A value asked for a container within its container, or for the encoder of what it inherits from: neither is written, since nothing
    /// says where they end.
    package struct NestedContainer: Error {}
}

/// The writer while a value is encoded. Containers have no end of their own: what a value opened is closed after it.
private final class Sink {
    var writer = JSONWriter()
    var opened: UInt8?
    /// Whether something asked for what is not written: the text is worth nothing.
    private(set) var hasNested = false

    func write(_ value: some Encodable) throws {
        switch value {
        case let text as String: writer.string(text)
        case let number as Int: writer.int(number)
        case let number as Double: writer.double(number)
        case let flag as Bool: writer.bool(flag)
        case let counts as [String: Int]:
            // A dictionary has no order of its own; an answer has the same bytes each time.
            writer.object { object in
                for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
                    object.key(name)
                    object.int(count)
                }
            }
        default:
            let outer = opened
            opened = nil
            try value.encode(to: ValueEncoder(sink: self))
            switch opened {
            case UInt8(ascii: "{"): writer.close(UInt8(ascii: "}"))
            case UInt8(ascii: "["): writer.close(UInt8(ascii: "]"))
            default: break
            }
            opened = outer
        }
    }

    func open(_ bracket: UInt8) {
        guard opened == nil else { return }
        opened = bracket
        writer.open(bracket)
    }

    /// The same sink, for what is not written.
    func nested() -> Sink {
        hasNested = true
        return self
    }
}

private struct ValueEncoder: Encoder {
    let sink: Sink
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        sink.open(UInt8(ascii: "{"))
        return KeyedEncodingContainer(Keyed(sink: sink))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        sink.open(UInt8(ascii: "["))
        return Unkeyed(sink: sink)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(sink: sink) }
}

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let sink: Sink
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil(forKey key: Key) {
        sink.writer.key(key.stringValue)
        sink.writer.null()
    }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        sink.writer.key(key.stringValue)
        try sink.write(value)
    }

    mutating func nestedContainer<Other: CodingKey>(
        keyedBy keyType: Other.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Other> {
        KeyedEncodingContainer(Keyed<Other>(sink: sink.nested()))
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        Unkeyed(sink: sink.nested())
    }
    mutating func superEncoder() -> any Encoder { ValueEncoder(sink: sink.nested()) }
    mutating func superEncoder(forKey key: Key) -> any Encoder { ValueEncoder(sink: sink.nested()) }
}

private struct Unkeyed: UnkeyedEncodingContainer {
    let sink: Sink
    var codingPath: [any CodingKey] { [] }
    private(set) var count = 0

    init(sink: Sink) { self.sink = sink }

    mutating func encodeNil() {
        sink.writer.null()
        count += 1
    }

    mutating func encode(_ value: some Encodable) throws {
        try sink.write(value)
        count += 1
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy keyType: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Keyed<Key>(sink: sink.nested()))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { Unkeyed(sink: sink.nested()) }
    mutating func superEncoder() -> any Encoder { ValueEncoder(sink: sink.nested()) }
}

private struct Single: SingleValueEncodingContainer {
    let sink: Sink
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil() { sink.writer.null() }
    mutating func encode(_ value: some Encodable) throws { try sink.write(value) }
}
