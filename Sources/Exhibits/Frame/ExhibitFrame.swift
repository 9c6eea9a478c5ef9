import Markup
import Provision

/// What all exhibits have in common around their marks: finding, title, subtitle and legend above, notes and sources below;
/// `<title>`, `<desc>` and role for those who do not see them; the figures and where they come from in `<metadata>`.
struct ExhibitFrame {
    /// The narrowest content, in units of the drawing, so that titles and notes have room.
    static func leastWidth(_ options: ExhibitOptions) -> Double { options.room(640) }

    let caption: ExhibitCaption
    let options: ExhibitOptions
    /// The form of the picture in words: "Bars of shares, one for each service type".
    let form: String
    /// What the picture shows, in words.
    let summary: String
    let table: DataTable
    let legend: Legend
    /// What only this drawing has to remark, before the caption's own notes.
    var notes: [String] = []
    /// A line of first rank under the subtitle; nil for none.
    var headline: String? = nil
    /// `graphics-document` where cells inside can be reached one by one: what is inside an `img` cannot.
    var role = "img"
    /// Writes the figures into the metadata more compactly than as the table; nil for the table.
    var writeFigures: ((inout MarkupWriter) -> Void)? = nil

    private var titleText: TextMeasure { TextMeasure(size: options.isNarrow ? 15 : 20, isBold: true) }
    private let bodyText = TextMeasure(size: 13)
    private let headlineText = TextMeasure(size: 14, isBold: true)
    private let noteText = TextMeasure(size: 12)

    init(
        _ caption: ExhibitCaption,
        _ options: ExhibitOptions,
        form: String,
        summary: String,
        table: DataTable,
        legend: Legend,
        notes: [String] = []
    ) {
        self.caption = caption
        self.options = options
        self.form = form
        self.summary = summary
        self.table = table
        self.legend = legend
        self.notes = notes
    }

    /// The picture around content of a size; `draw` gets the content's left and top.
    func svg(
        width: Double,
        height: Double,
        draw: (inout MarkupWriter, _ left: Double, _ top: Double) -> Void
    ) -> [UInt8] {
        let width = max(width, Self.leastWidth(options))
        let margin = options.margin
        let titleText = titleText
        let isLow = options.width?.isLow == true
        // What a line of a very wide picture would hold, nobody reads as one.
        let lineHeight = titleText.size + 5
        let titleLines =
            options.isWithinText ? [] : titleText.balanced(caption.heading, width: min(width, isLow ? 1_200 : 1_000))
        let subject = caption.finding == nil || options.isWithinText ? nil : caption.title
        let subjectLines = subject.map { bodyText.wrap($0, width: width, longWords: .broken) } ?? []
        let subtitleLines = options.isWithinText ? [] : bodyText.wrap(subtitle, width: width, longWords: .broken)
        let headlines = headline.map { headlineText.wrap($0, width: width, longWords: .broken) } ?? []
        let textHeight =
            Double(titleLines.count) * lineHeight + Double(subjectLines.count + subtitleLines.count) * 18
            + Double(headlines.count) * 20
        let legendTop = margin + textHeight + 10
        let top = legendTop + legend.height(width: width)
        let notes = (options.isWithinText ? [] : footNotes).flatMap {
            noteText.wrap($0, width: width, longWords: .broken)
        }
        let notesTop = top + height + 14
        let fullWidth = width + 2 * margin
        let fullHeight = notesTop + Double(notes.count) * 16 + margin

        var writer = MarkupWriter()
        if options.isStandalone { writer.declaration() }
        let prefix = options.prefix
        writer.element("svg") { writer in
            writer.attribute("xmlns", "http://www.w3.org/2000/svg")
            writer.attribute("id", prefix)
            writer.attribute("xmlns:xlink", "http://www.w3.org/1999/xlink")
            if let units = options.unitsPerMillimetre {
                writer.attribute("width", "\(length(fullWidth / units))mm")
                writer.attribute("height", "\(length(fullHeight / units))mm")
            } else {
                writer.attribute("width", length: fullWidth)
                writer.attribute("height", length: fullHeight)
            }
            writer.attribute("viewBox", "0 0 \(length(fullWidth)) \(length(fullHeight))")
            writer.attribute("role", role)
            writer.attribute("aria-labelledby", "\(prefix)-title \(prefix)-desc")
            writer.attribute("font-family", TextMeasure.fontFamily)
            writer.element("title", text: caption.heading) { $0.attribute("id", "\(prefix)-title") }
            writer.element("desc", text: description) { $0.attribute("id", "\(prefix)-desc") }
            // Inside a page the figures stand in tables.
            if options.isStandalone { writeMetadata(to: &writer) }
            writer.element("style", text: ColourScheme.css(legend.styles, options))
            writer.empty("rect") {
                $0.attribute("width", length: fullWidth)
                $0.attribute("height", length: fullHeight)
                $0.attribute("fill", Colour.paper.hex)
            }
            var y = margin + titleText.size * 0.8
            for line in titleLines {
                writer.label(line, x: margin, y: y, titleText)
                y += lineHeight
            }
            for line in subjectLines {
                writer.label(line, x: margin, y: y - 2, bodyText)
                y += 18
            }
            for line in subtitleLines {
                writer.label(line, x: margin, y: y - 2, bodyText, colour: .muted)
                y += 18
            }
            for line in headlines {
                writer.label(line, x: margin, y: y, headlineText)
                y += 20
            }
            legend.draw(left: margin, top: legendTop, width: width, to: &writer)
            draw(&writer, margin, top)
            for (index, note) in notes.enumerated() {
                writer.label(note, x: margin, y: notesTop + Double(index + 1) * 16 - 4, noteText, colour: .muted)
            }
        }
        return writer.bytes
    }

    private var subtitle: String {
        (caption.isSimulated ? "SIMULATED DATA, made up for trials. " : "") + caption.subtitle
    }

    private var description: String {
        let parts = [
            "\(form).", caption.finding == nil ? "" : "\(caption.title).", subtitle, headline ?? "", summary,
            writeFigures == nil
                ? "The figures are in this picture's metadata, as a table of \(table.columns.count) columns and \(table.rows.count) rows."
                : "The figures are in this picture's metadata.",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var footNotes: [String] {
        var all = notes + caption.notes
        if !caption.sources.isEmpty { all.append("Sources: \(caption.sources.joined(separator: "; ")).") }
        if !caption.leftOut.isEmpty {
            all.append("Left out because they are damaged or invalid: \(caption.leftOut.joined(separator: ", ")).")
        }
        // Where there is little height, one line less.
        if options.width?.isLow == true, let last = all.popLast() { return all + ["\(last) Drawn by Lacuna."] }
        return all + ["Drawn by Lacuna."]
    }

    private func writeMetadata(to writer: inout MarkupWriter) {
        writer.element("metadata") { writer in
            writer.element("exhibit") { writer in
                writer.attribute("xmlns", "urn:lacuna:exhibit:1")
                writer.attribute("form", form)
                writer.attribute("drawn-by", "Lacuna")
                writer.attribute("as-of", caption.asOf?.description)
                writer.attribute("known-at", caption.knownAt?.description)
                writer.attribute("simulated", caption.isSimulated ? "true" : nil)
                for source in caption.sources { writer.element("source", text: source) }
                for path in caption.leftOut { writer.element("left-out", text: path) }
                if let writeFigures { writeFigures(&writer) } else { table.writeMetadata(to: &writer) }
            }
        }
    }
}
