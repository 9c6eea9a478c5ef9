/// One option of a command, such as `--as-of DATE` or `-o, --output FILE`: what the parser accepts and help shows.
struct OptionSpec: Hashable, Sendable {
    /// The long name without its dashes: "as-of". The name by which an `Invocation` is asked for it.
    let name: String
    /// The letter of `-o`; nil where there is none.
    let letter: Unicode.Scalar?
    /// What stands for each of its values in help: none for a flag, one as a rule, two for `--between FROM TO`.
    let placeholders: [String]
    /// One line for help, a sentence with its full stop.
    let help: String
    /// The values it accepts, exactly as written; empty where any is.
    let allowed: [String]
    /// Whether one value may hold several separated by commas: `--kind none,partial`.
    let isList: Bool
    /// Whether it may be given more than once.
    let isRepeatable: Bool
    /// Whether the command makes no sense without it.
    let isRequired: Bool

    /// A flag, or with `value` an option that takes that one value.
    init(
        name: String,
        letter: Unicode.Scalar? = nil,
        value: String? = nil,
        help: String,
        allowed: [String] = [],
        isList: Bool = false,
        isRepeatable: Bool = false,
        isRequired: Bool = false
    ) {
        self.name = name
        self.letter = letter
        self.placeholders = value.map { [$0] } ?? []
        self.help = help
        self.allowed = allowed
        self.isList = isList
        self.isRepeatable = isRepeatable
        self.isRequired = isRequired
    }

    /// An option that takes several values in a row: `--between FROM TO`.
    init(
        name: String,
        letter: Unicode.Scalar? = nil,
        values: [String],
        help: String,
        isRepeatable: Bool = false,
        isRequired: Bool = false
    ) {
        self.name = name
        self.letter = letter
        self.placeholders = values
        self.help = help
        self.allowed = []
        self.isList = false
        self.isRepeatable = isRepeatable
        self.isRequired = isRequired
    }

    /// Whether it takes no value.
    var isFlag: Bool { placeholders.isEmpty }

    /// `--as-of`, as it is typed.
    var spelling: String { "--" + name }

    /// `--as-of DATE`, as it is shown. A list shows that it may go on: `--kind KIND,...`.
    var synopsis: String {
        ([spelling] + placeholders.map { isList ? $0 + ",..." : $0 }).joined(separator: " ")
    }
}

extension OptionSpec {
    /// `-h, --help`, which every command has without declaring it.
    static let help = OptionSpec(name: "help", letter: "h", help: "Show this help.")
}
