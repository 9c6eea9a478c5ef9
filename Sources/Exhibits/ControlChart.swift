import Markup
import Provision

/// A measure through time, such as the number of open gaps in each round.
public struct Measurements: Sendable {
    public var caption: ExhibitCaption
    /// What is measured: "Open gaps".
    public var unit: String
    /// In order of time. A point without a number is left out, and named below the chart.
    public var points: [(label: String, value: Double)]
    public var aim: ProcessBehaviour.Aim
    public var target: Double?
    /// The least value there can be: 0 for counts. A process limit below it is not drawn.
    public var leastPossible: Double?

    public init(
        caption: ExhibitCaption,
        unit: String,
        points: [(label: String, value: Double)],
        aim: ProcessBehaviour.Aim,
        target: Double? = nil,
        leastPossible: Double? = 0
    ) {
        self.caption = caption
        self.unit = unit
        self.points = points
        self.aim = aim
        self.target = target
        self.leastPossible = leastPossible
    }
}

/// Draws a measure as an XmR chart, with variation and assurance in words; as a run chart where there are fewer than
/// twelve points, which it says.
public enum ControlChart {
    public static func svg(_ data: Measurements, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        let points = usable(data)
        guard let behaviour = ProcessBehaviour(points.map(\.value)) else {
            return ExhibitFrame(
                data.caption,
                options,
                form: "Control chart",
                summary: "There is no point to show.",
                table: table(data),
                legend: Legend(entries: [])
            ).svg(width: 900, height: 30) { writer, left, top in
                writer.label("There is no point to show.", x: left, y: top + 18, TextMeasure(size: 13))
            }
        }
        return Chart(data: data, labels: points.map(\.label), behaviour: behaviour, options: options).svg()
    }

    /// What the chart says, in sentences: variation at the latest point, assurance, rules that mark points.
    public static func findings(_ data: Measurements) -> [String] {
        let points = usable(data)
        guard let behaviour = ProcessBehaviour(points.map(\.value)) else { return ["There is no point to show."] }
        return Chart(data: data, labels: points.map(\.label), behaviour: behaviour, options: ExhibitOptions()).findings
    }

    /// The same figures as a table.
    public static func table(_ data: Measurements) -> DataTable {
        let points = usable(data)
        let behaviour = ProcessBehaviour(points.map(\.value))
        let lines: [(String, Double)] =
            behaviour.map { behaviour in
                guard behaviour.hasLimits else { return [("Median", behaviour.median)] }
                return [
                    ("Mean", behaviour.mean), ("Lower process limit", behaviour.lowerLimit),
                    ("Upper process limit", behaviour.upperLimit),
                ]
            } ?? []
        return DataTable(
            caption: data.caption.title,
            columns: ["Point", data.unit, "Variation", "Rules"],
            rows: points.enumerated().map { index, point in
                let rules = ProcessBehaviour.Rule.allCases.filter { behaviour?.signals[index].contains($0) ?? false }
                return [
                    point.label, decimal(point.value),
                    behaviour.map { $0.hasLimits ? $0.variation(at: index, aim: data.aim).rawValue : "" } ?? "",
                    rules.map(\.rawValue).joined(separator: "; "),
                ]
            } + lines.map { [$0, grouped($1, decimals: 2), "", ""] }
        )
    }

    private static func usable(_ data: Measurements) -> [(label: String, value: Double)] {
        data.points.filter { $0.value.isFinite && abs($0.value) <= LinearScale.largest }
    }

    /// A number with one decimal where it has any.
    private static func decimal(_ value: Double) -> String {
        grouped(value, decimals: value == value.rounded() ? 0 : 1)
    }

    private struct Chart {
        let data: Measurements
        let labels: [String]
        let behaviour: ProcessBehaviour
        let options: ExhibitOptions

        private let width = 900.0
        private let plotHeight = 260.0

        init(data: Measurements, labels: [String], behaviour: ProcessBehaviour, options: ExhibitOptions) {
            self.data = data
            self.labels = labels
            self.behaviour = behaviour
            self.options = options
        }

        /// A horizontal line with its name at the right.
        private struct Line {
            let name: String
            let value: Double
            let dash: String?
            let colour: Colour
        }

        private var lines: [Line] {
            var lines: [Line] = []
            if behaviour.hasLimits {
                lines.append(Line(name: "Upper limit", value: behaviour.upperLimit, dash: "6 4", colour: .muted))
                lines.append(Line(name: "Mean", value: behaviour.mean, dash: nil, colour: .muted))
                if isLowerLimitDrawn {
                    lines.append(Line(name: "Lower limit", value: behaviour.lowerLimit, dash: "6 4", colour: .muted))
                }
            } else {
                lines.append(Line(name: "Median", value: behaviour.median, dash: nil, colour: .muted))
            }
            if let target = data.target, target.isFinite {
                lines.append(Line(name: "Target", value: target, dash: "2 3", colour: .ink))
            }
            return lines
        }

        private var isLowerLimitDrawn: Bool { data.leastPossible.map { behaviour.lowerLimit >= $0 } ?? true }

        func svg() -> [UInt8] {
            let used = ProcessBehaviour.Variation.allCases.filter { variation in
                behaviour.values.indices.contains { behaviour.variation(at: $0, aim: data.aim) == variation }
            }
            let entries = used.map { variation in
                Legend.Entry(
                    style: LevelStyle(
                        key: "point",
                        letter: "",
                        fill: colour(variation),
                        glyph: glyph(variation)
                    ),
                    name: capitalised(variation.rawValue),
                    isPoint: true
                )
            }
            let frame = ExhibitFrame(
                data.caption,
                options,
                form: behaviour.hasLimits ? "Control chart (XmR)" : "Run chart",
                summary: findings.joined(separator: " "),
                table: ControlChart.table(data),
                legend: Legend(entries: behaviour.hasLimits ? entries : []),
                notes: notes
            )
            let sentences = findings.flatMap { TextMeasure(size: 13).wrap($0, width: width, longWords: .broken) }
            let plotTop = Double(sentences.count) * 18 + 30
            return frame.svg(width: width, height: plotTop + plotHeight + Axis.bandRoom + 4) { writer, left, top in
                for (index, sentence) in sentences.enumerated() {
                    writer.label(sentence, x: left, y: top + 10 + Double(index) * 18, TextMeasure(size: 13))
                }
                writer.label(
                    Axis.text.shorten(data.unit, width: width),
                    x: left,
                    y: top + plotTop - 12,
                    Axis.text,
                    colour: .muted
                )
                draw(left: left, top: top + plotTop, to: &writer)
            }
        }

        private func draw(left: Double, top: Double, to writer: inout MarkupWriter) {
            let names = lines.map { "\($0.name) \(decimal($0.value))" }
            let namesRoom = (names.map { Axis.text.width(of: $0) }.max() ?? 0) + 14
            let scale = LinearScale(
                covering: behaviour.values + lines.map(\.value),
                from: top + plotHeight,
                to: top,
                includingZero: data.leastPossible == 0
            )
            let axisLeft = left + Axis.valuesRoom(scale)
            let right = left + width - namesRoom
            Axis.values(scale, left: axisLeft, right: right, to: &writer)
            let bands = BandScale(count: labels.count, from: axisLeft, to: right)
            let sorted = zip(lines, names).sorted { $0.0.value < $1.0.value }
            let places = spread(
                sorted.map { scale.position($0.0.value) },
                apart: 15,
                from: top,
                to: top + plotHeight + 4
            )
            for ((line, name), place) in zip(sorted, places) {
                let y = scale.position(line.value)
                writer.rule(axisLeft, y, right, y, colour: line.colour, width: 1.5, dash: line.dash)
                writer.label(name, x: right + 8, y: place + 4, Axis.text, colour: line.colour)
            }
            let track = behaviour.values.enumerated().map { index, value in
                "\(index == 0 ? "M" : "L")\(length(bands.centre(index))) \(length(scale.position(value)))"
            }
            writer.path(track.joined(separator: " "), stroke: .edge, width: 1.5)
            let radius = min(5, max(2, bands.step / 2.5))
            for (index, value) in behaviour.values.enumerated() {
                let variation = behaviour.variation(at: index, aim: data.aim)
                let rules = ProcessBehaviour.Rule.allCases.filter(behaviour.signals[index].contains).map(\.rawValue)
                writer.element("g") { writer in
                    let words = behaviour.hasLimits ? ": \(variation.rawValue)" : ""
                    let why = rules.isEmpty ? "" : " (\(rules.joined(separator: "; ")))"
                    writer.element("title", text: "\(labels[index]): \(decimal(value))\(words)\(why)")
                    glyph(variation).draw(
                        x: bands.centre(index),
                        y: scale.position(value),
                        radius: variation == .commonCause ? radius * 0.8 : radius * 1.2,
                        colour: colour(variation),
                        to: &writer
                    )
                }
            }
            Axis.bandNames(labels, bands, y: top + plotHeight, left: left, right: left + width, to: &writer)
        }

        private func glyph(_ variation: ProcessBehaviour.Variation) -> LevelGlyph {
            switch variation {
            case .commonCause: .disc(share: 1)
            case .improvement: .solidDiamond
            case .concern: .solidSquare
            case .upwards: .solidTriangle(isUp: true)
            case .downwards: .solidTriangle(isUp: false)
            }
        }

        private func colour(_ variation: ProcessBehaviour.Variation) -> Colour {
            switch variation {
            case .commonCause: .edge
            case .improvement: options.palette.colour(.full)
            case .concern: options.palette.colour(.none)
            case .upwards, .downwards: .ink
            }
        }

        /// What the chart says, in sentences.
        var findings: [String] {
            let count = behaviour.values.count
            guard behaviour.hasLimits else {
                return [
                    "Run chart: \(count) \(count == 1 ? "point is" : "points are") fewer than "
                        + "\(ProcessBehaviour.fewestPoints), so no process limits are drawn and no special cause is looked for."
                ]
            }
            let last = behaviour.variation(at: count - 1, aim: data.aim)
            var sentences = ["Variation at the latest point, \(labels[count - 1]): \(last.rawValue)."]
            if let target = data.target, let assurance = behaviour.assurance(target: target, aim: data.aim) {
                sentences.append("Assurance: as it is, the process \(assurance.rawValue) (\(decimal(target))).")
            } else if data.target == nil {
                sentences.append("Assurance: no target is set.")
            }
            let found = ProcessBehaviour.Rule.allCases.compactMap { rule -> String? in
                let points = behaviour.signals.count { $0.contains(rule) }
                return points == 0 ? nil : "\(rule.rawValue) (\(points) \(points == 1 ? "point" : "points"))"
            }
            sentences.append(found.isEmpty ? "No rule marks any point." : "Found: \(found.joined(separator: "; ")).")
            return sentences
        }

        private var notes: [String] {
            var notes: [String] = []
            if behaviour.hasLimits {
                notes.append(
                    "XmR chart after NHS England's Making Data Count: limits are the mean ± 2.66 × the average moving range "
                        + "(\(grouped(behaviour.averageMovingRange, decimals: 2)))."
                )
                if !isLowerLimitDrawn {
                    notes.append(
                        "The lower process limit (\(decimal(behaviour.lowerLimit))) is below the least possible value "
                            + "and is not drawn."
                    )
                }
            }
            let missing = data.points.filter { point in
                !(point.value.isFinite && abs(point.value) <= LinearScale.largest)
            }
            if !missing.isEmpty {
                notes.append("Without a number, and left out: \(missing.map(\.label).joined(separator: ", ")).")
            }
            return notes
        }

        private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
    }
}
