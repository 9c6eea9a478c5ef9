import GapDetection
package import Provision

/// The levels in one round.
package struct TrendPoint: Encodable {
    package let round: String
    package let date: String
    package let areas: Int
    package let levels: [String: Int]
    package let notExpected: Int
    package let unrated: Int

    /// - Parameters:
    ///   - rows: those of the snapshot that count.
    ///   - service: only this service type, by index in the framework.
    package init(_ round: Round, _ snapshot: Snapshot, rows: some Collection<Int>, service: Int?, _ scale: RatingScale)
    {
        let counts = snapshot.counts(scale: scale, rows: rows, column: service)
        self.round = round.id.text
        date = round.referenceDate.description
        areas = rows.count
        levels = Dictionary(zip(scale.levels.map(\.code), counts.levels), uniquingKeysWith: { first, _ in first })
        notExpected = counts.notExpected
        unrated = counts.unrated
    }
}

/// The levels counted round by round.
package struct TrendAnswer: Answer {
    package let points: [TrendPoint]
    /// What became of the gaps in each round; left out where nobody asked for gaps.
    package let rounds: [GapCountsAnswer.Row]?
    /// Rounds that are left out, and what is shown in place of the area asked about; left out where nothing is to be said.
    package let notes: [String]?
    private let codes: [String]

    private enum CodingKeys: CodingKey { case points, rounds, notes }

    package init(_ points: [TrendPoint], gaps: [GapCountsAnswer.Row]? = nil, notes: [String], _ scale: RatingScale) {
        rounds = gaps
        self.points = points
        self.notes = notes.isEmpty ? nil : notes
        codes = scale.levels.map(\.code)
    }

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        typealias Column = AnswerTable.Column<TrendPoint>
        func columns(_ name: (String) -> String) -> [Column] {
            let counts: [Column] = codes.map { code in .number(name(code)) { $0.levels[code] ?? 0 } }
            return [
                .text(name("ROUND")) { $0.round }, .text(name("DATE")) { $0.date },
                .number(name("AREAS")) { $0.areas },
            ] + counts + [
                .number(name(CellState.notExpected.words(as: nil).uppercased())) { $0.notExpected },
                .number(name("UNRATED")) { $0.unrated },
            ]
        }
        return AnswerTable(points, data: columns { $0.lowercased() }, shown: columns { $0 })
    }

    package var text: AnswerText {
        var text = AnswerText()
        text.rows(of: rows)
        return text
    }
}
