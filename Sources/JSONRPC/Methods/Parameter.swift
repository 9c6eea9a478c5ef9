/// A parameter that a method declares.
public struct Parameter: Sendable {
    public let name: StaticString
    public let isRequired: Bool
    /// A JSON Schema of its value, as JSON text.
    public let schema: StaticString
    /// One sentence.
    public let summary: StaticString

    /// The most parameters of a method.
    public static let most = 32

    private init(_ name: StaticString, _ isRequired: Bool, _ schema: StaticString, _ summary: StaticString) {
        self.name = name
        self.isRequired = isRequired
        self.schema = schema
        self.summary = summary
    }

    public static func required(_ name: StaticString, _ schema: StaticString, _ summary: StaticString) -> Parameter {
        Parameter(name, true, schema, summary)
    }

    public static func optional(_ name: StaticString, _ schema: StaticString, _ summary: StaticString) -> Parameter {
        Parameter(name, false, schema, summary)
    }
}
