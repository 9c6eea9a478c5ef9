import Archives
import Bytes
import Foundation
import TestSupport

@testable import Spreadsheets

/// Workbooks that other programs saved: see `Books/make.py`.
enum Books {
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: Repository.root + "/Tests/SpreadsheetsTests/Books/" + name)))
    }

    static func read(_ name: String) throws -> Workbook { try Spreadsheet.read(bytes(name)) }

    /// What is wrong with bytes; nil where they are a workbook.
    static func fault(_ bytes: [UInt8], limits: WorkbookLimits = WorkbookLimits()) -> WorkbookFault? {
        do {
            _ = try Spreadsheet.read(bytes, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    /// An archive of texts.
    static func archive(_ parts: [(String, String)]) -> [UInt8] {
        var writer = ZipWriter()
        for (name, text) in parts { writer.add(name, Array(text.utf8)) }
        return writer.finished()
    }

    /// The smallest Office Open XML workbook around a sheet's part, with any of its other parts replaced.
    static func xlsx(sheet: String, replacing: [String: String] = [:]) -> [UInt8] {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        let parts = [
            (
                "[Content_Types].xml",
                """
                <Types xmlns="\(package)/content-types"><Default Extension="xml" ContentType="application/xml"/>\
                <Override PartName="/xl/workbook.xml" ContentType="\(kind).sheet.main+xml"/></Types>
                """
            ),
            (
                "_rels/.rels",
                """
                <Relationships xmlns="\(package)/relationships">\
                <Relationship Id="a" Type="\(types)/officeDocument" Target="/xl/workbook.xml"/></Relationships>
                """
            ),
            (
                "xl/workbook.xml",
                """
                <workbook xmlns="\(main)" xmlns:r="\(types)"><sheets>\
                <sheet name="One" sheetId="1" r:id="s"/></sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """
                <Relationships xmlns="\(package)/relationships">\
                <Relationship Id="s" Type="\(types)/worksheet" Target="sheet.xml"/>\
                <Relationship Id="t" Type="\(types)/sharedStrings" Target="texts.xml"/>\
                <Relationship Id="f" Type="\(types)/styles" Target="styles.xml"/></Relationships>
                """
            ),
            ("xl/sheet.xml", "<worksheet xmlns=\"\(main)\">\(sheet)</worksheet>"),
            ("xl/texts.xml", "<sst xmlns=\"\(main)\"><si><t>shared</t></si></sst>"),
            (
                "xl/styles.xml",
                "<styleSheet xmlns=\"\(main)\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ]
        return archive(parts.map { ($0.0, replacing[$0.0] ?? $0.1) })
    }

    /// The values of the only sheet of `xlsx(sheet:)`, by cell.
    static func values(sheet: String, replacing: [String: String] = [:]) throws -> [String: CellValue] {
        let book = try Spreadsheet.read(xlsx(sheet: sheet, replacing: replacing))
        return book.sheets.first?.values ?? [:]
    }

    /// The smallest OpenDocument spreadsheet around its tables.
    static func ods(_ tables: String, styles: String = "") -> [UInt8] {
        let names = ["office", "table", "text", "style"].map {
            "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
        }
        let content = """
            <office:document-content \(names.joined(separator: " "))>\
            <office:automatic-styles>\(styles)</office:automatic-styles>\
            <office:body><office:spreadsheet>\(tables)</office:spreadsheet></office:body></office:document-content>
            """
        return archive([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)])
    }
}

extension Sheet {
    /// All filled cells by their addresses.
    var values: [String: CellValue] {
        var all: [String: CellValue] = [:]
        for row in rows {
            for cell in row.cells {
                all[CellAddress(row: row.number, column: cell.column).description] = cell.value
            }
        }
        return all
    }
}
