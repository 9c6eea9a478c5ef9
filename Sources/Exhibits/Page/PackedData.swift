import Bytes
import Markup

/// What the page's script needs, as the page holds it: as JSON that people and programs can read and, where that would be most of the
/// page, packed by "deflate" (RFC 1951) in base64, which a browser opens by its `DecompressionStream`. A national network's 1.9 MB are
/// a quarter of that.
struct PackedData {
    let isPacked: Bool
    /// What stands in the page's element.
    let bytes: [UInt8]

    /// - Parameters:
    ///   - json: as it may stand in a page.
    ///   - limit: the most bytes that stand as they are.
    init(_ json: [UInt8], beyond limit: Int) {
        isPacked = json.count > limit
        bytes = isPacked ? Array(base64(Deflate.deflated(json)).utf8) : json
    }
}

extension ReportPage {
    func write(_ data: PackedData, to writer: inout MarkupWriter) {
        writer.element("script") { writer in
            writer.attribute("type", data.isPacked ? "text/plain" : "application/json")
            writer.attribute("id", "data")
            if data.isPacked { writer.attribute("data-packed", "deflate-raw base64") }
            writer.embed(data.bytes)
        }
    }
}
