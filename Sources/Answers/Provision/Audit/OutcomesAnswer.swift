package import Exhibits
package import GapDetection
package import Provision

/// What services came to for families, by measure, with totals. Small numbers are withheld in every form.
package struct OutcomesAnswer: Answer {
    package let asOf: String
    package let measures: [Measured]
    package let outcomes: [Row]
    package let totals: [Total]
    /// What is shown in place of the area asked about; left out where nothing is to be said.
    package let note: String?
    let heading: String
    /// Where the measures are named.
    let cited: [String]

    private enum CodingKeys: CodingKey { case asOf, measures, outcomes, totals, note }

    package struct Measured: Encodable {
        package let id: String
        package let name: String
        package let core: Bool
    }

    /// A service in an area by one measure in one period. What is not stated is null, and so is what is withheld, which is named.
    package struct Row: Encodable {
        package let area: String
        package let areaName: String
        package let service: String
        package let serviceName: String
        package let measure: String?
        package let from: String
        package let until: String
        package let counts: Counts
        let measureName: String

        private enum Key: CodingKey { case area, areaName, service, serviceName, measure, from, until }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(area, forKey: .area)
            try container.encode(areaName, forKey: .areaName)
            try container.encode(service, forKey: .service)
            try container.encode(serviceName, forKey: .serviceName)
            try container.encode(measure, forKey: .measure)
            try container.encode(from, forKey: .from)
            try container.encode(until, forKey: .until)
            try counts.encode(to: encoder)
        }
    }

    package struct Total: Encodable {
        /// What heads the areas; null for all of them.
        package let area: String?
        package let areaName: String
        package let measure: String?
        package let rows: Int
        package let counts: Counts
        let measureName: String

        private enum Key: CodingKey { case area, areaName, measure, rows }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(area, forKey: .area)
            try container.encode(areaName, forKey: .areaName)
            try container.encode(measure, forKey: .measure)
            try container.encode(rows, forKey: .rows)
            try counts.encode(to: encoder)
        }
    }

    /// What may be told of a line's counts.
    package struct Counts: Encodable {
        private let shown: OutcomeTable.Shown

        fileprivate init(_ shown: OutcomeTable.Shown) { self.shown = shown }

        private enum Key: CodingKey {
            case referred, contacts, seen, paired, improved, ethnicityRecorded, deprivationRecorded, withheld
        }

        private static let keys: [(Key, Outcome.Count)] = [
            (.referred, .referred), (.contacts, .contacts), (.seen, .seen), (.paired, .paired), (.improved, .improved),
            (.ethnicityRecorded, .ethnicityRecorded),
            (.deprivationRecorded, .deprivationRecorded),
        ]

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            for (key, count) in Self.keys { try container.encode(shown[count], forKey: key) }
            let withheld = Self.keys.filter { shown.isWithheld($0.1) }.map(\.0.stringValue)
            try container.encode(withheld, forKey: .withheld)
        }

        var hasWithheld: Bool { Self.keys.contains { shown.isWithheld($0.1) } }

        /// A number, "withheld", or nothing.
        func data(_ count: Outcome.Count) -> String {
            shown.isWithheld(count) ? "withheld" : shown[count].map(String.init) ?? ""
        }

        /// For a terminal: a number, a star, or a dash.
        func shown(_ count: Outcome.Count) -> String {
            shown.isWithheld(count) ? "*" : shown[count].map { grouped($0) } ?? "-"
        }

        /// A number with its share of those that it is a part of, where both may be told; of what is on record the share alone.
        func shared(_ count: Outcome.Count) -> String {
            guard let whole = count.whole.flatMap({ shown[$0] }), whole > 0, let part = shown[count] else {
                return shown(count)
            }
            let share = "\((part * 100 + whole / 2) / whole)%"
            return [.ethnicityRecorded, .deprivationRecorded].contains(count) ? share : "\(grouped(part)) (\(share))"
        }
    }

    /// - Parameters:
    ///   - shows: whether an area, by place in the hierarchy, belongs to the part that is asked about.
    ///   - heading: what part of the map it is of.
    package init(
        _ table: OutcomeTable,
        _ model: ProvisionModel,
        shows: (Int) -> Bool = { _ in true },
        note: String? = nil,
        heading: String = ""
    ) {
        asOf = table.asOf.description
        self.note = note
        self.heading = heading
        measures = model.framework.measures.map { Measured(id: $0.id.text, name: $0.name, core: $0.isCore) }
        cited = model.framework.measures.reduce(into: []) { places, measure in
            guard let title = measure.source.flatMap({ model.framework.source($0)?.title }) else { return }
            let place = measure.section.map { "\(title), \(Evidence.displayText($0))" } ?? title
            if !places.contains(place) { places.append(place) }
        }
        // What a divided area returned is its head's, and nobody knows of which successor.
        outcomes = table.rows.filter { shows($0.area) || shows($0.head) }.map { row in
            Row(
                area: model.areas.areas[row.area].id.text,
                areaName: model.areas.areas[row.area].name,
                service: row.service.text,
                serviceName: row.name,
                measure: row.measure?.id.text,
                from: row.from.description,
                until: row.until.description,
                counts: Counts(row.shown),
                measureName: Self.name(row.measure)
            )
        }
        // A total is of all areas of a head: of a part of them there is none, by which those left out could be worked out.
        let whole = table.rows.allSatisfy { shows($0.area) || shows($0.head) }
        totals = table.totals.filter { $0.head.map(shows) ?? whole }.map { total in
            Total(
                area: total.head.map { model.areas.areas[$0].id.text },
                areaName: total.head.map { model.areas.areas[$0].name } ?? "All",
                measure: total.measure?.id.text,
                rows: total.rows,
                counts: Counts(total.shown),
                measureName: Self.name(total.measure)
            )
        }
    }

    private static func name(_ measure: Measure?) -> String {
        measure.map { $0.id.text + ($0.isCore ? " (core)" : "") } ?? "none"
    }

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        typealias Column = AnswerTable.Column<Row>
        func data(_ name: String, _ count: Outcome.Count) -> Column { .figure(name) { $0.counts.data(count) } }
        return AnswerTable(
            outcomes,
            data: [
                .text("area") { $0.area }, .text("area name") { $0.areaName }, .text("service") { $0.service },
                .text("service name") { $0.serviceName }, .text("measure") { $0.measure ?? "" },
                .text("from") { $0.from }, .text("until") { $0.until }, data("referred", .referred),
                data("contacts", .contacts),
                data("seen", .seen), data("paired", .paired),
                data("improved", .improved), data("ethnicity recorded", .ethnicityRecorded),
                data("deprivation recorded", .deprivationRecorded),
            ] as [Column],
            shown: [
                .text("AREA") { $0.areaName }, .text("SERVICE") { $0.serviceName },
                .text("PERIOD") { "\($0.from) to \($0.until)" }, .text("MEASURE") { $0.measureName },
            ] + Self.figures(outcomes) { $0.counts }
        )
    }

    /// A column for each count that any line has anything of: shares where it is a part of another.
    private static func figures<Line>(
        _ lines: [Line],
        _ counts: @escaping (Line) -> Counts
    ) -> [AnswerTable.Column<Line>] {
        let titles: [(Outcome.Count, String)] = [
            (.referred, "REFERRED"), (.contacts, "CONTACTS"), (.seen, "SEEN"), (.paired, "PAIRED"),
            (.improved, "IMPROVED"), (.ethnicityRecorded, "ETHNICITY"), (.deprivationRecorded, "DEPRIVATION"),
        ]
        return titles.filter { count, _ in lines.contains { !counts($0).data(count).isEmpty } }
            .map { count, title in .figure(title) { counts($0).shared(count) } }
    }

    private var sums: AnswerTable {
        typealias Column = AnswerTable.Column<Total>
        return AnswerTable(
            totals,
            [
                .text("total of") { $0.areaName }, .text("measure") { $0.measureName },
                .figure("lines") { String($0.rows) },
            ] as [Column] + Self.figures(totals) { $0.counts }
        )
    }

    package var text: AnswerText {
        var text = AnswerText(["\(heading): outcomes for families, \(inWords(asOf))"])
        text.paragraph([note].compactMap { $0 })
        text.paragraph(headlines.flatMap { wrapped($0) })
        guard !outcomes.isEmpty else { return text }
        text.line()
        text.rows(of: rows)
        if !totals.isEmpty {
            text.line()
            text.rows(of: sums)
        }
        if !legend.isEmpty { text.paragraph(wrapped(legend)) }
        return text
    }

    /// How to read the tables.
    package var legend: String {
        let withheld = outcomes.contains { $0.counts.hasWithheld } || totals.contains { $0.counts.hasWithheld }
        let star =
            withheld
            ? "* stands for a number under \(OutcomeCount.smallest), and for one by which such a number could be worked out. "
            : ""
        let isMeasured = outcomes.contains { !$0.counts.data(.paired).isEmpty }
        let isRecorded = outcomes.contains {
            !$0.counts.data(.ethnicityRecorded).isEmpty || !$0.counts.data(.deprivationRecorded).isEmpty
        }
        return star
            + (isMeasured
                ? "Paired are those measured at the beginning and at the end, in per cent of those seen; improved in per cent of these. "
                : "")
            + (isRecorded
                ? "Ethnicity and deprivation are those with it on record, in per cent of those seen." : "")
    }

    /// The rows for a page.
    package var rowsTable: DataTable { rows.dataTable(caption: "Outcomes as of \(inWords(asOf)), service by service.") }

    /// The totals for a page.
    package var sumsTable: DataTable { sums.dataTable(caption: "Totals as of \(inWords(asOf)), by measure.") }

    /// What is said first: who returns outcomes, by what measures, and which of them are core.
    package var headlines: [String] {
        guard !measures.isEmpty else {
            return ["The framework names no measures: write them into framework.xml, under <measures>."]
        }
        let core = measures.filter(\.core)
        let names = listed(measures.map(\.name))
        let sources = cited.isEmpty ? "" : " (\(cited.joined(separator: "; ")))"
        let kinds =
            core.isEmpty
            ? "The framework names \(counted(measures.count, "measure")), none of them core: \(names)\(sources)."
            : "Core \(core.count == 1 ? "measure" : "measures"): \(listed(core.map(\.name)))."
        guard !outcomes.isEmpty else { return ["Nobody has returned outcomes.", kinds] }
        let services = Set(outcomes.map(\.service)).count
        let areas = Set(outcomes.map(\.area)).count
        let byCore = Set(outcomes.filter { row in core.contains { $0.id == row.measure } }.map(\.service)).count
        return [
            "\(counted(services, "service")) in \(counted(areas, "area")) \(services == 1 ? "returns" : "return") outcomes, "
                + "\(byCore == 0 ? "none" : grouped(byCore)) of them by a core measure.", kinds,
        ]
    }
}
