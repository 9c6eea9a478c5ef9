/// A command as a value: what it is called, takes and means. Parsing, help and completion all come from it, so that
/// they cannot disagree.
struct CommandSpec: Hashable, Sendable {
    /// A command line that people can copy, and what it does.
    struct Example: Hashable, Sendable {
        let commandLine: String
        let meaning: String
    }

    /// One word, or several separated by single spaces: "gaps", "return form".
    let name: String
    /// One line for the list of commands.
    let summary: String
    /// In the order in which they are typed; only the last may repeat.
    let arguments: [ArgumentSpec]
    /// In the order in which help shows them.
    let options: [OptionSpec]
    /// What one needs to know before using it, a paragraph each.
    let discussion: [String]
    let examples: [Example]

    init(
        name: String,
        summary: String,
        arguments: [ArgumentSpec] = [],
        options: [OptionSpec] = [],
        discussion: [String] = [],
        examples: [(commandLine: String, meaning: String)] = []
    ) {
        self.name = name
        self.summary = summary
        self.arguments = arguments
        self.options = options
        self.discussion = discussion
        self.examples = examples.map { Example(commandLine: $0.commandLine, meaning: $0.meaning) }
    }

    /// The words of its name.
    var words: [String] { name.split(separator: " ").map(String.init) }

    func option(named name: String) -> OptionSpec? {
        options.first { $0.name == name }
    }

    func option(letter: Unicode.Scalar) -> OptionSpec? {
        options.first { $0.letter == letter }
    }
}

extension CommandSpec: CustomStringConvertible {
    /// Its name, for messages.
    var description: String { name }
}
