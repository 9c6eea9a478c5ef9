@testable import lacuna

/// What `lacuna help COMMAND` lists, read back from its text: so that what else is made from the declarations is held against
/// what people read.
struct HelpEntries {
    /// An option or argument: `-o, --output PATH`, and what it is said to do, in one line.
    struct Entry: Hashable {
        let term: String
        let meaning: String
    }

    let arguments: [Entry]
    let options: [Entry]

    init(_ command: CommandSpec) {
        let text = lacuna(["help"] + command.words).output
        arguments = Self.entries(of: "Arguments:", in: text)
        options = Self.entries(of: "Options:", in: text)
    }

    /// The long names of its options.
    var names: [String] {
        options.compactMap { $0.term.split(separator: " ").first { $0.hasPrefix("--") }.map(String.init) }
    }

    /// The values that an entry says it accepts.
    static func values(_ entry: Entry) -> [String] {
        guard let match = entry.meaning.firstMatch(of: #/(?:One|Any) of: ([a-z0-9, -]+)\./#) else { return [] }
        return match.1.split(separator: ", ").map(String.init)
    }

    private static func entries(of title: String, in text: String) -> [Entry] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(of: title) else { return [] }
        var found: [(String, [String])] = []
        for line in lines[(start + 1)...].prefix(while: { !$0.isEmpty }) {
            let indent = line.prefix { $0 == " " }.count
            // A term begins in the third column, or in the seventh where it has no letter.
            if indent == 2 || (indent == 6 && line.dropFirst(6).hasPrefix("--")) {
                let parts = line.dropFirst(indent).split(separator: #/ {2,}/#, maxSplits: 1).map(String.init)
                found.append((parts[0], Array(parts.dropFirst())))
            } else if !found.isEmpty {
                found[found.count - 1].1.append(String(line.dropFirst(indent)))
            }
        }
        return found.map { Entry(term: $0.0, meaning: $0.1.joined(separator: " ")) }
    }
}
