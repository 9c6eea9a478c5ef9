import Markup
import Provision

/// How many gaps opened, closed and persisted in each round.
public struct GapFlow: Sendable {
    public var caption: ExhibitCaption
    /// In order of time.
    public var rounds: [Round]

    public struct Round: Sendable {
        public var label: String
        /// Open in this round and not known before.
        public var opened: Int
        /// Open again after having been closed.
        public var reopened: Int
        /// Open in this round and in the one before.
        public var persisting: Int
        /// Open in the round before, and no more.
        public var closed: Int
        /// Open in the first round there is: when they opened is not known.
        public var firstSeen: Int
        /// Gaps in the record that are open beside these, which the others leave out; nil where they were not counted apart.
        public var inTheRecord: Int?

        public init(
            label: String,
            opened: Int,
            reopened: Int = 0,
            persisting: Int,
            closed: Int,
            firstSeen: Int = 0,
            inTheRecord: Int? = nil
        ) {
            self.label = label
            self.opened = max(0, min(opened, 1_000_000_000))
            self.reopened = max(0, min(reopened, 1_000_000_000))
            self.persisting = max(0, min(persisting, 1_000_000_000))
            self.closed = max(0, min(closed, 1_000_000_000))
            self.firstSeen = max(0, min(firstSeen, 1_000_000_000))
            self.inTheRecord = inTheRecord.map { max(0, min($0, 1_000_000_000)) }
        }

        /// All that are open in the round.
        public var open: Int { opened + reopened + persisting + firstSeen }
    }

    public init(caption: ExhibitCaption, rounds: [Round]) {
        self.caption = caption
        self.rounds = rounds
    }

    var holdsFirstSeen: Bool { rounds.contains { $0.firstSeen > 0 } }
}

/// Draws gaps opened, reopened and persisting upwards from a base line, gaps closed downwards.
public enum GapFlowChart {
    public static func svg(_ data: GapFlow, _ options: ExhibitOptions = ExhibitOptions()) -> [UInt8] {
        let width = 900.0
        let plotHeight = 280.0
        let styles = Styles(palette: options.palette)
        let frame = ExhibitFrame(
            data.caption,
            options,
            form: "Diverging bars, one for each round: open gaps upwards, closed gaps downwards",
            summary: summary(data),
            table: table(data),
            legend: Legend(entries: styles.entries(for: data))
        )
        return frame.svg(width: width, height: data.rounds.isEmpty ? 30 : plotHeight + Axis.bandRoom + 24) {
            writer,
            left,
            top in
            guard !data.rounds.isEmpty else {
                writer.label("There is no round to show.", x: left, y: top + 18, TextMeasure(size: 13))
                return
            }
            let plotTop = top + 24
            // Room for the totals above the bars and the counts below them.
            let scale = LinearScale(
                covering: data.rounds.flatMap { [Double($0.open) * 1.08, Double(-$0.closed) * 1.08] },
                from: plotTop + plotHeight,
                to: plotTop,
                wholeNumbers: true,
                ticks: 8
            )
            let axisRoom = Axis.valuesRoom(scale)
            writer.label(
                "Gaps open, above the line; gaps closed, below it",
                x: left,
                y: top + 8,
                Axis.text,
                colour: .muted
            )
            Axis.values(scale, left: left + axisRoom, right: left + width, isSigned: false, to: &writer)
            let bands = BandScale(
                count: data.rounds.count,
                from: left + axisRoom + 4,
                to: left + width,
                padding: 0.25,
                widest: 72
            )
            // All totals are written, or none.
            let totals = [12.0, 10].map { TextMeasure(size: $0, isBold: true) }.first { measure in
                data.rounds.allSatisfy { measure.width(of: grouped($0.open)) <= bands.step - 3 }
            }
            for (index, round) in data.rounds.enumerated() {
                draw(round, at: index, bands, scale, styles, totals, to: &writer)
            }
            writer.rule(left + axisRoom, scale.position(0), left + width, scale.position(0), colour: .ink)
            Axis.bandNames(
                data.rounds.map(\.label),
                bands,
                y: plotTop + plotHeight,
                left: left,
                right: left + width,
                to: &writer
            )
        }
    }

    /// The same figures as a table.
    public static func table(_ data: GapFlow) -> DataTable {
        let isCounted = data.holdsFirstSeen
        let hasRecord = data.rounds.contains { $0.inTheRecord != nil }
        return DataTable(
            caption: data.caption.title,
            columns: ["Round", "Open", "Opened", "Reopened", "Persisting", "Closed"]
                + (isCounted ? ["Open when first looked at"] : []) + (hasRecord ? ["Open in the record"] : []),
            rows: data.rounds.map { round in
                let counts = [round.open, round.opened, round.reopened, round.persisting, round.closed]
                return [round.label] + (counts + (isCounted ? [round.firstSeen] : [])).map { String($0) }
                    + (hasRecord ? [round.inTheRecord.map { String($0) } ?? ""] : [])
            }
        )
    }

    private struct Styles {
        let persisting, reopened, opened, closed, firstSeen: LevelStyle

        init(palette: Palette) {
            persisting = LevelStyle(key: "persisting", letter: "=", fill: .pale, palette: palette)
            reopened = LevelStyle(
                key: "reopened",
                letter: "↺",
                fill: palette.colour(.partial),
                pattern: .dots,
                palette: palette
            )
            opened = LevelStyle(
                key: "opened",
                letter: "+",
                fill: palette.colour(.none),
                pattern: .diagonal,
                palette: palette
            )
            closed = LevelStyle(key: "closed", letter: "−", fill: palette.colour(.full), palette: palette)
            firstSeen = LevelStyle(
                key: "first-seen",
                letter: "?",
                fill: .pale,
                pattern: .horizontal,
                palette: palette
            )
        }

        func entries(for data: GapFlow) -> [Legend.Entry] {
            (data.holdsFirstSeen ? [.init(style: firstSeen, name: "Open when first looked at")] : []) + [
                .init(style: opened, name: "Opened"), .init(style: reopened, name: "Reopened"),
                .init(style: persisting, name: "Persisting"), .init(style: closed, name: "Closed (below the line)"),
            ]
        }
    }

    private static func draw(
        _ round: GapFlow.Round,
        at index: Int,
        _ bands: BandScale,
        _ scale: LinearScale,
        _ styles: Styles,
        _ totals: TextMeasure?,
        to writer: inout MarkupWriter
    ) {
        let number = TextMeasure(size: 11)
        func segment(_ style: LevelStyle, _ from: Int, _ to: Int, _ word: String) {
            let (count, upper) = (abs(to - from), min(scale.position(Double(from)), scale.position(Double(to))))
            let height = abs(scale.position(Double(from)) - scale.position(Double(to)))
            guard count > 0 else { return }
            writer.box(
                bands.left(index),
                upper,
                bands.width,
                height,
                style,
                title: "\(round.label): \(count) \(word)"
            )
            guard height >= 15, number.width(of: grouped(count)) + 8 <= bands.width else { return }
            writer.label(
                grouped(count),
                x: bands.centre(index),
                y: upper + height / 2 + 4,
                number,
                colour: style.text,
                anchor: .middle,
                plate: style.plate
            )
        }
        var below = 0
        for (style, count, word) in [
            (styles.firstSeen, round.firstSeen, "open when first looked at"),
            (styles.persisting, round.persisting, "persisting"), (styles.reopened, round.reopened, "reopened"),
            (styles.opened, round.opened, "opened"),
        ] {
            segment(style, below, below + count, word)
            below += count
        }
        segment(styles.closed, 0, -round.closed, "closed")
        let total = grouped(round.open)
        if let totals {
            writer.label(
                total,
                x: bands.centre(index),
                y: scale.position(Double(round.open)) - 5,
                totals,
                anchor: .middle
            )
        }
    }

    private static func summary(_ data: GapFlow) -> String {
        guard let last = data.rounds.last else { return "There is no round to show." }
        guard data.rounds.count > 1 || last.firstSeen == 0 else {
            return
                "In the only round, \(last.label), \(last.open) gaps are open; what opened or closed the next will show."
        }
        return
            "In the last of \(data.rounds.count) rounds, \(last.label), \(last.open) gaps are open: \(last.opened) opened, "
            + "\(last.reopened) reopened, \(last.persisting) persisting; \(last.closed) closed."
    }
}
