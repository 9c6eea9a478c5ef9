import ScopingStore

/// The program's version: it rises with every change of what users rely on.
let lacunaVersion = "0.1.0"

/// The day of that version, for manual pages and bills of materials.
let lacunaVersionDate = "2026-11-27"

private let sbom = OptionSpec(
    name: "sbom",
    help: "Print what the program is made of and runs with, as SPDX 2.3 in JSON: versions, licences, its SHA-256."
)

let versionCommand = Command(
    name: "version",
    summary: "Print the version, or the bill of materials.",
    options: [sbom],
    examples: [("lacuna version --sbom > lacuna.spdx.json", "for those who watch for known flaws")],
    run: { invocation, console in
        if invocation.flag(sbom) {
            console.write(try BillOfMaterials(digest: BillOfMaterials.ownDigest()).json)
        } else {
            console.print("lacuna \(lacunaVersion)")
        }
        return .done
    }
)

let schemaCommand = Command(
    name: "schema",
    summary: "Print the XML schema (XSD 1.0) of a kind of document.",
    arguments: [
        ArgumentSpec(
            name: "NAME",
            help: "The kind of document.",
            allowed: DocumentKind.allCases.map(\.rawValue)
        )
    ],
    examples: [
        (
            "lacuna schema return > return.xsd && xmllint --noout --schema return.xsd FILE",
            "check a return without Lacuna"
        )
    ],
    run: { invocation, console in
        console.write(invocation.positional("NAME").flatMap(DocumentKind.init(rawValue:))?.schema ?? [])
        return .done
    }
)
