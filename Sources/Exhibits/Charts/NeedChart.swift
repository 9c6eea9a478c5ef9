import Markup
import Provision

/// Expected need against what services can take, by area.
public struct NeedAndCapacity: Sendable {
    public var caption: ExhibitCaption
    /// What is counted: "Children".
    public var unit: String
    /// In the order they are to be drawn.
    public var areas: [Area]

    public struct Area: Sendable {
        public var name: String
        /// How many are expected to need help.
        public var need: Double
        /// How many services can take; nil where that is not known.
        public var capacity: Double?
        /// How many are to be reached first; nil where no target is set.
        public var target: Double?

        public init(name: String, need: Double, capacity: Double? = nil, target: Double? = nil) {
            self.name = name
            self.need = need
            self.capacity = capacity
            self.target = target
        }
    }

    public init(caption: ExhibitCaption, unit: String = "Children", areas: [Area]) {
        self.caption = caption
        self.unit = unit
        self.areas = areas
    }

    var holdsCapacity: Bool { areas.contains { $0.capacity != nil } }
}

/// Draws need as plain bars, the greatest first, with a tick at the target; where capacity is on record it is a bar within the need's.
public enum NeedChart {
    public static func svg(_ data: NeedAndCapacity, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        options.fitting { draw(data, $0) }
    }

    private static func draw(_ data: NeedAndCapacity, _ options: ExhibitOptions) -> [UInt8] {
        let width = options.room(900)
        let rowHeight = options.width == .slide ? 24.0 : 30
        let name = TextMeasure(size: 13)
        let number = TextMeasure(size: 12)
        let palette = options.palette
        let areas = data.areas.enumerated().sorted { ($1.element.need, $0.offset) < ($0.element.need, $1.offset) }.map(
            \.element
        )
        let capacity = LevelStyle(key: "capacity", letter: "", fill: palette.colour(.full), palette: palette)
        let hasTargets = data.areas.contains { $0.target != nil }
        let hasCapacity = data.holdsCapacity
        let need = LevelStyle(key: "need", letter: "", fill: hasCapacity ? .pale : .need, isBlank: hasCapacity)
        var entries: [Legend.Entry] = [.init(style: need, name: "Expected need")]
        if hasCapacity { entries.append(.init(style: capacity, name: "Capacity")) }
        let target = LevelStyle(key: "target", letter: "|", fill: .paper)
        if hasTargets { entries.append(.init(style: target, name: "Initial target")) }
        let labelWidth = min(max(areas.map { name.width(of: $0.name) }.max() ?? 0, 100), min(260, width * 0.4)) + 14
        let figures = areas.map { hasCapacity ? figure($0) : grouped($0.need) }
        let figureWidth = (figures.map { number.width(of: $0) }.max() ?? 0) + 14
        let height = data.areas.isEmpty ? 30 : Double(data.areas.count) * rowHeight + 54
        let frame = ExhibitFrame(
            data.caption.saying(data.finding),
            options,
            form: hasCapacity
                ? "Bars of capacity within bars of need, a row for each area, the greatest need first"
                : "Bars of need, a row for each area, the greatest first",
            summary: summary(data),
            table: table(data),
            legend: Legend(entries: entries),
            notes: hasCapacity || data.areas.isEmpty ? [] : ["Capacity is not on record for any of these areas."]
        )
        return frame.svg(width: width, height: height) { writer, left, top in
            guard !data.areas.isEmpty else {
                writer.label("There is no area to show.", x: left, y: top + 18, TextMeasure(size: 13))
                return
            }
            let plotLeft = left + labelWidth
            let bottom = top + Double(data.areas.count) * rowHeight + 4
            let scale = LinearScale(
                covering: data.areas.flatMap { [$0.need, $0.capacity ?? 0, $0.target ?? 0] }.map { max(0, $0) },
                from: plotLeft,
                to: left + width - figureWidth
            )
            Axis.valuesBelow(scale, top: top, bottom: bottom, to: &writer)
            writer.label(
                Axis.text.shorten(data.unit, width: width - labelWidth),
                x: plotLeft,
                y: bottom + 34,
                Axis.text,
                colour: .muted
            )
            for (index, area) in areas.enumerated() {
                let y = top + Double(index) * rowHeight
                let title = "\(area.name): \(words(area))"
                writer.rowName(area.name, right: plotLeft - 10, middle: y + rowHeight / 2, width: labelWidth - 10, name)
                let extent = scale.position(max(0, area.need)) - plotLeft
                writer.box(plotLeft, y + rowHeight / 2 - 9, extent, 18, need, title: title)
                if let value = area.capacity {
                    let extent = scale.position(max(0, value)) - plotLeft
                    writer.box(
                        plotLeft,
                        y + rowHeight / 2 - 6,
                        max(extent, 1.5),
                        12,
                        capacity,
                        title: title
                    )
                }
                if let value = area.target {
                    let x = scale.position(max(0, value))
                    let (top, bottom) = (y + rowHeight / 2 - 12, y + rowHeight / 2 + 12)
                    writer.rule(x, top, x, bottom, colour: .ink, width: 2.5)
                    // Clear of a dark bar.
                    writer.rule(x + 2, top + 3, x + 2, bottom - 3, colour: .paper)
                    writer.rule(x - 2, top + 3, x - 2, bottom - 3, colour: .paper)
                }
                let end = [area.need, area.capacity ?? 0, area.target ?? 0].map { scale.position(max(0, $0)) }.max()
                writer.label(
                    figures[index],
                    x: (end ?? plotLeft) + 8,
                    y: y + rowHeight / 2 + 4,
                    number,
                    colour: .muted,
                    plate: .paper
                )
            }
        }
    }

    /// The same figures as a table.
    public static func table(_ data: NeedAndCapacity) -> DataTable {
        DataTable(
            caption: "\(data.caption.title) (\(data.unit.lowercased()))",
            columns: ["Area", "Expected need", "Capacity", "Initial target"],
            rows: data.areas.map { area in
                [area.name, grouped(area.need)] + [area.capacity, area.target].map { $0.map { grouped($0) } ?? "" }
            }
        )
    }

    /// "120 of 1,240 (10%)".
    private static func figure(_ area: NeedAndCapacity.Area) -> String {
        guard let capacity = area.capacity else { return "\(grouped(area.need)); capacity not known" }
        let share = area.need > 0 ? " (\(grouped(capacity / area.need * 100))%)" : ""
        return "\(grouped(capacity)) of \(grouped(area.need))\(share)"
    }

    private static func words(_ area: NeedAndCapacity.Area) -> String {
        let target = area.target.map { ", initial target \(grouped($0))" } ?? ""
        let capacity = area.capacity.map { "capacity \(grouped($0))" } ?? "capacity not known"
        return "need \(grouped(area.need)), \(capacity)\(target)"
    }

    private static func summary(_ data: NeedAndCapacity) -> String {
        data.areas.map { "\($0.name): \(words($0))" }.joined(separator: "; ") + (data.areas.isEmpty ? "" : ".")
    }
}
