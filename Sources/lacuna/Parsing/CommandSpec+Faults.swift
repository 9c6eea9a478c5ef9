/// Mistakes in a declaration. They are the programmer's, so the tests of the real table look for them; the parser meets
/// a faulty declaration without harm.
extension CommandSpec {
    /// What is wrong with the declaration, a sentence each; empty when nothing is.
    var faults: [String] {
        nameFaults + optionFaults + argumentFaults + exampleFaults
    }

    private var nameFaults: [String] {
        name.isEmpty || words.joined(separator: " ") != name
            ? ["'\(name)': a name is words separated by single spaces."] : []
    }

    private var optionFaults: [String] {
        var faults: [String] = []
        var names: Set<String> = [OptionSpec.help.name]
        var letters: Set<Unicode.Scalar?> = [OptionSpec.help.letter]
        for option in options {
            let label = "'\(name)' \(option.spelling): "
            if option.name.isEmpty || !option.name.utf8.allSatisfy(Self.isNameByte) || option.name.utf8.first == 0x2D {
                faults.append(label + "a name is lower-case letters, digits and inner hyphens.")
            }
            if !names.insert(option.name).inserted {
                faults.append(label + "the name is taken.")
            }
            if let letter = option.letter {
                if !letter.isASCII || !letter.properties.isAlphabetic {
                    faults.append(label + "a short name is one ASCII letter.")
                }
                if !letters.insert(letter).inserted {
                    faults.append(label + "the letter -\(letter) is taken.")
                }
            }
            if option.isFlag, !option.allowed.isEmpty || option.isList || option.isRequired {
                faults.append(label + "a flag has no values to allow or list, and is never required.")
            }
        }
        return faults
    }

    private var argumentFaults: [String] {
        var faults: [String] = []
        for (before, after) in zip(arguments, arguments.dropFirst()) {
            if before.isRepeating {
                faults.append("'\(name)' \(before.name): only the last argument may repeat.")
            }
            if !before.isRequired, after.isRequired {
                faults.append("'\(name)' \(after.name): a required argument cannot follow an optional one.")
            }
        }
        if Set(arguments.map(\.name)).count < arguments.count {
            faults.append("'\(name)': two arguments have the same name.")
        }
        return faults
    }

    private var exampleFaults: [String] {
        let start = "\(CommandTable.program) \(name)"
        return examples.filter { $0.commandLine != start && !$0.commandLine.hasPrefix(start + " ") }
            .map { "'\(name)': the example '\($0.commandLine)' shows another command." }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
}
