package import GapDetection
package import Provision

/// How evenly each service type reaches the children of each ICS.
package struct EquityAnswer: Answer {
    package let measures: [Row]
    /// Whose figures those of areas without their own are; left out where all areas have theirs.
    package let note: String?
    /// Who lives there by ethnic group, of the areas whose document says so; left out where none does.
    package let composition: [Composition]?
    /// The sources of the numbers of children, with their licences.
    package let sources: [String]
    private let heading: String
    private let codes: [String]
    /// The sources of each measure.
    private let sourcesOfRows: [[String]]

    private enum CodingKeys: CodingKey { case measures, composition, note, sources }

    package struct Row: Encodable {
        package let ics: String
        package let icsName: String
        package let service: String
        package let serviceName: String
        /// By the level's code.
        package let children: [String: Int]
        package let otherChildren: Int
        package let shareFull: Double?
        package let giniSimpson: Double?
        package let consensus: Double?
        package let best: [String]
        package let worst: [String]
        package let childrenNotKnown: [String]

        init(_ equity: Equity, _ scale: RatingScale) {
            ics = equity.head.id.text
            icsName = equity.head.name
            service = equity.service.id.text
            serviceName = equity.service.name
            children = Dictionary(
                zip(scale.levels.map(\.code), equity.children),
                uniquingKeysWith: { first, _ in first }
            )
            otherChildren = equity.otherChildren
            shareFull = equity.fullShare
            giniSimpson = equity.giniSimpson
            consensus = equity.consensus
            best = equity.best.map(\.name)
            worst = equity.worst.map(\.name)
            childrenNotKnown = equity.unknown.map(\.name)
        }
    }

    /// - Parameters:
    ///   - snapshot: what it is of.
    ///   - heading: what part of the map it is of, and when.
    package init(_ measures: [Equity], _ model: ProvisionModel, at snapshot: Snapshot, heading: String = "") {
        let composed = model.composedAreas(in: snapshot).compactMap { Composition(model.areas.areas[$0], model) }
        composition = composed.isEmpty ? nil : composed
        sources = model.areas.peopleSources(of: measures).map(\.citation)
        sourcesOfRows = measures.map { model.areas.peopleSources(of: [$0]).map(\.citation) }
        self.measures = measures.map { Row($0, model.framework.scale) }
        note = AreaHierarchy.peopleNote(measures.flatMap(\.counted))
        codes = model.framework.scale.levels.map(\.code)
        self.heading = heading
    }

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        typealias Line = (row: Row, sources: [String])
        typealias Column = AnswerTable.Column<Line>
        let shares: [(String, String, KeyPath<Row, Double?>)] = [
            ("share full", "FULL", \.shareFull), ("gini-simpson", "DIFFER", \.giniSimpson),
            ("consensus", "AGREE", \.consensus),
        ]
        func share(_ name: String, _ path: KeyPath<Row, Double?>) -> Column {
            .figure(name) { $0.row[keyPath: path].map(threeDigits) ?? "" }
        }
        return AnswerTable(
            zip(measures, sourcesOfRows).map { ($0, $1) },
            data: [
                .text("ics") { $0.row.ics }, .text("service") { $0.row.service },
                .text("service name") { $0.row.serviceName },
            ] + codes.map { code in .number("children \(code)") { $0.row.children[code] ?? 0 } }
                + shares.map { share($0.0, $0.2) } + [
                    .text("best") { $0.row.best.joined(separator: "; ") },
                    .text("worst") { $0.row.worst.joined(separator: "; ") },
                    .text("source") { $0.sources.joined(separator: "; ") },
                ],
            shown: [.text("SERVICE TYPE") { $0.row.serviceName }]
                + codes.map { code in .number(code) { $0.row.children[code] ?? 0 } }
                + shares.map { share($0.1, $0.2) }
                + [.text("BEST") { few($0.row.best) }, .text("WORST") { few($0.row.worst) }]
        )
    }

    package var text: AnswerText {
        var text = AnswerText(["\(heading): children aged 0-4 by the level they live under"])
        let table = rows
        var told: Set<String> = []
        for measure in measures where told.insert(measure.ics).inserted {
            text.line()
            text.line(measure.icsName)
            text.rows(of: table, measures.indices.filter { measures[$0].ics == measure.ics })
        }
        text.paragraph([
            "FULL: the share of children who live where provision is full. DIFFER: the chance that two of them live under different levels.",
            "AGREE: 1 where all live under one level, 0 where half live under the worst and half under the best; levels outside the order are left out.",
        ])
        if let composition {
            text.line()
            text.line("Who lives there, by ethnic group as printed; what is missing to 100% is not stated")
            text.rows(of: composition.table)
            text.lines(
                Set(composition.map(\.citation)).sorted().map { "Source: \($0)" }
            )
        }
        text.paragraph([note].compactMap { $0 })
        text.paragraph(sources.map { "Source: \($0)" })
        return text
    }
}

/// Two of many names, and how many more.
private func few(_ names: [String]) -> String {
    names.count > 3
        ? names.prefix(2).joined(separator: ", ") + " and \(names.count - 2) more" : names.joined(separator: ", ")
}

extension AreaHierarchy {
    /// The sources of the children that some measures count.
    fileprivate func peopleSources(of measures: [Equity]) -> [Source] {
        peopleSources(of: Set(measures.flatMap(\.counted).compactMap { index(of: $0.id) }))
    }
}
