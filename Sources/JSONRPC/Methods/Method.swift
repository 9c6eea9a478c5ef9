public import JSON

/// A method: its name, what it takes and gives, and the function that answers.
public struct Method<Context>: Sendable {
    /// Answers one request: writes one JSON value, the result, or throws. What was written before a throw is taken back;
    /// a handler that writes nothing gives null.
    public typealias Handler =
        @Sendable (
            _ params: borrowing Params, _ context: inout Context, _ answer: inout JSONWriter
        ) throws(RPCError) -> Void

    public let name: StaticString
    /// One sentence.
    public let summary: StaticString
    /// In the order in which they are given by position.
    public let parameters: [Parameter]
    /// Whether params are handed over unlooked at, in `Params.raw`, and only described by `parameters`.
    public let takesAnyParams: Bool
    /// A JSON Schema of the result, as JSON text.
    public let result: StaticString
    /// Whose meaning is the service's: what a connection must be allowed to do.
    public let access: Access
    /// Whether the same params give the same answer, whoever may ask, until the data's edition changes: then an answer may be
    /// given again without asking the handler.
    public let isRepeatable: Bool
    private let handler: Handler

    public init(
        _ name: StaticString,
        _ summary: StaticString,
        parameters: [Parameter] = [],
        takesAnyParams: Bool = false,
        result: StaticString,
        access: Access = Access(rawValue: 0),
        isRepeatable: Bool = false,
        handler: @escaping Handler
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.takesAnyParams = takesAnyParams
        self.result = result
        self.access = access
        self.isRepeatable = isRepeatable
        self.handler = handler
    }

    /// The method with its context's type forgotten, so that what calls it is compiled once for all of them.
    func entry(gate: MethodTable<Context>.Gate?) -> MethodEntry {
        let handler = handler
        var erasedGate: MethodEntry.Gate?
        if let gate {
            unsafe erasedGate = { (context: UnsafeMutableRawPointer) throws(RPCError) -> Void in
                let typed = unsafe context.assumingMemoryBound(to: Context.self)
                try unsafe gate(self, &typed.pointee)
            }
        }
        return unsafe MethodEntry(
            name: name,
            parameters: parameters,
            takesAnyParams: takesAnyParams,
            isRepeatable: isRepeatable,
            gate: erasedGate,
            handler: { params, context, answer throws(RPCError) in
                let typed = unsafe context.assumingMemoryBound(to: Context.self)
                try unsafe handler(params, &typed.pointee, &answer)
            }
        )
    }
}

/// What a dispatcher needs of a method. The context behind the pointers is of the type that its method declares.
@safe
final class MethodEntry {
    typealias Gate = (_ context: UnsafeMutableRawPointer) throws(RPCError) -> Void
    typealias Handler = (
        _ params: borrowing Params, _ context: UnsafeMutableRawPointer, _ answer: inout JSONWriter
    ) throws(RPCError) -> Void

    let name: StaticString
    /// As long as the entry lives, which is as long as its table.
    let parameters: UnsafeBufferPointer<Parameter>
    let takesAnyParams: Bool
    let isRepeatable: Bool
    let gate: Gate?
    let handler: Handler

    init(
        name: StaticString,
        parameters: [Parameter],
        takesAnyParams: Bool,
        isRepeatable: Bool,
        gate: Gate?,
        handler: @escaping Handler
    ) {
        self.name = name
        let copy = UnsafeMutableBufferPointer<Parameter>.allocate(capacity: parameters.count)
        _ = unsafe copy.initialize(from: parameters)
        unsafe self.parameters = UnsafeBufferPointer(copy)
        self.takesAnyParams = takesAnyParams
        self.isRepeatable = isRepeatable
        unsafe self.gate = gate
        unsafe self.handler = handler
    }

    deinit { unsafe parameters.deallocate() }

    /// Answers one request: looks whether it is permitted, and which params belong to which parameters.
    ///
    /// - Parameter params: null where there are none.
    @unsafe
    func answer(
        _ params: JSONValue,
        context: UnsafeMutableRawPointer,
        nearest: Suggester,
        to writer: inout JSONWriter
    ) throws(RPCError) {
        if let gate = unsafe gate { unsafe try gate(context) }
        // The token of each declared parameter.
        var slots = InlineArray<32, Int>(repeating: 0)
        if !takesAnyParams {
            try unsafe ParamsBinding.bind(params, to: parameters.span, slots: &slots, nearest: nearest)
        }
        let given = unsafe Params(value: params, parameters: parameters.span, slots: slots.span)
        let start = writer.count
        unsafe try handler(given, context, &writer)
        if writer.count == start { writer.null() }
    }
}

/// A right that a method needs. This module compares none: see `MethodTable.gate`.
public struct Access: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }
}
