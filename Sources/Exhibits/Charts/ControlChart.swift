import Markup
import Provision

/// Draws a measure as an XmR chart, with variation and assurance in words; as a run chart where there are fewer than
/// twelve points, which it says.
public enum ControlChart {
    public static func svg(_ data: Measurements, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        guard let behaviour = behaviour(data) else {
            return ExhibitFrame(
                data.caption.saying(data.finding),
                options,
                form: "Control chart",
                summary: "There is no point to show.",
                table: table(data),
                legend: Legend(entries: [])
            ).svg(width: options.room(900), height: 30) { writer, left, top in
                writer.label("There is no point to show.", x: left, y: top + 18, TextMeasure(size: 13))
            }
        }
        return options.fitting { Chart(data: data, behaviour: behaviour, options: $0).svg() }
    }

    /// What the chart says, in sentences: variation at the latest point, assurance, rules that mark points.
    public static func findings(_ data: Measurements) -> [String] {
        guard let behaviour = behaviour(data) else { return ["There is no point to show."] }
        return Chart(data: data, behaviour: behaviour, options: ExhibitOptions()).findings
    }

    /// The same figures as a table.
    public static func table(_ data: Measurements) -> DataTable {
        let judged = data.judged
        let behaviour = behaviour(data)
        let stretches = behaviour?.stretches ?? []
        let lines = stretches.flatMap { stretch -> [(String, Double)] in
            // Of several stretches each is named by its first point.
            let from = stretches.count > 1 ? " from \(data.points[judged[stretch.points.lowerBound]].label)" : ""
            guard stretch.hasLimits else { return [("Median\(from)", stretch.median)] }
            return [
                ("Mean\(from)", stretch.mean), ("Lower process limit\(from)", stretch.lowerLimit),
                ("Upper process limit\(from)", stretch.upperLimit),
            ]
        }
        return DataTable(
            caption: data.caption.title,
            columns: ["Point", data.unit, "Variation", "Rules"],
            rows: data.points.indices.filter { isUsable(data.points[$0]) }.map { place in
                let point = data.points[place]
                guard let behaviour, let index = judged.firstIndex(of: place) else {
                    return [point.label, decimal(point.value), behaviour == nil ? "" : "first look, not judged", ""]
                }
                let rules = ProcessBehaviour.Rule.allCases.filter(behaviour.signals[index].contains)
                return [
                    point.label, decimal(point.value),
                    behaviour.stretch(at: index).hasLimits
                        ? behaviour.variation(at: index, aim: data.aim).rawValue : "",
                    rules.map(\.rawValue).joined(separator: "; "),
                ]
            } + lines.map { [$0, grouped($1, decimals: 2), "", ""] }
        )
    }

    /// The chart's mean, limits and signals; nil where there is no point to show.
    public static func behaviour(_ data: Measurements) -> ProcessBehaviour? {
        // Places among all points become places among those that are judged.
        let judged = data.judged
        func place(_ index: Int) -> Int { judged.count { $0 < index } }
        return ProcessBehaviour(
            judged.map { data.points[$0].value },
            rebases: data.rebases.map { place($0.point) },
            baseline: data.baseline.map { place($0.lowerBound)..<place($0.upperBound) },
            twoOfThree: data.twoOfThree
        )
    }

    private static func isUsable(_ point: (label: String, value: Double)) -> Bool {
        point.value.isFinite && abs(point.value) <= LinearScale.largest
    }

    /// A number with one decimal where it has any.
    private static func decimal(_ value: Double) -> String {
        grouped(value, decimals: value == value.rounded() ? 0 : 1)
    }

    private struct Chart {
        let data: Measurements
        let behaviour: ProcessBehaviour
        let options: ExhibitOptions
        /// Of the points that are judged.
        let labels: [String]
        /// All points with a number, and for each its place among those that are judged; nil for first looks.
        private let shown: [(label: String, value: Double, judged: Int?)]
        /// For each judged point its place among those shown.
        private let places: [Int]

        private var width: Double { options.room(900) }
        private let plotHeight = 260.0

        init(data: Measurements, behaviour: ProcessBehaviour, options: ExhibitOptions) {
            self.data = data
            self.behaviour = behaviour
            self.options = options
            let judged = data.judged
            labels = judged.map { data.points[$0].label }
            let known = data.points.indices.filter { ControlChart.isUsable(data.points[$0]) }
            shown = known.map { (data.points[$0].label, data.points[$0].value, judged.firstIndex(of: $0)) }
            places = judged.compactMap { known.firstIndex(of: $0) }
        }

        /// A horizontal line beside some points, with its name at the right where these are the latest.
        private struct Line {
            let name: String
            let value: Double
            let dash: String?
            let colour: Colour
            let points: Range<Int>
        }

        private var lines: [Line] {
            var lines: [Line] = []
            for stretch in behaviour.stretches {
                func add(_ name: String, _ value: Double, dash: String? = nil) {
                    lines.append(Line(name: name, value: value, dash: dash, colour: .muted, points: stretch.points))
                }
                if stretch.hasLimits {
                    add("Upper limit", stretch.upperLimit, dash: "6 4")
                    add("Mean", stretch.mean)
                    if isLowerLimitDrawn(stretch) { add("Lower limit", stretch.lowerLimit, dash: "6 4") }
                } else {
                    add("Median", stretch.median)
                }
            }
            if let target = data.target, target.isFinite {
                lines.append(
                    Line(name: "Target", value: target, dash: "2 3", colour: .ink, points: behaviour.values.indices)
                )
            }
            return lines
        }

        private func isLowerLimitDrawn(_ stretch: ProcessBehaviour.Stretch) -> Bool {
            data.leastPossible.map { stretch.lowerLimit >= $0 } ?? true
        }

        /// Where limits begin anew: the first point after it, and "from 2024-05: a new team".
        private var steps: [(point: Int, words: String)] {
            behaviour.stretches.dropFirst().map { stretch in
                let point = stretch.points.lowerBound
                let label = labels[point]
                let reason = data.rebases.last { data.points.indices.contains($0.point) && after($0.point) == point }?
                    .reason
                return (point, "From \(label)" + (reason.map { $0.isEmpty ? "" : ": \($0)" } ?? ""))
            }
        }

        /// The place among the judged points of the first one at or after a place among all.
        private func after(_ index: Int) -> Int { data.judged.count { $0 < index } }

        /// From zero where that costs at most half of the plot; a series that lies far above it would be flat.
        private func scale(top: Double) -> LinearScale {
            let values = shown.map(\.value) + lines.map(\.value)
            let (low, high) = (values.min() ?? 0, values.max() ?? 0)
            return LinearScale(
                covering: values,
                from: top + plotHeight,
                to: top,
                includingZero: data.leastPossible == 0 && low <= high / 2
            )
        }

        /// What is measured and, where the axis does not begin at zero, that it does not.
        private var unit: String {
            let scale = scale(top: 0)
            guard scale.lower > 0 || scale.upper < 0 else { return data.unit }
            return
                "\(data.unit) (the axis runs from \(scale.label(scale.lower)) to \(scale.label(scale.upper)), not from zero)"
        }

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
                data.caption.saying(data.finding),
                options,
                form: behaviour.hasLimits ? "Control chart (XmR)" : "Run chart",
                summary: findings.joined(separator: " "),
                table: ControlChart.table(data),
                legend: Legend(entries: behaviour.hasLimits ? entries : []),
                notes: notes
            )
            let icons = icons
            let beside = Double(icons.count) * (2 * ControlIcon.radius + 10)
            let sentences = findings.flatMap {
                TextMeasure(size: 13).wrap($0, width: width - beside, longWords: .broken)
            }
            let said = max(Double(sentences.count) * 18, icons.isEmpty ? 0 : 2 * ControlIcon.radius + 8)
            let plotTop = said + 30 + (steps.isEmpty ? 0 : 18)
            return frame.svg(width: width, height: plotTop + plotHeight + Axis.bandRoom + 4) { writer, left, top in
                for (index, sentence) in sentences.enumerated() {
                    writer.label(sentence, x: left + beside, y: top + 10 + Double(index) * 18, TextMeasure(size: 13))
                }
                for (index, icon) in icons.enumerated() {
                    let x = left + ControlIcon.radius + Double(index) * (2 * ControlIcon.radius + 10)
                    icon.draw(x: x, y: top + ControlIcon.radius - 3, to: &writer)
                }
                writer.label(
                    Axis.text.shorten(unit, width: width),
                    x: left,
                    y: top + plotTop - 12 - (steps.isEmpty ? 0 : 18),
                    Axis.text,
                    colour: .muted
                )
                draw(left: left, top: top + plotTop, to: &writer)
            }
        }

        private func draw(left: Double, top: Double, to writer: inout MarkupWriter) {
            let latest = lines.filter { $0.points.upperBound == behaviour.values.count }
            let names = latest.map { "\($0.name) \(decimal($0.value))" }
            let namesRoom = (names.map { Axis.text.width(of: $0) }.max() ?? 0) + 14
            let scale = scale(top: top)
            let axisLeft = left + Axis.valuesRoom(scale)
            let right = left + width - namesRoom
            Axis.values(scale, left: axisLeft, right: right, to: &writer)
            let bands = BandScale(count: shown.count, from: axisLeft, to: right)
            let sorted = zip(latest, names).sorted { $0.0.value < $1.0.value }
            let heights = spread(
                sorted.map { scale.position($0.0.value) },
                apart: 15,
                from: top,
                to: top + plotHeight + 4
            )
            // Between judged points; after the last of them at the end.
            func start(_ point: Int) -> Double {
                places.indices.contains(point)
                    ? bands.centre(places[point]) - bands.step / 2
                    : (places.last.map { bands.centre($0) + bands.step / 2 } ?? right)
            }
            for line in lines {
                let y = scale.position(line.value)
                let (from, to) = (start(line.points.lowerBound), start(line.points.upperBound))
                writer.rule(from, y, to, y, colour: line.colour, width: 1.5, dash: line.dash)
            }
            for (index, step) in steps.enumerated() {
                let x = start(step.point)
                writer.rule(x, top - 16, x, top + plotHeight, colour: .ink, width: 1, dash: "3 3")
                let end = index + 1 < steps.count ? start(steps[index + 1].point) : left + width
                // Words without room are told below the chart.
                guard end - x > 70 else { continue }
                writer.label(Axis.text.shorten(step.words, width: end - x - 10), x: x + 5, y: top - 8, Axis.text)
            }
            for ((line, name), place) in zip(sorted, heights) {
                writer.label(name, x: right + 8, y: place + 4, Axis.text, colour: line.colour)
            }
            // The line stops where limits begin anew.
            let starts = Set(behaviour.stretches.dropFirst().map { places[$0.points.lowerBound] }).union([0])
            let track = shown.enumerated().map { index, point in
                "\(starts.contains(index) ? "M" : "L")\(length(bands.centre(index))) \(length(scale.position(point.value)))"
            }
            writer.path(track.joined(separator: " "), stroke: .edge, width: 1.5)
            let radius = min(5, max(2, bands.step / 2.5))
            for (place, point) in shown.enumerated() {
                let (x, y) = (bands.centre(place), scale.position(point.value))
                guard let index = point.judged else {
                    let title = "\(point.label): \(decimal(point.value)), looked at for the first time and not judged"
                    writer.path(circle(x, y, radius), fill: Colour.paper.hex, stroke: .edge, width: 1.5, title: title)
                    continue
                }
                let variation = behaviour.variation(at: index, aim: data.aim)
                let rules = ProcessBehaviour.Rule.allCases.filter(behaviour.signals[index].contains).map(\.rawValue)
                writer.element("g") { writer in
                    let words = behaviour.stretch(at: index).hasLimits ? ": \(variation.rawValue)" : ""
                    let why = rules.isEmpty ? "" : " (\(rules.joined(separator: "; ")))"
                    writer.element("title", text: "\(point.label): \(decimal(point.value))\(words)\(why)")
                    glyph(variation).draw(
                        x: x,
                        y: y,
                        radius: variation == .commonCause ? radius * 0.8 : radius * 1.2,
                        colour: colour(variation),
                        to: &writer
                    )
                }
            }
            Axis.bandNames(
                shown.map(\.label),
                bands,
                y: top + plotHeight,
                left: left,
                right: left + width,
                to: &writer
            )
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
            case .improvement: .better
            case .concern: .worse
            case .upwards, .downwards: .ink
            }
        }

        /// Of the latest stretch, where there are points enough to judge it.
        private var icons: [ControlIcon] {
            guard behaviour.latest.hasLimits, let value = behaviour.values.last else { return [] }
            let variation = behaviour.variation(at: behaviour.values.count - 1, aim: data.aim)
            let assurance = data.target.flatMap { behaviour.assurance(target: $0, aim: data.aim) }
            return [.variation(variation, isHigh: value > behaviour.mean)] + (assurance.map { [.assurance($0)] } ?? [])
        }

        /// What the chart says, in sentences.
        var findings: [String] {
            let count = behaviour.values.count
            guard behaviour.hasLimits else {
                return [
                    "Run chart: \(count) \(count == 1 ? "point is" : "points are") fewer than "
                        + "\(ProcessBehaviour.minPoints), so no process limits are drawn and no special cause is looked for."
                ]
            }
            let last = behaviour.variation(at: count - 1, aim: data.aim)
            var sentences = ["Variation at the latest point, \(labels[count - 1]): \(last.rawValue)."]
            let latest = behaviour.latest
            if !latest.hasLimits {
                let points = latest.points.count
                sentences = [
                    "From \(labels[latest.points.lowerBound]) on, \(points) \(points == 1 ? "point is" : "points are") fewer than "
                        + "\(ProcessBehaviour.minPoints), so no process limits are drawn there yet."
                ]
            }
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
            let firsts = shown.filter { $0.judged == nil }.map(\.label)
            if !firsts.isEmpty {
                notes.append(
                    "Hollow: much was looked at for the first time in \(listed(firsts)), so that nothing is judged by the number then."
                )
            }
            if behaviour.hasLimits {
                let ranges = behaviour.stretches.filter(\.hasLimits)
                    .map { grouped($0.averageMovingRange, decimals: 2) }.joined(separator: ", then ")
                let counted =
                    data.twoOfThree == .all
                    ? "counts points beyond the limit too, as Making Data Count does since November 2023"
                    : "counts only points inside the limit, as Making Data Count did until November 2023"
                notes.append(
                    "XmR chart after NHS England's Making Data Count: limits are the mean ± 2.66 × the average moving range "
                        + "(\(ranges)). 'Two of three points near a process limit' \(counted)."
                )
                let below = behaviour.stretches.filter { $0.hasLimits && !isLowerLimitDrawn($0) }
                if !below.isEmpty {
                    notes.append(
                        "The lower process limit (\(below.map { decimal($0.lowerLimit) }.joined(separator: ", then "))) is below "
                            + "the least possible value and is not drawn."
                    )
                }
                for stretch in behaviour.stretches {
                    guard let baseline = stretch.baseline else { continue }
                    notes.append(
                        "Mean and limits rest on the \(baseline.count) points from \(labels[baseline.lowerBound]) to "
                            + "\(labels[baseline.upperBound - 1]), and are drawn on."
                    )
                }
            }
            if behaviour.stretches.count > 1 {
                notes.append(
                    "Limits are worked out anew after a change: \(steps.map { $0.words.prefix(1).lowercased() + $0.words.dropFirst() }.joined(separator: "; "))."
                )
                for stretch in behaviour.stretches.dropLast() {
                    let (first, last) = (labels[stretch.points.lowerBound], labels[stretch.points.upperBound - 1])
                    let figures =
                        stretch.hasLimits
                        ? "mean \(decimal(stretch.mean)), limits \(decimal(stretch.lowerLimit)) to \(decimal(stretch.upperLimit))"
                        : "median \(decimal(stretch.median)); too few points for limits"
                    notes.append("\(first) to \(last): \(figures).")
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
