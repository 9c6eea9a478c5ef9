/// The finished words after a command's name, read leniently: people complete lines that the parser would refuse yet.
struct CompletionLine {
    let command: CommandSpec
    /// The options that were given.
    private(set) var given: Set<String> = []
    /// What is known by its place, so far.
    private(set) var plain: [String] = []
    /// Whether `--` stood.
    private(set) var optionsEnded = false
    /// The store that the line names.
    private(set) var store: String?
    /// The option whose value comes next, and which of its values.
    private(set) var awaited: (option: OptionSpec, index: Int)?

    init(_ command: CommandSpec) {
        self.command = command
    }

    /// The argument that comes next; nil where there are enough.
    var argument: ArgumentSpec? {
        let count = plain.count
        if let next = command.arguments.dropFirst(count).first { return next }
        return command.arguments.last.flatMap { $0.isRepeating ? $0 : nil }
    }

    mutating func read(_ word: String) {
        switch optionsEnded ? .plain : ArgumentToken(word) {
        case .endOfOptions: (optionsEnded, awaited) = (true, nil)
        case .long(let name, let value): begin(command.option(named: name), attached: value)
        case .short(let letter, let value): begin(command.option(letter: letter), attached: value)
        case .plain:
            guard let (option, index) = awaited else { return plain.append(word) }
            take(word, option, index)
        }
    }

    private mutating func begin(_ option: OptionSpec?, attached: String?) {
        awaited = nil
        guard let option else { return }
        given.insert(option.name)
        guard !option.isFlag else { return }
        awaited = (option, 0)
        if let attached { take(attached, option, 0) }
    }

    private mutating func take(_ value: String, _ option: OptionSpec, _ index: Int) {
        if option.name == Options.store.name { store = value }
        awaited = index + 1 < option.placeholders.count ? (option, index + 1) : nil
    }
}
