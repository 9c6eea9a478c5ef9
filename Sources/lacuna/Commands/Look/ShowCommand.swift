import Exhibits
import LacunaService
import Markup
import Provision

private let format = Options.format("table", "csv", "json")

private let compareWith = OptionSpec(
    name: "compare",
    value: "DATE",
    help: "Tell what moved, up or down, since this date."
)

let showCommand = Command(
    name: "show",
    summary: "Print the table of letters: areas down, service types across.",
    options: Options.snapshot + [compareWith, format, Options.store, Options.noCache],
    examples: [
        ("lacuna show", "the whole map at the latest round"),
        ("lacuna show --within \"Cheshire and Merseyside\" --format csv", "one ICS, for a spreadsheet"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let (snapshot, heading) = try access.snapshot(invocation, &console)
        if let earlier = try invocation.date(compareWith) {
            let (before, _) = try access.snapshot(invocation, &console, at: earlier)
            let comparison = SnapshotComparison(from: before, to: snapshot, in: access.model)
            try MovesTable.write(
                comparison,
                format: invocation.value(format) ?? "table",
                heading,
                access.model,
                to: &console
            )
            return access.status
        }
        switch invocation.value(format) ?? "table" {
        case "json":
            console.write(try JSONText.bytes(try answer(invocation, access, snapshot)))
        case "csv":
            console.write(LetterTable.csv(access.model, snapshot))
        default:
            let table = ProvisionTable(
                model: access.model,
                snapshot: snapshot,
                heading: heading,
                leftOut: access.leftOutFiles,
                scopeNote: try access.scopeNote(invocation, asOf: snapshot.asOf, basis: snapshot.basis)
            )
            LetterTable.print(table, to: &console)
        }
        return access.status
    }
)

/// The table as data, with what is to be said of it.
private func answer(_ invocation: Invocation, _ access: StoreAccess, _ snapshot: Snapshot) throws -> SnapshotAnswer {
    let within = try access.area(Options.within, of: invocation, asOf: snapshot.asOf)
    return SnapshotAnswer(
        access.model,
        snapshot,
        rows: snapshot.rows.indices,
        note: try access.scopeNote(invocation, asOf: snapshot.asOf, basis: snapshot.basis)
            ?? access.model.emptyNote(of: snapshot, within: within)
    )
}

/// The table of letters, for terminals and spreadsheets.
enum LetterTable {
    static func csv(_ model: ProvisionModel, _ snapshot: Snapshot) -> [UInt8] {
        var writer = CSVWriter(header: ["area", "name"] + model.framework.serviceTypes.map(\.id.text))
        for (row, index) in snapshot.rows.enumerated() {
            let area = model.areas.areas[index]
            let letters = (0..<snapshot.columns).map { column in
                model.framework.scale.code(of: snapshot.state(row: row, column: column)) ?? ""
            }
            writer.row([area.id.text, area.name] + letters)
        }
        return writer.bytes
    }

    static func print(_ table: ProvisionTable, to console: inout Console) {
        console.print(table.title)
        console.print("Ratings as of \(table.asOf)" + (table.knownAt.map { ", as recorded by \($0.inLondon)" } ?? ""))
        console.print()
        let label = max(24, (table.groups.flatMap(\.rows).map { name($0).count }.max() ?? 0) + 4)
        let width = max(3, (table.levels.map(\.code.count).max() ?? 1) + 2)
        let numbers = (1...max(1, table.columns.count)).map { pad(String($0), width, left: true) }
        console.print(pad("", label) + numbers.joined())
        for group in table.groups {
            console.print(group.name)
            for row in group.rows {
                let cells = zip(row.cells, row.mixtures).map { state, mixture in
                    let letter = pad(table.letter(state) + (mixture == nil ? "" : "*"), width, left: true)
                    return console.usesColour ? coloured(letter, state, table) : letter
                }
                console.printColoured(Console.harmless(pad("  " + name(row), label)) + cells.joined())
            }
        }
        console.print()
        for (index, column) in table.columns.enumerated() {
            console.print(pad(String(index + 1), 3, left: true) + "  " + column)
        }
        console.print()
        for entry in table.key {
            console.print(pad(entry.sign, 3, left: true) + "  \(entry.name), \(counted(entry.count, "cell"))")
        }
        if let note = table.ruleNote { console.print("  *  made of areas with different levels. \(note)") }
        for note in table.divisionNotes { console.print("     \(note)") }
        for mark in table.marks { console.print("  \(mark.mark.rawValue)  \(mark.meaning)") }
        if !table.leftOut.isEmpty { console.print("Left out: \(table.leftOut.joined(separator: ", "))") }
    }

    private static func name(_ row: ProvisionTable.Row) -> String {
        row.mark.map { "\(row.name) \($0.rawValue)" } ?? row.name
    }

    static func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return left ? space + text : text + space
    }

    /// A cell in its level's own colour, in the 24-bit form that terminals share.
    private static func coloured(_ letter: String, _ state: CellState, _ table: ProvisionTable) -> String {
        guard let index = state.levelIndex, table.levels.indices.contains(index),
            let value = Int(table.levels[index].colour.dropFirst(), radix: 16)
        else { return letter }
        let (red, green, blue) = (value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF)
        let isLight = red * 299 + green * 587 + blue * 114 > 140_000
        return "\u{1B}[48;2;\(red);\(green);\(blue);\(isLight ? "30" : "97")m\(letter)\u{1B}[0m"
    }
}
