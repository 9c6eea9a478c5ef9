/// A declared parameter of a method.
public struct Parameter: Sendable {
    public let name: StaticString
    public let isRequired: Bool
    /// A JSON Schema, as JSON text.
    public let schema: StaticString
    public let summary: StaticString

    public init(_ name: StaticString, _ schema: StaticString, _ summary: StaticString, isRequired: Bool = false) {
        self.name = name
        self.isRequired = isRequired
        self.schema = schema
        self.summary = summary
    }
}

/// The parameters of one request, by name or by position, held against those that the method declares.
public struct Params {
    private let declared: [Parameter]
    private let given: JSONValue?
    private let isByName: Bool

    /// - Throws: -32602 for a parameter that is unknown, missing or one too many; -32600 for params that are neither an
    ///   array nor an object.
    init(_ given: JSONValue?, declared: [Parameter]) throws(RPCError) {
        self.declared = declared
        self.given = given
        switch given?.kind {
        case nil:
            isByName = true
        case .object:
            isByName = true
            var unknown: String?
            given?.forEachMember { name, _ in
                if unknown == nil, !declared.contains(where: { name.isString($0.name) }) { unknown = name.string ?? "" }
            }
            if let unknown {
                let names = declared.map(\.name.description).joined(separator: ", ")
                throw .params(unknown, declared.isEmpty ? "takes no params" : "unknown; the params are \(names)")
            }
        case .array:
            isByName = false
            let count = given?.count ?? 0
            if count > declared.count {
                throw .params("\(declared.count)", "at most \(declared.count) params, here are \(count)")
            }
        default:
            throw RPCError(RPCError.invalidRequest, "Invalid Request") {
                $0.member("message", "params must be an array or an object")
            }
        }
        for (index, parameter) in declared.enumerated() where parameter.isRequired && value(at: index) == nil {
            throw .params(parameter.name.description, "missing")
        }
    }

    /// The value at a place; nil where it is left out or null.
    private func value(at index: Int) -> JSONValue? {
        guard let given else { return nil }
        let found: JSONValue?
        if isByName {
            found = given[declared[index].name]
        } else {
            let elements = given.elements
            found = elements.indices.contains(index) ? elements[index] : nil
        }
        return found.flatMap { $0.isNull ? nil : $0 }
    }

    /// The value of a declared parameter; nil where it is left out or null.
    public func value(_ name: StaticString) -> JSONValue? {
        guard let given else { return nil }
        if isByName { return given[name].flatMap { $0.isNull ? nil : $0 } }
        return declared.firstIndex { $0.name.description == name.description }.flatMap { value(at: $0) }
    }

    public func string(_ name: StaticString) throws(RPCError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw .params(name.description, "expected a string") }
        return text
    }

    public func required(_ name: StaticString) throws(RPCError) -> String {
        guard let text = try string(name) else { throw .params(name.description, "missing") }
        return text
    }

    public func int(_ name: StaticString, in range: ClosedRange<Int>) throws(RPCError) -> Int? {
        guard let value = value(name) else { return nil }
        guard let number = value.int, range.contains(number) else {
            throw .params(name.description, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    public func bool(_ name: StaticString) throws(RPCError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard let flag = value.bool else { throw .params(name.description, "expected true or false") }
        return flag
    }

    public func strings(_ name: StaticString) throws(RPCError) -> [String]? {
        guard let value = value(name) else { return nil }
        guard value.kind == .array else { throw .params(name.description, "expected an array of strings") }
        var texts: [String] = []
        for element in value.elements {
            guard let text = element.string else { throw .params(name.description, "expected an array of strings") }
            texts.append(text)
        }
        return texts
    }
}
