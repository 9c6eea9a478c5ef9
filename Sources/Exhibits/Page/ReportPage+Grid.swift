import Markup
import Provision

/// The heatmap's table: areas under their ICS, service types under their reach, as the drawn heatmap has them, with open gaps and children
/// beside the rows and the share of children who live where provision is full below the columns.
extension ReportPage {
    func writeTable(to writer: inout MarkupWriter) {
        let words = LevelStyle.states(of: table.levels).reduce(into: [CellState: String]()) {
            $0[$1] = safe(table.words($1))
        }
        let order = arrangement.flatMap { $0.columns }
        let qualifiers = CellQualifier.Finder(model: model, snapshot: snapshot)
        let sums = GridSums(table)
        writer.element("table") { writer in
            writer.attribute("id", "grid")
            writer.element("caption") { writer in
                writer.text("Level of provision by area and service type, as of ")
                writer.element("span", text: snapshot.asOf.displayText) { $0.attribute("id", "as-of") }
            }
            writer.markup("\n")
            writer.element("thead") { writer in
                writeReaches(sums, to: &writer)
                writer.element("tr") { writer in
                    writer.element("th", text: "Area") { $0.attribute("scope", "col") }
                    for column in order {
                        writeHeading(safe(table.columns[column]), scope: "col", width: 300, column: column, to: &writer)
                    }
                    for heading in sums.headings {
                        writer.element("th", text: heading) {
                            $0.attribute("scope", "col")
                            $0.attribute("class", "sum")
                        }
                    }
                }
            }
            for group in table.groups {
                writer.markup("\n")
                writer.element("tbody") { writer in
                    if table.groups.count > 1 {
                        writer.element("tr") { writer in
                            writer.attribute("class", "group")
                            writer.element("th") {
                                $0.attribute("scope", "rowgroup")
                                $0.attribute("colspan", table.columns.count + 1 + sums.headings.count)
                                $0.element("span", text: safe(group.name))
                            }
                        }
                    }
                    for row in group.rows {
                        writer.markup("\n")
                        let place = index.row(of: row.area)
                        writer.element("tr") { writer in
                            writer.attribute("data-r", place)
                            writeHeading(
                                safe(row.name),
                                scope: "row",
                                width: 420,
                                mark: row.mark?.rawValue,
                                to: &writer
                            )
                            for column in order {
                                let state = row.cells.indices.contains(column) ? row.cells[column] : .unrated
                                write(
                                    state,
                                    words: words[state] ?? "",
                                    qualifier: place.flatMap { qualifiers.qualifier(row: $0, column: column) },
                                    mixture: row.mixtures.indices.contains(column) ? row.mixtures[column] : nil,
                                    to: &writer
                                )
                            }
                            sums.write(row, to: &writer)
                        }
                    }
                }
            }
            sums.writeFoot(order, to: &writer)
        }
    }

    /// The row above the service types that says whom they are for; nothing where the framework does not say.
    private func writeReaches(_ sums: GridSums, to writer: inout MarkupWriter) {
        let groups = arrangement
        guard groups.contains(where: { $0.heading != nil }) else { return }
        writer.element("tr") { writer in
            writer.attribute("class", "reach")
            writer.empty("td")
            for group in groups {
                writer.element("th", text: group.heading ?? "") {
                    $0.attribute("scope", "colgroup")
                    $0.attribute("colspan", group.columns.count)
                }
            }
            for _ in sums.headings { writer.empty("td") }
        }
    }

    /// A name too long for its place is cut short; the whole stands in its tooltip and in the panel of each of its cells.
    private func writeHeading(
        _ name: String,
        scope: String,
        width: Double,
        mark: String? = nil,
        column: Int? = nil,
        to writer: inout MarkupWriter
    ) {
        let short = TextMeasure(size: 13).shorten(name, width: width)
        writer.element("th") { writer in
            writer.attribute("scope", scope)
            writer.attribute("data-c", column)
            writer.attribute("title", short == name ? nil : name)
            writer.element("span", text: mark.map { "\(short) \($0)" } ?? short)
        }
    }

    private func write(
        _ state: CellState,
        words: String,
        qualifier: CellQualifier?,
        mixture: String?,
        to writer: inout MarkupWriter
    ) {
        let look = LevelRules.name(of: state)
        let sign = qualifier.map { " \(LevelRules.name(of: $0))" } ?? ""
        writer.element("td") { writer in
            writer.attribute("class", look + sign)
            writer.text(safe(table.letter(state)))
            if let mixture { writer.element("small", text: safe(mixture)) }
            writer.element("span", text: " " + words + (qualifier.map { ", \($0.name.lowercased())" } ?? ""))
        }
    }
}

/// What stands beside the rows of the table, and below its columns.
struct GridSums {
    private let table: ProvisionTable
    private let mostGaps: Int
    private let hasGaps: Bool
    private let hasChildren: Bool

    init(_ table: ProvisionTable) {
        self.table = table
        let rows = table.groups.flatMap(\.rows)
        mostGaps = max(1, rows.compactMap(\.openGaps).max() ?? 1)
        hasGaps = rows.contains { $0.openGaps != nil }
        hasChildren = rows.contains { $0.children != nil }
    }

    var headings: [String] { (hasGaps ? ["Open gaps"] : []) + (hasChildren ? ["Children 0 to 4"] : []) }

    func write(_ row: ProvisionTable.Row, to writer: inout MarkupWriter) {
        if hasGaps {
            writer.element("td", text: row.openGaps.map(grouped) ?? "") {
                $0.attribute("class", "sum gaps")
                $0.attribute("style", "--n:\((row.openGaps ?? 0) * 100 / mostGaps)%")
            }
        }
        if hasChildren {
            writer.element("td", text: row.children.map(grouped) ?? "not known") { $0.attribute("class", "sum") }
        }
    }

    /// The row below the columns: the share of children who live where provision is full.
    func writeFoot(_ order: [Int], to writer: inout MarkupWriter) {
        let shares = table.fullShares
        guard shares.contains(where: { $0 != nil }) else { return }
        let rows = table.groups.flatMap(\.rows)
        writer.markup("\n")
        writer.element("tfoot") { writer in
            writer.element("tr") { writer in
                writer.element("th", text: table.sharesHeading) { $0.attribute("scope", "row") }
                for column in order {
                    let share = shares[column].map { Int((min(max($0, 0), 1) * 100).rounded()) }
                    writer.element("td", text: share.map(String.init) ?? "") {
                        $0.attribute("class", "sum share")
                        $0.attribute("style", "--n:\(share ?? 0)%")
                    }
                }
                if hasGaps {
                    let gaps = rows.compactMap(\.openGaps).reduce(0, +)
                    writer.element("td", text: grouped(gaps)) { $0.attribute("class", "sum") }
                }
                if hasChildren {
                    let known = rows.compactMap(\.children).reduce(0) { $0.addingReportingOverflow($1).partialValue }
                    writer.element("td", text: grouped(known)) { $0.attribute("class", "sum") }
                }
            }
        }
    }
}
