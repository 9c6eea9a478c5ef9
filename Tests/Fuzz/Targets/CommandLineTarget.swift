#if DEBUG || TESTABLE
    @testable import lacuna

    extension FuzzTarget {
        /// The words of a command line, parted by line feeds: read, but not run; and completed.
        static let commandline = FuzzTarget("commandline", longest: 512) { bytes in
            let words = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            switch Result(catching: { () throws(UsageError) in try Lacuna.table.request(words) }) {
            case .success(.run(let invocation)):
                for value in Array(invocation.options.values.joined()) + Array(invocation.positionals.values.joined()) {
                    try promise(
                        isWord(value.token, at: value.position, of: words),
                        "a value does not stand where it says"
                    )
                    // By bytes: an accent that begins a value is one letter with the sign of equality before it.
                    let isEnd = value.token.utf8.suffix(value.text.utf8.count).elementsEqual(value.text.utf8)
                    try promise(isEnd || value.token.contains(","), "no part of its word")
                }
            case .success(.overview): _ = HelpText.overview(of: Lacuna.table)
            case .success(.help(let spec)): _ = HelpText.command(spec)
            case .success(.group(let word, let specs)): _ = HelpText.group(word, specs)
            case .failure(let error):
                try promise(!error.description.isEmpty, "an error without words")
                guard let position = error.position else { break }
                try promise((1...words.count + 1).contains(position), "the place \(position) is no word's")
                if let token = error.token {
                    try promise(isWord(token, at: position, of: words), "another word stands there")
                }
            }
            _ = Completion(words, in: Lacuna.table).candidates
        }

        private static func isWord(_ token: String, at position: Int, of words: [String]) -> Bool {
            words.indices.contains(position - 1) && words[position - 1] == token
        }
    }
#endif
