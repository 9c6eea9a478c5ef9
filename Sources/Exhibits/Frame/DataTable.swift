public import Markup

/// The figures behind an exhibit as rows of text: the table beside the picture, inside its `<metadata>`, and as CSV.
public struct DataTable: Hashable, Sendable {
    public let caption: String
    public let columns: [String]
    /// Each with a field for every column.
    public let rows: [[String]]

    public init(caption: String, columns: [String], rows: [[String]]) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    /// The table as HTML, its first column the rows' headings.
    public func writeHTML(to writer: inout MarkupWriter) {
        writer.element("table") { writer in
            writer.element("caption", text: withoutDirectionMarks(caption))
            writer.element("thead") { writer in
                writer.element("tr") { writer in
                    for column in columns {
                        writer.element("th", text: withoutDirectionMarks(column)) { $0.attribute("scope", "col") }
                    }
                }
            }
            writer.element("tbody") { writer in
                for row in rows {
                    writer.element("tr") { writer in
                        for (index, field) in row.enumerated() {
                            if index == 0 {
                                writer.element("th", text: withoutDirectionMarks(field)) {
                                    $0.attribute("scope", "row")
                                }
                            } else {
                                writer.element("td", text: withoutDirectionMarks(field))
                            }
                        }
                    }
                }
            }
        }
    }

    public func csv() -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for row in rows { writer.row(row) }
        return writer.bytes
    }

    /// The table in the vocabulary of the `<metadata>` of Lacuna's pictures.
    ///
    /// None of its names is one by which HTML's parser leaves an SVG that stands in a page (`table`, `p`, `span`, …: the list under
    /// "foreign content" in the HTML standard).
    func writeMetadata(to writer: inout MarkupWriter) {
        writer.element("figures") { writer in
            writer.attribute("caption", caption)
            writer.element("columns") { writer in
                for column in columns { writer.element("column", text: column) }
            }
            for row in rows {
                writer.element("row") { writer in
                    for field in row { writer.element("value", text: field) }
                }
            }
        }
    }
}
