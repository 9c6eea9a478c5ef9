public import JSON

/// The parameters of a request, by the names its method declares, whichever way they were given.
///
/// An optional parameter given as null counts as not given. Reading one as what it is not is an error that names it.
public struct Params: ~Escapable {
    let value: JSONValue
    let parameters: Span<Parameter>
    /// The token of each declared parameter; 0 where it was not given.
    let slots: Span<Int>

    @_lifetime(copy value, copy parameters, copy slots)
    init(value: JSONValue, parameters: Span<Parameter>, slots: Span<Int>) {
        self.value = value
        self.parameters = parameters
        self.slots = slots
    }

    /// All parameters as they came, an array or an object; null when there are none.
    public var raw: JSONValue {
        @_lifetime(copy self) get { value.value(at: value.index) }
    }

    /// The value of a declared parameter; nil where it was not given.
    public subscript(name: StaticString) -> JSONValue? {
        @_lifetime(copy self) get {
            guard let slot = slot(of: name) else { return nil }
            return value.value(at: slot)
        }
    }

    private func slot(of name: StaticString) -> Int? {
        for index in parameters.indices where index < slots.count {
            let candidate = parameters[index].name
            guard candidate.isEqual(to: name) else { continue }
            return slots[index] == 0 ? nil : slots[index]
        }
        return nil
    }
}

/// A parameter as what it must be.
extension Params {
    public func string(_ name: StaticString) throws(RPCError) -> String {
        guard let found = try optionalString(name) else { throw .missingParameter(name) }
        return found
    }

    public func optionalString(_ name: StaticString) throws(RPCError) -> String? {
        guard let value = self[name] else { return nil }
        guard let found = value.string else { throw .invalidParameter(name, expected: "a string") }
        return found
    }

    public func int(_ name: StaticString) throws(RPCError) -> Int {
        guard let found = try optionalInt(name) else { throw .missingParameter(name) }
        return found
    }

    public func optionalInt(_ name: StaticString) throws(RPCError) -> Int? {
        guard let value = self[name] else { return nil }
        guard let found = value.int else { throw .invalidParameter(name, expected: "a whole number") }
        return found
    }

    /// A whole number from a range.
    public func optionalInt(_ name: StaticString, in range: ClosedRange<Int>) throws(RPCError) -> Int? {
        guard let found = try optionalInt(name) else { return nil }
        guard range.contains(found) else {
            throw .invalidParameter(
                name,
                expected: "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return found
    }

    public func double(_ name: StaticString) throws(RPCError) -> Double {
        guard let found = try optionalDouble(name) else { throw .missingParameter(name) }
        return found
    }

    public func optionalDouble(_ name: StaticString) throws(RPCError) -> Double? {
        guard let value = self[name] else { return nil }
        guard let found = value.double else { throw .invalidParameter(name, expected: "a number") }
        return found
    }

    public func optionalBool(_ name: StaticString) throws(RPCError) -> Bool? {
        guard let value = self[name] else { return nil }
        guard let found = value.bool else { throw .invalidParameter(name, expected: "true or false") }
        return found
    }

    /// The strings of an array, none left out.
    public func optionalStrings(_ name: StaticString) throws(RPCError) -> [String]? {
        guard let value = self[name] else { return nil }
        guard value.kind == .array else { throw .invalidParameter(name, expected: "an array of strings") }
        var result: [String] = []
        try value.forEachElement { element throws(RPCError) in
            guard let text = element.string else { throw .invalidParameter(name, expected: "an array of strings") }
            result.append(text)
        }
        return result
    }

    /// Shows the content of a string as UTF-8, without making a `String`: for what is looked up by its bytes.
    public func withText<Result>(
        _ name: StaticString,
        _ body: (Span<UInt8>) -> Result
    ) throws(RPCError) -> Result {
        guard let value = self[name] else { throw .missingParameter(name) }
        guard let result = value.withText(body) else { throw .invalidParameter(name, expected: "a string") }
        return result
    }
}
