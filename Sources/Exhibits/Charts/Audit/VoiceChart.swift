import Markup
import Provision

/// Draws answers as bars of the share of everybody asked, question by question, each with its figure as it is printed.
public enum VoiceChart {
    public static func svg(_ data: VoiceFigures, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        options.fitting { Chart(data: data, options: $0).svg() }
    }

    /// Every figure, drawn or not.
    public static func table(_ data: VoiceFigures) -> DataTable {
        DataTable(
            caption: data.caption.title,
            columns: ["Question", "Answer", "Figure as printed", "Survey"],
            rows: data.figures
        )
    }

    private struct Chart {
        let data: VoiceFigures
        let options: ExhibitOptions
        private let labelWidth: Double
        private let figureWidth: Double

        private var width: Double { options.room(900) }
        private let rowHeight = 24.0
        private let lineHeight = 18.0
        private let gap = 12.0
        private let axisHeight = 34.0
        private let name = TextMeasure(size: 13)
        private let heading = TextMeasure(size: 13, isBold: true)
        private let number = TextMeasure(size: 12)

        init(data: VoiceFigures, options: ExhibitOptions) {
            self.data = data
            self.options = options
            let (name, number) = (self.name, self.number)
            let answers = data.questions.flatMap(\.answers)
            labelWidth =
                min(max(answers.map { name.width(of: $0.text) }.max() ?? 0, 100), min(330, options.room(900) * 0.5))
                + 14
            figureWidth = (answers.map { number.width(of: $0.figure) }.max() ?? 0) + 14
        }

        func svg() -> [UInt8] {
            let wish = LevelStyle(
                key: "wish",
                letter: "",
                fill: options.palette.colour(.full),
                palette: options.palette
            )
            let other = LevelStyle(key: "other", letter: "", fill: .paper, pattern: .diagonal, isBlank: true)
            var entries: [Legend.Entry] = []
            if data.questions.contains(where: \.isWish) {
                entries.append(.init(style: wish, name: "What families want"))
            }
            if data.questions.contains(where: { !$0.isWish }) {
                entries.append(.init(style: other, name: "What they do, have and feel"))
            }
            let titles = data.questions.map { heading.wrap($0.text, width: width) }
            let height = zip(titles, data.questions).reduce(axisHeight) { sum, question in
                sum + Double(question.0.count) * lineHeight + 6 + Double(question.1.answers.count) * rowHeight + gap
            }
            let frame = ExhibitFrame(
                data.caption,
                options,
                form: "Bars of shares, one for each answer, in a group for each question",
                summary: summary,
                table: VoiceChart.table(data),
                legend: Legend(entries: entries)
            )
            return frame.svg(width: width, height: height) { writer, left, top in
                let scale = LinearScale(
                    exactly: 0...100,
                    from: left + labelWidth,
                    to: left + width - figureWidth
                )
                Axis.valuesBelow(scale, top: top, bottom: top + height - axisHeight, to: &writer)
                writer.label(
                    "Share of those asked, %",
                    x: left,
                    y: top + height - axisHeight + 16,
                    Axis.text,
                    colour: .muted
                )
                var y = top
                for (question, lines) in zip(data.questions, titles) {
                    for line in lines {
                        writer.label(line, x: left, y: y + 14, heading, plate: .paper)
                        y += lineHeight
                    }
                    y += 6
                    for answer in question.answers {
                        draw(answer, of: question, question.isWish ? wish : other, y: y, scale, to: &writer)
                        y += rowHeight
                    }
                    y += gap
                }
            }
        }

        private func draw(
            _ answer: VoiceFigures.Answer,
            of question: VoiceFigures.Question,
            _ style: LevelStyle,
            y: Double,
            _ scale: LinearScale,
            to writer: inout MarkupWriter
        ) {
            writer.rowName(answer.text, right: scale.start - 10, middle: y + 12, width: labelWidth - 12, name)
            let end = scale.position(min(100, max(0, answer.percent)))
            writer.box(
                scale.start,
                y + 3,
                max(end - scale.start, 1.5),
                rowHeight - 6,
                style,
                title: "\(question.text): \(answer.text), \(answer.figure)"
            )
            writer.label(answer.figure, x: end + 8, y: y + 16, number, colour: .muted, plate: .paper)
        }

        private var summary: String {
            data.questions.map { question in
                let answers = question.answers.map { "\($0.text), \($0.figure)" }
                return "\(question.text): \(answers.joined(separator: "; "))."
            }.joined(separator: " ")
        }
    }
}
