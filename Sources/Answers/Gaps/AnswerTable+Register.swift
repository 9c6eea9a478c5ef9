import Exhibits
import GapDetection
import Provision

extension AnswerTable {
    /// The gaps of some registers, one list after the other.
    ///
    /// - Parameter naming: whether the first column names the list that a gap is in.
    init(_ lists: [(name: String, register: GapRegister)], naming: Bool) {
        typealias Line = (name: String, register: GapRegister, gap: Gap)
        let names: [Column<Line>] = naming ? [.text("change") { $0.name }] : []
        let fields: [Column<Line>] = GapRegister.columns.map { column in
            .text(column.name) { column.field($0.register, $0.gap) }
        }
        self.init(
            lists.flatMap { list in list.register.gaps.map { (list.name, list.register, $0) } },
            data: names + fields,
            shown: [
                .number("SEVERITY") { $0.gap.severity }, .text("KIND") { GapRegister.name(of: $0.gap.kind) },
                .text("AREA") { $0.register.areaName($0.gap) },
                .text("SERVICE TYPE OR SUBJECT") { $0.register.subject($0.gap) },
                .text("SINCE") { $0.gap.since?.description ?? "" },
                .number("MONTHS") { line in line.gap.since.map { line.register.asOf.months(since: $0) } },
            ]
        )
    }
}
