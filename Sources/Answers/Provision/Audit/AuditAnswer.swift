package import GapDetection
package import Provision

/// Standards by areas: how far each is met as was said, and as the data say, with what both rest on.
package struct AuditAnswer: Answer {
    package let asOf: String
    /// The earlier date it is held against; left out where there is none.
    package let comparedWith: String?
    package let standards: [Asked]
    /// Ids, in the order in which the table has them.
    package let areas: [String]
    package let cells: [Cell]
    /// What is shown in place of the area asked about, or that nothing is known of it; left out where nothing is to be said.
    package let note: String?
    let heading: String
    /// What is said after the tables, for people.
    let outlook: [String]

    private enum CodingKeys: CodingKey { case asOf, comparedWith, standards, areas, cells, note }

    package struct Asked: Encodable {
        package let id: String
        package let kind: String
        package let title: String
        package let text: String
        package let source: String
        package let section: String?
        package let answeredBy: String
        /// The rule by which data can judge it; null where none can.
        package let rule: String?
        /// Whether the data see only a part of it.
        let seesPart: Bool

        private enum Key: CodingKey { case id, kind, title, text, source, section, answeredBy, rule }

        /// Writes null where there is nothing, so that every standard has the same members.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: .id)
            try container.encode(kind, forKey: .kind)
            try container.encode(title, forKey: .title)
            try container.encode(text, forKey: .text)
            try container.encode(source, forKey: .source)
            try container.encode(section, forKey: .section)
            try container.encode(answeredBy, forKey: .answeredBy)
            try container.encode(rule, forKey: .rule)
        }
    }

    /// A standard in an area.
    package struct Cell: Encodable {
        package let standard: String
        package let area: String
        /// "met", "partly", "not" or "not-applicable"; null where nobody said anything.
        package let stated: String?
        /// The same; null where it is not known, or no data can tell.
        package let judged: String?
        /// How the data come to it, or why they do not.
        package let why: String?
        package let evidence: [Ground]
        /// What held at the earlier date; left out where none was asked for.
        package let before: Before?
        let name: String
        let title: String
        let kind: String
        let state: (stated: Assessment.State?, judged: Assessment.State?)
        let earlier: (stated: Assessment.State?, judged: Assessment.State?)?
        let conflict: StandardsAudit.Conflict?
        let isJudged: Bool

        private enum Key: CodingKey { case standard, area, stated, judged, why, evidence, before }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(standard, forKey: .standard)
            try container.encode(area, forKey: .area)
            try container.encode(stated, forKey: .stated)
            try container.encode(judged, forKey: .judged)
            try container.encode(why, forKey: .why)
            try container.encode(evidence, forKey: .evidence)
            try container.encodeIfPresent(before, forKey: .before)
        }
    }

    package struct Before: Encodable {
        package let stated: String?
        package let judged: String?

        private enum Key: CodingKey { case stated, judged }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(stated, forKey: .stated)
            try container.encode(judged, forKey: .judged)
        }
    }

    /// Something that a statement or a verdict rests on.
    package struct Ground: Encodable {
        /// "statement", "service", "intervention", "outcome" or "rating".
        package let what: String
        /// Of the service, the intervention or the service type; left out of a statement.
        package let id: String?
        package let text: String
        /// The document it stands in, by its path.
        package let document: String?
        package let source: String?
        package let section: String?
    }

    /// - Parameters:
    ///   - earlier: the same of an earlier date.
    ///   - heading: what part of the map it is of.
    ///   - outlook: who says so, and what it would take.
    package init(
        _ audit: StandardsAudit,
        _ model: ProvisionModel,
        earlier: StandardsAudit? = nil,
        note: String? = nil,
        heading: String = "",
        outlook: AuditOutlook? = nil
    ) {
        self.outlook = outlook?.sentences ?? []
        asOf = audit.asOf.description
        comparedWith = earlier?.asOf.description
        self.note = note
        self.heading = heading
        standards = audit.standards.map { standard in
            Asked(
                id: standard.id.text,
                kind: standard.kind.rawValue,
                title: standard.title,
                text: standard.text,
                source: standard.source.text,
                section: standard.section,
                answeredBy: standard.answeredBy.rawValue,
                rule: standard.judge?.rule.word,
                seesPart: standard.judge?.seesPart ?? false
            )
        }
        areas = audit.areas.map { model.areas.areas[$0].id.text }
        var past: [Standard.ID: [Int: StandardsAudit.Cell]] = [:]
        for cell in earlier?.cells ?? [] {
            guard let standard = earlier?.standards[cell.standard] else { continue }
            past[standard.id, default: [:]][cell.area] = cell
        }
        cells = audit.cells.map { cell in
            let standard = audit.standards[cell.standard]
            let before = past[standard.id]?[cell.area]
            let states = earlier.map { _ in (stated: before?.stated, judged: before?.judged) }
            return Cell(
                standard: standard.id.text,
                area: model.areas.areas[cell.area].id.text,
                stated: cell.stated?.word,
                judged: cell.judged?.word,
                why: cell.verdict?.reason(model),
                evidence: cell.statements.flatMap(Ground.grounds)
                    + (cell.verdict?.evidence ?? []).map { Ground($0, model.framework) },
                before: states.map { Before(stated: $0.stated?.word, judged: $0.judged?.word) },
                name: model.areas.areas[cell.area].name,
                title: standard.title,
                kind: standard.kind.rawValue,
                state: (cell.stated, cell.judged),
                earlier: states,
                conflict: cell.conflict,
                isJudged: cell.verdict != nil
            )
        }
    }

    package var table: AnswerTable? {
        typealias Column = AnswerTable.Column<Cell>
        var columns: [Column] = [
            .text("standard") { $0.standard }, .text("kind") { $0.kind }, .text("title") { $0.title },
            .text("area") { $0.area }, .text("name") { $0.name }, .text("stated") { $0.stated ?? "" },
            .text("judged") { $0.judged ?? "" },
        ]
        if comparedWith != nil {
            columns += [
                .text("stated before") { $0.before?.stated ?? "" }, .text("judged before") { $0.before?.judged ?? "" },
            ]
        }
        columns += [
            .text("why") { $0.why ?? "" },
            .text("evidence") { cell in
                cell.evidence.map { $0.text + ($0.document.map { " (\($0))" } ?? "") }.joined(separator: "; ")
            },
        ]
        return AnswerTable(cells, columns)
    }
}

extension AuditAnswer.Ground {
    /// What an area said, and the evidence it gave.
    fileprivate static func grounds(of statement: StandardsAudit.Statement) -> [Self] {
        let document = documentPath(statement.document)
        let said = "Stated as \(statement.assessment.state.words)"
        guard !statement.assessment.evidence.isEmpty else {
            return [Self(what: "statement", id: nil, text: said, document: document, source: nil, section: nil)]
        }
        return statement.assessment.evidence.map { evidence in
            Self(
                what: "statement",
                id: nil,
                text: evidence.text,
                document: document,
                source: evidence.source?.text,
                section: evidence.section
            )
        }
    }

    fileprivate init(_ ground: StandardVerdict.Ground, _ framework: Framework) {
        switch ground.subject {
        case .service(let service): (what, id) = ("service", service.id.text)
        case .intervention(let intervention): (what, id) = ("intervention", intervention.text)
        case .outcome(let service, _): (what, id) = ("outcome", service.id.text)
        case .rating(let column, _): (what, id) = ("rating", framework.serviceTypes[column].id.text)
        }
        text = ground.displayText(framework)
        document = ground.document.map(documentPath)
        source = nil
        section = nil
    }
}

extension Assessment.State {
    /// As answers for programs write it.
    package var word: String { self == .notMet ? "not" : rawValue }
}
