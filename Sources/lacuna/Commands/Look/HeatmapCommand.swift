import Exhibits
import Provision
import ScopingStore

private let format = OptionSpec(
    name: "format",
    value: "FORMAT",
    help: "How the picture is written; svg unless told.",
    allowed: ["svg", "png"]
)
private let file = Options.output(
    "The file to write; else standard output. Without --format its ending (.svg, .png) names the format."
)
private let layout = OptionSpec(
    name: "layout",
    value: "LAYOUT",
    help: "A table unless told: a map of tiles for each service type, or levels through the rounds.",
    allowed: HeatmapRequest.Layout.allCases.map(\.rawValue)
)
private let compareWith = OptionSpec(
    name: "compare",
    value: "DATE",
    help: "Mark the cells of the table that moved, up or down, since this date."
)
private let order = OptionSpec(
    name: "order",
    value: "ORDER",
    help: "The order of the table's rows and columns within their groups; as given unless told.",
    allowed: HeatmapOrder.allCases.map(\.rawValue)
)
private let rowsByChildren = OptionSpec(
    name: "rows-by-children",
    help: "Rows of the table as high as the children aged 0-4 are many."
)
private let service = OptionSpec(
    name: "service",
    value: "SERVICE",
    help: "One service type alone, as tiles or as a timeline; by id, name or alias."
)
private let tiles = OptionSpec(
    name: "tiles",
    value: "FILE",
    help: "Where tiles stand, as hexjson; else the tiles of areas.xml."
)
private let boundaries = OptionSpec(
    name: "boundaries",
    value: "FILE",
    help: "The areas' real shapes, as GeoJSON, matched by code or name; instead of tiles."
)
private let from = OptionSpec(
    name: "from",
    value: "DATE",
    help: "The timeline's first date; else that of the first round."
)
private let to = OptionSpec(name: "to", value: "DATE", help: "The timeline's last date; else --as-of.")
private let palette = OptionSpec(
    name: "palette",
    value: "PALETTE",
    help: "The framework's colours unless told; nhs for those of the NHS identity, with dark borders.",
    allowed: Palette.words
)

let heatmapCommand = Command(
    name: "heatmap",
    summary: "Draw levels as an SVG picture: a table, tile maps, or timelines.",
    options: Options.snapshot + [
        layout, compareWith, order, rowsByChildren, service, tiles, boundaries, from, to, palette, format,
        Options.width, file,
        Options.store,
        Options.noCache,
    ],
    discussion: [
        "Letter, glyph, colour and pattern tell each level, so that the picture can be read in grey and by people who do not see "
            + "red and green apart. 'lacuna show' prints the same table as text.",
        "The layout table takes --compare, --order and --rows-by-children; tiles takes --service, and --tiles or --boundaries; timeline "
            + "takes --service, --from and --to. Areas without a tile or a boundary are listed on standard error.",
    ],
    examples: [
        ("lacuna heatmap --within ics-cheshire-and-merseyside -o cm.svg", "one ICS, into a file"),
        ("lacuna heatmap --compare 2022-05-01 -o moved.svg", "what moved since May 2022"),
        ("lacuna heatmap --layout tiles --service iapt-0-5 -o iapt.svg", "a map of one service type"),
        ("lacuna heatmap --boundaries places.geojson -o maps.svg", "maps of the areas' real shapes"),
        ("lacuna heatmap --width a4 -o paper.png", "for a page of A4, as PNG"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let output = ResultOutput(invocation, format)
        var request = try request(invocation, access)
        request.place = output.place
        let answer: HeatmapRequest.Answer
        do throws(HeatmapRequest.Refusal) {
            answer = try request.answer(access.model, leftOut: access.leftOutFiles)
        } catch  where error.isOfFile {
            let path = invocation.value(error.option) ?? ""
            throw CommandFailure(.badData, "lacuna: \(path): \(error.message)", error.hint)
        } catch {
            throw invocation.refusal("--\(optionName(error.option)): \(error.message)", hint: error.hint)
        }
        for remark in answer.remarks { console.note(remark) }
        try output.write(picture: answer.svg, access, &console)
        return access.status
    }
)

/// "rows-by-children", as it is typed, of "rowsByChildren", as the request calls it.
private func optionName(_ name: String) -> String {
    name.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
}

private func request(_ invocation: Invocation, _ access: StoreAccess) throws -> HeatmapRequest {
    let last = try invocation.date(to)
    var request = HeatmapRequest(asOf: try access.date(invocation))
    request.knownAt = try access.knownAt(invocation)
    request.within = try access.area(Options.within, of: invocation, asOf: last ?? request.asOf)
    request.basis = try access.basis(invocation, asOf: request.asOf)
    request.rule = access.rule(invocation)
    request.layout = invocation.value(layout).flatMap(HeatmapRequest.Layout.init(rawValue:))
    request.compare = try invocation.date(compareWith)
    request.order = invocation.value(order).flatMap(HeatmapOrder.init(rawValue:))
    request.rowsByChildren = invocation.flag(rowsByChildren)
    request.service = try access.service(invocation)
    request.from = try invocation.date(from)
    request.to = last
    request.palette = invocation.value(palette).flatMap(Palette.init(word:)) ?? .framework
    if let path = invocation.value(tiles) {
        let words = access.model.areas.areas.flatMap { [$0.id.text, $0.name] + $0.aliases + $0.codes.map(\.value) }
        request.tiles = try read(path, maxBytes: HexJSON.maxBytes) { bytes throws(HexJSON.Fault) in
            try HexJSON.layout(bytes, areas: words)
        }
    }
    if let path = invocation.value(boundaries) {
        request.boundaries = try read(path, maxBytes: GeoJSON.maxBytes, GeoJSON.boundaries)
    }
    return request
}

/// Reads a file that the user named, and what it holds.
private func read<Content, Fault: Error & CustomStringConvertible>(
    _ path: String,
    maxBytes: Int,
    _ parse: ([UInt8]) throws(Fault) -> Content
) throws(CommandFailure) -> Content {
    let bytes: [UInt8]
    do throws(DocumentFault) {
        bytes = try readDocument(at: path, maxBytes: maxBytes)
    } catch {
        throw CommandFailure(reading: error)
    }
    do throws(Fault) {
        return try parse(bytes)
    } catch {
        throw CommandFailure(.badData, "lacuna: \(path): \(error)")
    }
}
