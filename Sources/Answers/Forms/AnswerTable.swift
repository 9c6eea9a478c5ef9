package import Exhibits
import Markup

/// The rows of an answer. Spreadsheets and terminals are given the same rows, in columns of their own: ids and all figures for
/// the one, names and what fits a line for the other. Cells are made when a form asks for them.
package struct AnswerTable {
    package let count: Int
    /// The names of the columns in a spreadsheet.
    package let header: [String]
    /// The headings at a terminal.
    package let titles: [String]
    /// The columns at a terminal that hold numbers, which are aligned to the right.
    package let numbers: Set<Int>
    /// The columns that a narrow terminal can do without, the first to go first.
    package let spare: [Int]
    /// The columns that only a wide terminal has room for.
    package let extra: Set<Int>
    private let data: (Int) -> [String]
    private let shown: (Int) -> [String]

    /// What stands in a column, of each row.
    package struct Column<Row> {
        let name: String
        let isNumber: Bool
        let room: Room
        let cell: (Row) -> String

        init(name: String, isNumber: Bool, room: Room = .always, cell: @escaping (Row) -> String) {
            self.name = name
            self.isNumber = isNumber
            self.room = room
            self.cell = cell
        }

        package static func text(_ name: String, _ cell: @escaping (Row) -> String) -> Column {
            Column(name: name, isNumber: false, cell: cell)
        }

        /// The same column where a terminal has so much room.
        package func shown(_ room: Room) -> Column {
            Column(name: name, isNumber: isNumber, room: room, cell: cell)
        }

        /// Empty where the number is not known.
        package static func number(_ name: String, _ cell: @escaping (Row) -> Int?) -> Column {
            Column(name: name, isNumber: true) { cell($0).map(String.init) ?? "" }
        }

        /// A number with digits after the point, or with words.
        package static func figure(_ name: String, _ cell: @escaping (Row) -> String) -> Column {
            Column(name: name, isNumber: true, cell: cell)
        }
    }

    /// When a column stands at a terminal. Where the result goes elsewhere, all stand but those for wide terminals.
    package enum Room: Sendable {
        case always
        /// Left out where it does not fit; those with the higher number go first.
        case unlessNarrow(Int)
        case ifWide
    }

    /// - Parameters:
    ///   - data: the columns for spreadsheets.
    ///   - shown: the columns for terminals.
    package init<Row>(_ rows: [Row], data: [Column<Row>], shown: [Column<Row>]) {
        count = rows.count
        header = data.map(\.name)
        titles = shown.map(\.name)
        numbers = Set(shown.indices.filter { shown[$0].isNumber })
        spare = shown.indices.compactMap { index in
            if case .unlessNarrow(let order) = shown[index].room { (index, order) } else { nil }
        }.sorted { $0.1 > $1.1 }.map(\.0)
        extra = Set(shown.indices.filter { if case .ifWide = shown[$0].room { true } else { false } })
        self.data = { index in data.map { $0.cell(rows[index]) } }
        self.shown = { index in shown.map { $0.cell(rows[index]) } }
    }

    /// With the same columns in both, headed in capitals at a terminal.
    package init<Row>(_ rows: [Row], _ columns: [Column<Row>]) {
        self.init(
            rows,
            data: columns,
            shown: columns.map {
                Column(name: $0.name.uppercased(), isNumber: $0.isNumber, room: $0.room, cell: $0.cell)
            }
        )
    }

    /// The table beside a picture.
    ///
    /// - Parameter numbers: the columns that hold numbers.
    package init(_ table: DataTable, numbers: Set<Int>) {
        self.init(
            table.rows,
            table.columns.enumerated().map { index, name in
                Column(name: name, isNumber: numbers.contains(index)) { $0[index] }
            }
        )
    }

    /// The fields of a row for a spreadsheet.
    package func fields(_ row: Int) -> [String] { data(row) }

    /// The cells of a row for a terminal.
    package func cells(_ row: Int) -> [String] { shown(row) }

    /// The table as it stands on a page: its columns as at a terminal, headed as a sentence begins.
    package func dataTable(caption: String) -> DataTable {
        DataTable(
            caption: caption,
            columns: titles.enumerated().filter { !extra.contains($0.offset) }
                .map { $0.element.prefix(1).uppercased() + $0.element.dropFirst().lowercased() },
            rows: (0..<count).map { row in
                cells(row).enumerated().filter { !extra.contains($0.offset) }.map(\.element)
            }
        )
    }

    package func csv() -> [UInt8] {
        var writer = CSVWriter(header: header)
        for row in 0..<count { writer.row(data(row)) }
        return writer.bytes
    }
}
