import GapDetection
import Markup
import Provision

private let format = Options.format("table", "csv", "json")

let needCommand = Command(
    name: "need",
    summary: "Show how many children are expected to need specialist help, step by step, and check published figures.",
    options: [Options.within, Options.asOf, Options.level, Options.areasAsOf, format, Options.store],
    discussion: [
        "need = children aged 0-4 x the base share + those in deprived small areas x a further share; the initial target is a "
            + "part of it. The shares stand in the framework file. Published rows are held against the same arithmetic.",
        "Where the deprived share of an area is not known nothing is added for it, and the cell is empty.",
    ],
    examples: [("lacuna need --within C&M", "the areas of one ICS, and its printed row checked")],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        guard let need = access.model.framework.need else {
            throw CommandFailure(.badData, "lacuna: the framework has no model of need; add <need> to framework.xml.")
        }
        let answer = NeedAnswer(access.model, need, rows: try areas(invocation, access))
        switch invocation.value(format) ?? "table" {
        case "json": console.write(try JSONText.bytes(answer))
        case "csv":
            var writer = CSVWriter(header: NeedAnswer.header)
            for row in answer.areas { writer.row(row.cells) }
            console.write(writer.bytes)
        default:
            console.print("Expected need: \(answer.formula)")
            console.print()
            TextTable.print(
                header: NeedAnswer.header.map { $0.uppercased() },
                answer.areas.map(\.cells),
                right: Set(2...7),
                to: &console
            )
            for check in answer.published {
                console.print()
                console.print("Published for \(check.name): \(check.verdict)")
                for line in check.disagreements { console.print("  \(line)") }
            }
            if !answer.sources.isEmpty { console.print() }
            for source in answer.sources { console.print("Source: \(source)") }
        }
        return access.status
    }
)

/// The areas to show: those of the snapshot's rows and what heads them.
private func areas(_ invocation: Invocation, _ access: StoreAccess) throws -> [Int] {
    let date = try access.date(invocation)
    let within = try access.area(Options.within, of: invocation, asOf: date)
    let basis = try access.basis(invocation, asOf: date)
    let snapshot = access.model.snapshot(asOf: date, within: within, basis: basis)
    var shown: [Int] = []
    for row in snapshot.rows {
        let head = access.model.group(of: row)
        if !shown.contains(head) { shown.append(head) }
        if head != row { shown.append(row) }
    }
    return shown
}

/// `need.get`'s answer.
private struct NeedAnswer: Encodable {
    static let header = ["area", "name", "children", "base", "deprived", "additional", "need", "target"]

    let formula: String
    let areas: [Row]
    let published: [Check]
    let sources: [String]

    struct Row: Encodable {
        let area: String
        let name: String
        let children: Int?
        let base: Int?
        let deprived: Int?
        let additional: Int?
        let need: Int?
        let target: Int?

        var cells: [String] {
            [area, name] + [children, base, deprived, additional, need, target].map { $0.map(String.init) ?? "" }
        }
    }

    struct Check: Encodable {
        let area: String
        let name: String
        let total: Int
        let target: Int
        let impliedDeprived: Int
        let disagreements: [String]

        var verdict: String {
            "total \(total), target \(target), \(impliedDeprived) children in deprived areas implied; "
                + (disagreements.isEmpty ? "every cell follows." : "these do not follow:")
        }
    }

    init(_ model: ProvisionModel, _ need: NeedModel, rows: [Int]) {
        func whole(_ value: Double?) -> Int? { value.map { Int($0.rounded()) } }
        formula =
            "children x \(need.base) + children in deprived areas x \(need.deprived); initial target x \(need.target)"
        areas = rows.map { index in
            let area = model.areas.areas[index]
            let estimate = need.expected(of: area)
            return Row(
                area: area.id.text,
                name: area.name,
                children: estimate?.children,
                base: whole(estimate?.base),
                deprived: whole(estimate?.deprived),
                additional: estimate?.deprived == nil ? nil : whole(estimate?.additional),
                need: whole(estimate?.need),
                target: estimate?.target
            )
        }
        published = need.published.filter { row in
            model.areas.index(of: row.area).map { rows.contains($0) } ?? false
        }.map { row in
            let check = NeedCheck(row, need)
            return Check(
                area: row.area.text,
                name: model.areas.area(row.area)?.name ?? row.area.text,
                total: row.total,
                target: row.target,
                impliedDeprived: check.impliedDeprived,
                disagreements: check.disagreements
            )
        }
        var cited = rows.flatMap { index in
            let area = model.areas.areas[index]
            return area.populations.compactMap(\.source) + area.deprivation.compactMap(\.source)
        }
        cited = Set(cited).sorted()
        sources =
            cited.compactMap { model.areas.source($0) }.map { source in
                [source.title, source.publisher, source.published].compactMap { $0 }.joined(separator: ", ")
            }
            + [model.framework.source(need.source)?.title].compactMap { $0 }
            .map { title in need.section.map { "\(title), section \($0)" } ?? title }
    }
}
