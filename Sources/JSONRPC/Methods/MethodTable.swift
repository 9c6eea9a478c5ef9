public import JSON

/// All methods of a service, found by their names' bytes. Fixed once made, so that what it says of itself stays true.
public struct MethodTable<Context>: @unchecked Sendable {
    // Nothing of it ever changes, and its methods are sendable themselves.

    /// Why methods make no table.
    public enum Fault: Error, Hashable, Sendable {
        case nameTwice(String)
        case parameterTwice(method: String, parameter: String)
        /// Required parameters stand before optional ones, or they could not be given by position.
        case requiredAfterOptional(method: String, parameter: String)
        case tooManyParameters(method: String)
        case invalidSchema(method: String, JSONFault)
    }

    /// Looks at a request before its parameters are: throws where the connection may not call the method.
    public typealias Gate = @Sendable (_ method: Method<Context>, _ context: inout Context) throws(RPCError) -> Void

    /// Which state of the data a connection's questions are about: a number that changes with it. Answers of methods that are
    /// repeatable are given again as long as it stays the same.
    public typealias Edition = @Sendable (_ context: inout Context) -> Int

    /// In the order given.
    public let methods: [Method<Context>]
    let index: MethodIndex

    /// - Parameters:
    ///   - gate: who may call what; nil lets everybody call everything.
    ///   - edition: of the data, for methods that are repeatable.
    ///   - suggester: finds "did you mean" for names that are not known.
    public init(
        _ methods: [Method<Context>],
        gate: Gate? = nil,
        edition: @escaping Edition = { _ in 0 },
        suggester: @escaping Suggester = { _, _ in nil }
    ) throws(Fault) {
        self.methods = methods
        for method in methods { try Self.check(method) }
        index = unsafe MethodIndex(
            methods.map { $0.entry(gate: gate) },
            edition: { unsafe edition(&$0.assumingMemoryBound(to: Context.self).pointee) },
            suggester: suggester
        )
        for (number, method) in methods.enumerated() where index.number(of: method.name) != number {
            throw .nameTwice(method.name.description)
        }
    }

    /// Calls a method as a request with these params would, for protocols that carry requests within requests. What was
    /// written before a throw stays.
    ///
    /// - Parameters:
    ///   - number: of the method in `methods`.
    ///   - params: an array, an object, or null for none.
    public func call(
        _ number: Int,
        _ params: JSONValue,
        context: inout Context,
        to writer: inout JSONWriter
    ) throws(RPCError) {
        let entry = index.entries[number]
        try unsafe withUnsafeMutablePointer(to: &context) { context throws(RPCError) in
            try unsafe entry.answer(
                params,
                context: UnsafeMutableRawPointer(context),
                nearest: index.suggester,
                to: &writer
            )
        }
    }

    private static func check(_ method: Method<Context>) throws(Fault) {
        let name = method.name.description
        guard method.parameters.count <= Parameter.most else { throw .tooManyParameters(method: name) }
        var isOptional = false
        for (number, parameter) in method.parameters.enumerated() {
            if method.parameters[..<number].contains(where: { $0.name.isEqual(to: parameter.name) }) {
                throw .parameterTwice(method: name, parameter: parameter.name.description)
            }
            if parameter.isRequired && isOptional {
                throw .requiredAfterOptional(method: name, parameter: parameter.name.description)
            }
            isOptional = !parameter.isRequired
        }
        for schema in method.parameters.map(\.schema) + [method.result] {
            do throws(JSONFault) { _ = try JSONDocument(schema.description) } catch {
                throw .invalidSchema(method: name, error)
            }
        }
    }
}
