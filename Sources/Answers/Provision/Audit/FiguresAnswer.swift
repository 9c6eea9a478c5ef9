package import Exhibits
import GapDetection
package import Provision

/// Published figures held against what they should agree with.
package struct FiguresAnswer: Answer {
    package let checks: [Check]
    private let titles: [Source.ID: String]

    private enum CodingKeys: CodingKey { case checks }

    package struct Check: Encodable {
        package let id: String
        package let title: String
        /// What the numbers are of; null where the title says it.
        package let unit: String?
        package let source: String
        package let section: String?
        /// As printed, or the sum of what is printed.
        package let printed: Double
        /// As printed in words; null where digits are.
        package let words: String?
        package let expected: Double
        /// "need", "same", "sum", "adds-up", "more-than", "less-than" or "share".
        package let rule: String
        package let why: String
        package let agrees: Bool
        let place: Source.ID
        let numbers: (printed: PrintedNumber, expected: PrintedNumber)

        private enum Key: CodingKey {
            case id, title, unit, source, section, printed, words, expected, rule, why, agrees
        }

        /// Writes null where there is nothing, so that every check has the same members.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: .id)
            try container.encode(title, forKey: .title)
            try container.encode(unit, forKey: .unit)
            try container.encode(source, forKey: .source)
            try container.encode(section, forKey: .section)
            try container.encode(printed, forKey: .printed)
            try container.encode(words, forKey: .words)
            try container.encode(expected, forKey: .expected)
            try container.encode(rule, forKey: .rule)
            try container.encode(why, forKey: .why)
            try container.encode(agrees, forKey: .agrees)
        }
    }

    package init(_ model: ProvisionModel) {
        checks = FigureCheck.all(of: model).map { check in
            Check(
                id: check.id,
                title: check.title,
                unit: check.unit,
                source: check.source.text,
                section: check.section,
                printed: check.printed.double,
                words: check.words,
                expected: check.expected.double,
                rule: check.rule.word,
                why: check.why,
                agrees: check.agrees,
                place: check.source,
                numbers: (check.printed, check.expected)
            )
        }
        titles = Dictionary(
            model.framework.sources.map { ($0.id, $0.title) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package var table: AnswerTable? { table(of: checks) }

    private func table(of checks: [Check]) -> AnswerTable {
        typealias Column = AnswerTable.Column<Check>
        return AnswerTable(
            checks,
            data: [
                .text("id") { $0.id }, .text("title") { $0.title }, .text("source") { $0.source },
                .text("section") { $0.section ?? "" }, .text("printed") { $0.numbers.printed.description },
                .text("words") { $0.words ?? "" }, .text("expected") { $0.numbers.expected.description },
                .text("unit") { $0.unit ?? "" }, .text("rule") { $0.rule },
                .text("agrees") { $0.agrees ? "yes" : "no" }, .text("why") { $0.why },
            ] as [Column],
            shown: [
                .text("FIGURE") { $0.title },
                .text("PRINTED") { check in check.words ?? with(check.numbers.printed, check) },
                .text("SHOULD AGREE WITH") { check in with(check.numbers.expected.rounded, check) },
            ] as [Column]
        )
    }

    private func with(_ number: PrintedNumber, _ check: Check) -> String {
        number.displayText(in: check.unit)
    }

    /// How many agree, in a sentence.
    package var headline: String {
        let wrong = checks.count { !$0.agrees }
        guard wrong > 0 else {
            return "\(counted(checks.count, "published figure")): all agree with what they should agree with."
        }
        return "\(counted(checks.count, "published figure")), and \(grouped(wrong)) of them "
            + "\(wrong == 1 ? "does" : "do") not agree with what \(wrong == 1 ? "it" : "they") should agree with."
    }

    /// Those that do not agree, for a page; nil where all do.
    package var disagreeing: DataTable? {
        let wrong = checks.filter { !$0.agrees }
        guard !wrong.isEmpty else { return nil }
        return DataTable(
            caption: "Published figures that do not agree with what they should agree with.",
            columns: ["Figure", "Printed", "Should agree with", "Why", "Source"],
            rows: wrong.map { check in
                let section = check.section.map { ", \(Evidence.displayText($0))" } ?? ""
                return [
                    check.title, check.words ?? with(check.numbers.printed, check),
                    with(check.numbers.expected.rounded, check), check.why,
                    "\(titles[check.place] ?? check.source)\(section)",
                ]
            }
        )
    }

    package var text: AnswerText {
        guard !checks.isEmpty else {
            return AnswerText([
                "No published figures are on record: write them into framework.xml, under <figures>, to have them checked."
            ])
        }
        let (wrong, right) = (checks.filter { !$0.agrees }, checks.filter(\.agrees))
        var text = AnswerText([headline])
        var cited: [Source.ID] = []
        for check in wrong {
            let number = (cited.firstIndex(of: check.place) ?? cited.count) + 1
            if number > cited.count { cited.append(check.place) }
            let section = check.section.map { ", \(Evidence.displayText($0))" } ?? ""
            text.paragraph(
                wrapped("\(check.title) [\(number)\(section)]") + wrapped(check.why, indent: 2)
            )
        }
        if !right.isEmpty {
            text.paragraph([wrong.isEmpty ? "All of them:" : "The others agree:"])
            text.rows(of: table(of: right))
        }
        text.paragraph(
            cited.enumerated().flatMap { index, source in wrapped("[\(index + 1)] \(titles[source] ?? source.text)") }
        )
        return text
    }
}
