import ScopingStore

/// The program's version: it rises with every change of what users rely on.
let lacunaVersion = "0.1.0"

let versionCommand = CommandSpec(
    name: "version", summary: "Print the version",
    run: { _, console in
        console.print("lacuna \(lacunaVersion)")
        return .done
    })

let helpCommand = CommandSpec(
    name: "help", summary: "Explain Lacuna, or one command",
    arguments: [ArgumentSpec(name: "COMMAND", help: "the command to explain", isRequired: false)],
    run: { invocation, console in
        let text =
            try invocation.argument(0).map { HelpText.command(try Lacuna.command(named: $0)) }
            ?? HelpText.overview(Lacuna.commands)
        console.write(Array(text.utf8))
        return .done
    })

let schemaCommand = CommandSpec(
    name: "schema", summary: "Print the XML schema (XSD 1.0) of a kind of document",
    arguments: [
        ArgumentSpec(name: "NAME", help: ArgumentParser.listed(DocumentKind.allCases.map(\.rawValue)))
    ],
    examples: [("lacuna schema return > return.xsd && xmllint --noout --schema return.xsd FILE", "check a return without Lacuna")],
    run: { invocation, console in
        let name = invocation.argument(0) ?? ""
        guard let kind = DocumentKind(rawValue: name) else {
            throw CommandFailure(
                .usage, "lacuna schema: there is no schema '\(name)'. There are: \(DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        console.write(kind.schema)
        return .done
    })
