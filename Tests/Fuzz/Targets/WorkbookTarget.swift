#if DEBUG || TESTABLE
    import Archives
    import Spreadsheets

    extension FuzzTarget {
        /// A workbook of Excel, as its parts: each ended by a zero, in the order of `excelParts`; what is left out is as usual. They
        /// are packed here, since no checksum would fit a change within an archive.
        static let workbook = FuzzTarget("workbook", longest: 4_096) { bytes in
            try readWorkbook(packed(bytes, excelParts))
        }

        /// A workbook of LibreOffice, in the same way.
        static let ods = FuzzTarget("ods", longest: 4_096) { bytes in
            try readWorkbook(packed(bytes, openDocumentParts))
        }

        private static func packed(_ bytes: [UInt8], _ parts: [(name: String, usual: String)]) -> [UInt8] {
            let given = bytes.split(separator: 0, omittingEmptySubsequences: false)
            var writer = ZipWriter()
            for (place, part) in parts.enumerated() {
                let own = given.indices.contains(place) ? Array(given[place]) : []
                writer.add(part.name, own.isEmpty ? Array(part.usual.utf8) : own, isStored: true)
            }
            return writer.finished()
        }

        /// Reads a workbook, writes it in both formats, and reads both: they hold the same. Then it is handed in.
        static func readWorkbook(_ bytes: [UInt8]) throws {
            if let book = try faulty({ () throws(WorkbookFault) in try Spreadsheet.read(bytes) }) {
                try promise(book.sheets.reduce(0) { $0 + $1.rows.count } <= WorkbookLimits().cells, "too many rows")
                for sheet in book.sheets { try check(sheet) }
                // Writing takes a hundred times as long as reading: one length in eight does.
                if bytes.count.isMultiple(of: 8), book.sheets.contains(where: { !$0.rows.isEmpty }) {
                    try writeBoth(book)
                }
            }
            try handIn(bytes)
        }

        private static func check(_ sheet: Sheet) throws(BrokenPromise) {
            for (row, next) in Swift.zip(sheet.rows, sheet.rows.dropFirst()) {
                try promise(row.number < next.number, "rows out of order")
            }
            for row in sheet.rows {
                try promise((1...CellAddress.lastRow).contains(row.number), "row \(row.number)")
                try promise(!row.cells.isEmpty, "a row without a cell")
                for (cell, next) in Swift.zip(row.cells, row.cells.dropFirst()) {
                    try promise(cell.column < next.column, "cells out of order")
                }
                try promise(
                    row.cells.allSatisfy { (0...CellAddress.lastColumn).contains($0.column) },
                    "beyond the last column"
                )
            }
        }

        /// - Throws: where the two formats, of one draft, are read as different cells, or either as other cells than the draft's.
        private static func writeBoth(_ book: Workbook) throws {
            var draft = WorkbookDraft(title: "again")
            for (number, sheet) in book.sheets.prefix(3).enumerated() {
                var made = SheetDraft("Sheet \(number + 1)")
                for row in sheet.rows.prefix(200) {
                    for cell in row.cells.prefix(60) { made[row.number, cell.column] = CellDraft(cell.value) }
                }
                draft.sheets.append(made)
            }
            // What cannot be written says so by itself.
            guard let excel = try faulty({ () throws(WorkbookFault) in try XLSXWriter.write(draft) }),
                let open = try faulty({ () throws(WorkbookFault) in try ODSWriter.write(draft) })
            else { return }
            let (one, other) = (try Spreadsheet.read(excel), try Spreadsheet.read(open))
            try promise(one.sheets.count == other.sheets.count, "the two formats have other sheets")
            for (number, (one, other)) in Swift.zip(one.sheets, other.sheets).enumerated() {
                if let (mine, theirs) = Swift.zip(one.rows, other.rows).first(where: { $0 != $1 }) {
                    throw BrokenPromise("sheet \(number + 1): Excel's format holds \(mine), the other \(theirs)")
                }
                try promise(one.rows.count == other.rows.count, "sheet \(number + 1): one format has more rows")
                let cells = draft.sheets[number].cells.filter { !$0.value.value.isEmpty }
                try promise(one.rows.reduce(0) { $0 + $1.cells.count } == cells.count, "cells were lost or won")
                for (address, cell) in cells {
                    try promise(one[address] == cell.value, "\(address) holds \(one[address]), and was \(cell.value)")
                }
            }
        }
    }

    private let excelParts: [(name: String, usual: String)] = [
        (
            "xl/worksheets/sheet1.xml",
            #"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"#
        ),
        (
            "xl/sharedStrings.xml",
            #"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>one</t></si></sst>"#
        ),
        (
            "xl/styles.xml",
            #"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
        ),
        (
            "xl/workbook.xml",
            #"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" r:id="a"/></sheets></workbook>"#
        ),
        (
            "xl/_rels/workbook.xml.rels",
            #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>"#
        ),
        (
            "[Content_Types].xml",
            #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#
        ),
        (
            "_rels/.rels",
            #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    ]

    private let openDocumentParts: [(name: String, usual: String)] = [
        (
            "content.xml",
            #"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>"#
        ),
        (
            "META-INF/manifest.xml",
            #"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#
        ),
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    ]
#endif
