import Exhibits
import Provision
import ScopingStore

private let file = Options.output("The SVG file to write; else standard output.")

let heatmapCommand = Command(
    name: "heatmap",
    summary: "Draw the table as an SVG heatmap.",
    options: Options.snapshot + [file, Options.store],
    discussion: [
        "Letter, colour and pattern tell each level, so that the picture can be read in grey and by people who do not see "
            + "red and green apart. 'lacuna show' prints the same table as text."
    ],
    examples: [("lacuna heatmap --within ics-cheshire-and-merseyside -o cm.svg", "one ICS, into a file")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let (snapshot, heading) = try access.snapshot(invocation, &console)
        let table = ProvisionTable(
            model: access.model,
            snapshot: snapshot,
            heading: heading,
            leftOut: access.leftOutFiles
        )
        let svg = HeatmapDrawing(of: table, name: "heatmap").svg()
        if let path = invocation.value(file), path != "-" {
            try OutputFiles.write(svg, to: path, store: access.store.folder)
            console.note("Wrote \(path).")
        } else {
            console.write(svg)
        }
        return access.status
    }
)
