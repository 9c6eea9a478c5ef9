/// A key and its value in one line.
extension JSONWriter {
    public mutating func member(_ name: StaticString, _ value: String) {
        key(name)
        string(value)
    }

    public mutating func member(_ name: StaticString, literal value: StaticString) {
        key(name)
        string(value)
    }

    public mutating func member(_ name: StaticString, _ value: Int) {
        key(name)
        int(value)
    }

    public mutating func member(_ name: StaticString, _ value: Double) {
        key(name)
        double(value)
    }

    public mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        bool(value)
    }

    /// Writes null where there is no value.
    public mutating func member(_ name: StaticString, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    /// Writes null where there is no value.
    public mutating func member(_ name: StaticString, _ value: Int?) {
        key(name)
        if let value { int(value) } else { null() }
    }

    /// Writes null where there is no value.
    public mutating func member(_ name: StaticString, _ value: Double?) {
        key(name)
        if let value { double(value) } else { null() }
    }

    public mutating func member(_ name: StaticString, _ values: [String]) {
        key(name)
        array { list in
            for value in values { list.string(value) }
        }
    }

    @inlinable
    public mutating func member<Failure: Error>(
        _ name: StaticString,
        object content: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try object(content)
    }

    @inlinable
    public mutating func member<Failure: Error>(
        _ name: StaticString,
        array content: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try array(content)
    }

    public mutating func member(_ name: StaticString, raw value: [UInt8]) {
        key(name)
        raw(value)
    }
}

/// Arrays of what a sequence holds.
extension JSONWriter {
    /// Writes an array of as many values as the sequence has; `each` writes one.
    public mutating func array<Values: Sequence>(_ values: Values, _ each: (inout JSONWriter, Values.Element) -> Void) {
        array { writer in for value in values { each(&writer, value) } }
    }

    public mutating func ints(_ values: some Sequence<Int>) { array(values) { $0.int($1) } }

    public mutating func strings(_ values: some Sequence<String>) { array(values) { $0.string($1) } }
}
