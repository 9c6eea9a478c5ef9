import ScopingStore

/// The program's version: it rises with every change of what users rely on.
let lacunaVersion = "0.1.0"

let versionCommand = Command(
    name: "version",
    summary: "Print the version.",
    run: { _, console in
        console.print("lacuna \(lacunaVersion)")
        return .done
    }
)

let schemaCommand = Command(
    name: "schema",
    summary: "Print the XML schema (XSD 1.0) of a kind of document.",
    arguments: [
        ArgumentSpec(name: "NAME", help: "The kind of document: \(documentKinds).")
    ],
    examples: [
        (
            "lacuna schema return > return.xsd && xmllint --noout --schema return.xsd FILE",
            "check a return without Lacuna"
        )
    ],
    run: { invocation, console in
        guard let kind = invocation.positional("NAME").flatMap(DocumentKind.init(rawValue:)) else {
            throw invocation.refusal(ofPositional: "NAME", expected: "There are schemas of \(documentKinds).")
        }
        console.write(kind.schema)
        return .done
    }
)

private let documentKinds = DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")
