package import Exhibits
package import GapDetection
import Provision

/// The gaps at a date.
package struct GapListAnswer: Answer {
    package let asOf: String
    package let total: Int
    /// How many of them are gaps in provision.
    package let provision: Int
    /// How many of them are gaps in the record.
    package let record: Int
    package let gaps: [GapAnswer]
    package let notJudged: [Unknown]
    /// What is shown in place of the area asked about, or that nothing is known of it; left out where nothing is to be said.
    package let note: String?
    private let register: GapRegister
    private let heading: String
    private let ruleNote: String?
    private let isUnknown: Bool
    private let numbers: [Gap.ID: Int]?

    private enum CodingKeys: CodingKey { case asOf, total, provision, record, gaps, notJudged, note }

    package struct Unknown: Encodable {
        package let kind: String
        package let reason: String
        package let areas: [String]
    }

    /// - Parameters:
    ///   - heading: what part of the map it is of.
    ///   - ruleNote: by which rule areas that are made of several have their levels; nil where there are none.
    ///   - numbers: each gap's place in the whole register, by which `explain` knows it; nil where it cannot be asked about.
    ///   - isUnknown: whether nothing is on record, so that gaps cannot be told.
    package init(
        _ register: GapRegister,
        note: String? = nil,
        heading: String = "",
        ruleNote: String? = nil,
        numbers: [Gap.ID: Int]? = nil,
        isUnknown: Bool = false
    ) {
        self.numbers = numbers
        self.note = note
        self.register = register
        self.heading = heading
        self.ruleNote = ruleNote
        self.isUnknown = isUnknown
        asOf = register.asOf.description
        total = register.gaps.count
        provision = register.tally.provision
        record = register.tally.record
        notJudged = register.notJudged.map {
            Unknown(kind: $0.kind.rawValue, reason: $0.reason, areas: $0.areas.map(\.text))
        }
        gaps = register.gaps.map(GapAnswer.init)
    }

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable { AnswerTable([(name: "gaps", register: register)], naming: false, numbers: numbers) }

    package var xml: [UInt8]? { register.xml() }

    package var text: AnswerText {
        guard !isUnknown else {
            return AnswerText(["\(heading), \(inWords(asOf)): nothing is on record, so that gaps cannot be told."])
        }
        var text = AnswerText(["\(heading), \(inWords(asOf)): \(register.summary)"])
        let table = rows
        for section in RegisterSection.allCases {
            let found = register.gaps.indices.filter { register.gaps[$0].kind.section == section }
            guard !found.isEmpty else { continue }
            text.line()
            text.line(section.title)
            text.rows(of: table, found)
        }
        text.line()
        text.lines(register.notJudgedLines + [ruleNote].compactMap { $0 })
        text.line(
            numbers == nil
                ? "'lacuna explain GAP-ID' says why (--format csv has the ids); --min-severity and --kind shorten the list."
                : "'lacuna explain 1' says why of the first, by the number before it; --min-severity and --kind shorten the list."
        )
        return text
    }
}
