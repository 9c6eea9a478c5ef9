import Exhibits
import GapDetection
import Provision

extension AnswerTable {
    /// The gaps of some registers, one list after the other.
    ///
    /// - Parameters:
    ///   - naming: whether the first column names the list that a gap is in.
    ///   - numbers: each gap's place in the whole register, by which it can be asked about; nil where it has none.
    init(_ lists: [(name: String, register: GapRegister)], naming: Bool, numbers: [Gap.ID: Int]? = nil) {
        typealias Line = (name: String, register: GapRegister, gap: Gap)
        let names: [Column<Line>] = naming ? [.text("change") { $0.name }] : []
        let fields: [Column<Line>] = GapRegister.columns.map { column in
            .text(column.name) { column.field($0.register, $0.gap) }
        }
        self.init(
            lists.flatMap { list in list.register.gaps.map { (list.name, list.register, $0) } },
            data: names + fields,
            shown: (numbers.map { numbers in [.number("#") { numbers[$0.gap.id] }] } ?? []) + [
                .number("SEVERITY") { $0.gap.severity }, .text("KIND") { GapRegister.name(of: $0.gap.kind) },
                .text("AREA") { $0.register.areaName($0.gap) },
                .text("SERVICE TYPE OR SUBJECT") { $0.register.subject($0.gap) },
                .text("SINCE") { (line: Line) in line.gap.since?.description ?? "" }.shown(.unlessNarrow(1)),
                .number("MONTHS") { (line: Line) in line.gap.since.map { line.register.asOf.months(since: $0) } }
                    .shown(.unlessNarrow(2)),
                .text("WHY") { (line: Line) in line.gap.why }.shown(.ifWide),
            ]
        )
    }
}
