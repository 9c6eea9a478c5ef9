package import GapDetection
package import Provision

/// What a register says first, each sentence with its figure, its area, its children, its change and the gaps beneath it.
package struct HeadlinesAnswer: Answer {
    let asOf: String
    /// The day of the round that the figures are compared with; nil where there is none.
    let comparedWith: String?
    let headlines: [Entry]
    private let heading: String
    private let date: CalendarDate
    private let fallback: String

    private enum CodingKeys: CodingKey {
        case asOf, comparedWith, headlines
    }

    struct Entry: Encodable {
        let kind: String
        let sentence: String
        /// The number it turns on.
        let figure: Int
        /// Against the round before.
        let change: Int?
        let area: String?
        let services: [String]
        /// Aged 0-4.
        let children: Int?
        /// Their ids, the most severe first.
        let gaps: [String]

        init(_ headline: Headline) {
            kind = headline.kind.rawValue
            sentence = headline.sentence
            figure = headline.figure
            change = headline.change
            area = headline.area?.text
            services = headline.services.map(\.text)
            children = headline.children
            gaps = headline.gaps.map(\.description)
        }
    }

    /// - Parameter heading: whom they speak of.
    package init(_ headlines: Headlines, heading: String, asOf date: CalendarDate) {
        asOf = date.description
        comparedWith = headlines.comparedWith?.description
        self.headlines = headlines.headlines.map(Entry.init)
        self.heading = heading
        self.date = date
        fallback = headlines.fallback
    }

    package var table: AnswerTable? { rows }

    private var rows: AnswerTable {
        AnswerTable(
            headlines,
            [
                .text("kind") { $0.kind }, .text("sentence") { $0.sentence }, .number("figure") { $0.figure },
                .number("change") { $0.change }, .text("area") { $0.area ?? "" },
                .text("services") { $0.services.joined(separator: " ") }, .number("children") { $0.children },
                .text("gaps") { $0.gaps.joined(separator: " ") },
            ]
        )
    }

    package var text: AnswerText {
        var text = AnswerText(["\(heading), \(date.displayText)"])
        text.paragraph(lines)
        return text
    }

    /// The sentences as a list; the fallback where there are none.
    package var lines: [String] {
        headlines.isEmpty
            ? ["\(fallback)."]
            : headlines.enumerated().map { "\($0 + 1). \($1.sentence)" }
    }
}
