import Markup

extension ReportPage {
    /// A section of the page about something that not every network has on record: its audit, its workforce, what families said.
    public struct Chapter: Sendable {
        let id: String
        let heading: String
        let paragraphs: [String]
        let charts: [Chart]
        let tables: [(heading: String, table: DataTable)]

        /// - Parameters:
        ///   - id: a slug, unique on the page; the chapter's place is `#ID`.
        ///   - paragraphs: what it says before its pictures, the finding first.
        ///   - tables: what has no picture, each under its heading.
        public init(
            id: String,
            heading: String,
            paragraphs: [String],
            charts: [Chart] = [],
            tables: [(heading: String, table: DataTable)] = []
        ) {
            self.id = id
            self.heading = heading
            self.paragraphs = paragraphs
            self.charts = charts
            self.tables = tables
        }
    }

    func writeChapters(to writer: inout MarkupWriter) {
        for chapter in chapters {
            section(chapter.id, safe(chapter.heading), to: &writer) { writer in
                for paragraph in chapter.paragraphs { writer.element("p", text: safe(paragraph)) }
                for chart in chapter.charts { writeChart(chart, to: &writer) }
                for (heading, table) in chapter.tables {
                    writer.element("h3", text: safe(heading))
                    writer.element("div") {
                        Self.scrolling(safe(heading), class: "wide rows", to: &$0)
                        table.writeHTML(to: &$0)
                    }
                }
            }
        }
    }
}
