/// What may stand where the cursor is on an unfinished command line, made from the declarations that the parser reads by.
///
///     lacuna gaps --kind none,pa|        none,partial
///     lacuna return |                    form, check, submit, ...
///     lacuna show --within ccg-h|        what the store has: ccg-halton
struct Completion {
    /// A word that fits, whole: it takes the place of the one that is begun.
    struct Candidate: Hashable, Sendable {
        let text: String
        /// What it means, for shells that show it; may be empty.
        let meaning: String
    }

    /// What a shell knows better: the names of files.
    enum Files: String, Hashable, Sendable {
        case files, folders
    }

    /// The words that fit, in the order in which they are best shown.
    private(set) var candidates: [Candidate] = []
    /// Whether names of files fit, too.
    private(set) var files: Files?

    /// The words a store has of a kind; a store is named by `--store` on the line, or not at all.
    typealias Names = (_ kind: ValueKind, _ store: String?) -> [Candidate]

    /// - Parameters:
    ///   - words: what stands after the program's name, up to the cursor; the last is begun, and may be empty.
    ///   - names: asked only where the place is for something that a store names.
    init(_ words: [String], in table: CommandTable, names: Names = { _, _ in [] }) {
        let typed = words.last ?? ""
        let before = Array(words.dropLast())
        guard let command = table.command(at: before) else {
            offer(typed, Self.nextWords(after: before, in: table))
            // Who begins with a dash; otherwise there are words enough.
            if typed.utf8.first == UInt8(ascii: "-") { offer(typed, [Self.candidate(.help)]) }
            return
        }
        var line = CompletionLine(command)
        for word in before.dropFirst(command.words.count) { line.read(word) }
        complete(typed, line, names) { Self.nextWords(after: line.plain, in: table) }
    }

    // MARK: Options, their values, and arguments

    private mutating func complete(
        _ typed: String,
        _ line: CompletionLine,
        _ names: Names,
        commandWords: () -> [Candidate]
    ) {
        let token = line.optionsEnded ? .plain : ArgumentToken(typed)
        if let (option, index) = line.awaited, token == .plain {
            return offerValues(typed, of: option, index, line, names)
        }
        if case .long(let name, .some(let value)) = token {
            guard let option = line.command.option(named: name), !option.isFlag else { return }
            return offerValues(value, lead: option.spelling + "=", of: option, 0, line, names)
        }
        guard token == .plain, typed != "-" else { return offerOptions(typed, line) }
        if let argument = line.argument {
            let kind = ValueKind(placeholder: argument.name)
            offer(typed, argument.allowed.map { Candidate(text: $0, meaning: "") })
            switch kind {
            case .command: offer(typed, commandWords())
            case _ where !argument.allowed.isEmpty: break
            default: offerNames(typed, kind, line, names)
            }
        }
        // Nothing is begun, and nothing else can stand here.
        if typed.isEmpty, candidates.isEmpty, files == nil, !line.optionsEnded { offerOptions(typed, line) }
    }

    private mutating func offerOptions(_ typed: String, _ line: CompletionLine) {
        let left = line.command.options.filter { $0.isRepeatable || !line.given.contains($0.name) }
        offer(typed, (left + [.help]).map(Self.candidate))
    }

    private mutating func offerValues(
        _ typed: String,
        lead: String = "",
        of option: OptionSpec,
        _ index: Int,
        _ line: CompletionLine,
        _ names: Names
    ) {
        // Of a list the last piece is begun, and those before it are not offered again.
        var lead = lead
        var typed = typed
        var taken: Set<String> = []
        if option.isList, let comma = typed.unicodeScalars.lastIndex(of: ",") {
            let chosen = typed.unicodeScalars[...comma]
            taken = Set(chosen.split(separator: ",").map { String($0) })
            lead += String(chosen)
            typed = String(typed.unicodeScalars[typed.unicodeScalars.index(after: comma)...])
        }
        guard option.allowed.isEmpty else {
            let left = option.allowed.filter { !taken.contains($0) }
            return offer(typed, lead: lead, left.map { Candidate(text: $0, meaning: "") })
        }
        let kind = ValueKind(placeholder: option.placeholders.dropFirst(index).first ?? "")
        offerNames(typed, lead: lead, kind, line, names)
    }

    private mutating func offerNames(
        _ typed: String,
        lead: String = "",
        _ kind: ValueKind,
        _ line: CompletionLine,
        _ names: Names
    ) {
        switch kind {
        case .file: files = .files
        case .folder: files = .folders
        case .free, .command: break
        default: offer(typed, lead: lead, names(kind, line.store))
        }
    }

    // MARK: Words of commands

    /// The words that go on from `before` to a command's name; a group of commands is told by their last words.
    private static func nextWords(after before: [String], in table: CommandTable) -> [Candidate] {
        var seen: Set<String> = []
        return table.commands.compactMap { command in
            let words = command.words
            guard words.count > before.count, words.starts(with: before) else { return nil }
            let word = words[before.count]
            guard seen.insert(word).inserted else { return nil }
            guard words.count > before.count + 1 else { return Candidate(text: word, meaning: command.summary) }
            let group = table.group(word).map { $0.words.dropFirst(before.count + 1).joined(separator: " ") }
            return Candidate(text: word, meaning: group.joined(separator: ", "))
        }
    }

    private static func candidate(_ option: OptionSpec) -> Candidate {
        Candidate(text: option.spelling, meaning: option.help)
    }

    private mutating func offer(_ typed: String, lead: String = "", _ words: [Candidate]) {
        candidates += words.filter { $0.text.utf8.starts(with: typed.utf8) }.map {
            Candidate(text: lead + $0.text, meaning: $0.meaning)
        }
    }
}
