import JSON
import Provision
import ScopingStore
import Spreadsheets

/// Reads a page that was filled in and saved: the data that it carries. Nothing else of it is looked at, and nothing runs.
enum PageFormReader {
    /// Whether bytes are a page.
    static func recognises(_ bytes: [UInt8]) -> Bool {
        let start = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
        return start.contains("<!doctype html") || start.contains("<html")
    }

    /// The form; nil where its faults leave nothing to read.
    static func read(_ bytes: [UInt8], file: String, _ faults: inout FormFaults) -> FilledForm? {
        guard let content = content(of: bytes) else {
            faults.add(
                DocumentFault(
                    file: file,
                    message: "the page holds no form",
                    hint:
                        "send the file that the page's button 'Save as a file' made; a printed page or a web page's copy does not do"
                )
            )
            return nil
        }
        do {
            return try form(content, file: file, &faults)
        } catch {
            faults.add(
                DocumentFault(
                    file: file,
                    message: "the answers in the page are damaged (\(error.message))",
                    hint: "open the page in a browser, and save it again"
                )
            )
            return nil
        }
    }

    /// What stands between the tags of the element with the form's data.
    private static func content(of bytes: [UInt8]) -> [UInt8]? {
        let opening = Array("id=\"\(PageForm.holder)\"".utf8)
        guard let name = position(of: opening, in: bytes[...]),
            let start = bytes[name...].firstIndex(of: UInt8(ascii: ">")).map({ $0 + 1 }),
            let end = position(of: Array("</script".utf8), in: bytes[start...])
        else { return nil }
        return Array(bytes[start..<end])
    }

    private static func position(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = needle.first else { return nil }
        var start = bytes.startIndex
        while let next = bytes[start...].firstIndex(of: first) {
            if bytes[next...].starts(with: needle) { return next }
            start = next + 1
        }
        return nil
    }

    private struct Table {
        var part: FormPart?
        var headings: [String] = []
        var rows: [[String]] = []
    }

    private static func form(
        _ content: [UInt8],
        file: String,
        _ faults: inout FormFaults
    ) throws(JSONReader.Fault) -> FilledForm? {
        var form = FilledForm(file: file, layout: .page)
        var reader = try JSONReader(content)
        var keys: [FormHeadRow: String] = [:]
        var names: [FormHeadRow: String] = [:]
        var title = ""
        try reader.object { (reader, key) throws(JSONReader.Fault) in
            switch key {
            case "form": title = try reader.string()
            case "area": keys[.area] = try reader.string()
            case "round": keys[.round] = try reader.string()
            case "basedOn": keys[.basedOn] = try reader.string()
            case "names":
                try reader.object { (reader, key) throws(JSONReader.Fault) in
                    switch key {
                    case "area": names[.area] = try reader.string()
                    case "round": names[.round] = try reader.string()
                    default: reader.skip()
                    }
                }
            case "head":
                try reader.object { (reader, key) throws(JSONReader.Fault) in
                    guard let row = FormHeadRow(rawValue: key), row.isOpen else { reader.skip(); return }
                    keys[row] = try reader.string()
                }
            case "tables":
                try reader.array { (reader, _) throws(JSONReader.Fault) in
                    let table = try table(&reader)
                    guard let part = table.part else { return }
                    form.tables[part] = FilledTable(
                        heading: FilledTable.Row(number: 0, fields: table.headings),
                        rows: table.rows.enumerated().map { FilledTable.Row(number: $0 + 1, fields: $1) }
                    )
                }
            default: reader.skip()
            }
        }
        for (index, row) in FormHeadRow.allCases.enumerated() {
            form.head[row] = FilledForm.HeadCell(row: index + 1, text: keys[row] ?? "", note: names[row] ?? "")
        }
        guard title == ReturnForm.title, form.tables[.ratings] != nil else {
            faults.add(
                DocumentFault(
                    file: file,
                    message: "the page holds no return form",
                    hint: "is it one that 'lacuna return form' made?"
                )
            )
            return nil
        }
        return form
    }

    private static func table(_ reader: inout JSONReader) throws(JSONReader.Fault) -> Table {
        var table = Table()
        try reader.object { (reader, key) throws(JSONReader.Fault) in
            switch key {
            case "part":
                let title = try reader.string()
                table.part = FormPart.tables.first { $0.title == title }
            case "columns":
                try reader.array { (reader, _) throws(JSONReader.Fault) in
                    var heading = ""
                    try reader.object { (reader, key) throws(JSONReader.Fault) in
                        if key == "heading" { heading = try reader.string() } else { reader.skip() }
                    }
                    table.headings.append(heading)
                }
            case "rows":
                try reader.array { (reader, _) throws(JSONReader.Fault) in
                    var row: [String] = []
                    try reader.array { (reader, _) throws(JSONReader.Fault) in row.append(try reader.string()) }
                    table.rows.append(row)
                }
            default: reader.skip()
            }
        }
        return table
    }
}
