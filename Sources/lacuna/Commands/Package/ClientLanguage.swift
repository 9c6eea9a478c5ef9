import JSONRPC
import LacunaService

/// A language that Lacuna has a client in: one file, with what the language brings alone.
///
/// What connects and reads is written by hand; a function for each method is made from the table that the server dispatches by.
enum ClientLanguage: String, CaseIterable {
    case python, r

    /// The whole file.
    var source: [UInt8] {
        switch self {
        case .python: PackageResources.lacuna_client_py + Array(functions(pythonFunction).utf8)
        case .r: PackageResources.lacuna_client_R + Array(functions(rFunction).utf8)
        }
    }

    /// The clients read what answers them; a connection gives its token once.
    private func functions(_ function: (LacunaMethod) -> [String]) -> String {
        contractMethods.map { (["", ""].dropFirst(self == .python ? 1 : 0) + function($0)).joined(separator: "\n") }
            .joined(separator: "\n") + "\n"
    }

    // MARK: Python

    private func pythonFunction(_ method: LacunaMethod) -> [String] {
        let parameters = inOrder(method)
        let signature = parameters.map { $0.isRequired ? name(of: $0) : name(of: $0) + "=None" }
        let sent = parameters.map { "\"\($0.name)\": \(name(of: $0))" }
        var lines = TextLayout.filled(
            pieces(["self"] + signature, last: "):"),
            first: "    def \(identifier(method))(",
            indent: 8
        )
        let about = [["\"\"\"\(method.summary)"]] + parameters.map { ["\(name(of: $0)): \($0.summary)"] }
        lines += about.enumerated().flatMap { index, text in
            TextLayout.filled(
                text.joined().split(separator: " ").map(String.init),
                first: "        ",
                indent: index == 0 ? 8 : 12
            ) + (index == 0 && about.count > 1 ? [""] : [])
        }
        if about.count == 1, let last = lines.popLast() {
            lines.append(last + "\"\"\"")
        } else {
            lines.append("        \"\"\"")
        }
        lines += TextLayout.filled(
            pieces(sent, last: "})"),
            first: "        return self._named(\"\(method.name)\", {",
            indent: 12
        )
        return lines
    }

    // MARK: R

    private func rFunction(_ method: LacunaMethod) -> [String] {
        let parameters = inOrder(method)
        var lines = comment("\(method.summary)", indent: "# ")
        for parameter in parameters { lines += comment("\(name(of: parameter)): \(parameter.summary)", indent: "#   ") }
        let signature = parameters.map { $0.isRequired ? name(of: $0) : name(of: $0) + " = NULL" }
        lines += TextLayout.filled(
            pieces(["client"] + signature, last: ") {"),
            first: "lacuna_\(identifier(method)) <- function(",
            indent: 4
        )
        // A vector of one element is an array where the method takes one.
        let sent = parameters.map { parameter in
            let isArray = "\(parameter.schema)".contains("\"type\":\"array\"")
            let value =
                isArray ? "if (!is.null(\(name(of: parameter)))) I(\(name(of: parameter)))" : name(of: parameter)
            return "`\(parameter.name)` = \(value)"
        }
        lines += TextLayout.filled(
            pieces(sent, last: "))"),
            first: "  lacuna_named(client, \"\(method.name)\", list(",
            indent: 4
        )
        return lines + ["}"]
    }

    private func comment(_ text: String, indent: String) -> [String] {
        TextLayout.filled(text.split(separator: " ").map(String.init), width: TextLayout.width - indent.count)
            .map { indent + $0 }
    }

    // MARK: Names

    /// Required parameters first: both languages want it so, and all are given by name.
    private func inOrder(_ method: LacunaMethod) -> [Parameter] {
        method.parameters.filter(\.isRequired) + method.parameters.filter { !$0.isRequired }
    }

    /// `gap_list`, `return_requestChanges`.
    private func identifier(_ method: LacunaMethod) -> String {
        "\(method.name)".replacing(".", with: "_")
    }

    private func name(of parameter: Parameter) -> String {
        let name = "\(parameter.name)"
        let reserved: Set<String> =
            switch self {
            case .python:
                ["from", "for", "is", "in", "not", "and", "or", "as", "class", "def", "with", "global", "return"]
            case .r: ["for", "if", "in", "function", "next", "repeat", "while", "else", "break"]
            }
        return reserved.contains(name) ? name + "_" : name
    }

    /// Words with a comma after each but the last, which ends what they are in.
    private func pieces(_ words: [String], last: String) -> [String] {
        guard let end = words.last else { return [last] }
        return words.dropLast().map { $0 + "," } + [end + last]
    }
}
