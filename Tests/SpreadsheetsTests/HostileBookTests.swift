import Archives
import Bytes
import Testing

@testable import Spreadsheets

/// Files that are not workbooks, that are damaged, or that were made to do harm: each is refused by its name.
@Suite("Workbooks: other files and hostile ones")
struct HostileBookTests {
    private let book = Books.xlsx(sheet: "<sheetData><row><c><v>1</v></c></row></sheetData>")

    @Test(
        "Files of other programs, by what they hold",
        arguments: [
            ([], "the file is empty (save the workbook again)"),
            (Array("%PDF-1.7".utf8), "the file is a PDF (send the workbook itself)"),
            (
                Array("area,service\n".utf8),
                "the file is a text, such as CSV (give it a name that ends in .csv, or send the workbook itself)"
            ),
            (
                Array("<html><table>".utf8),
                "the file is a web page, even where its name ends in .xls (save it as 'Excel Workbook (.xlsx)')"
            ),
            ([0x89, 0x50, 0x4E, 0x47], "the file is a picture (send the workbook itself)"),
            ([1, 0, 2, 0], "the file is no workbook (save it as 'Excel Workbook (.xlsx)')"),
        ] as [([UInt8], String)]
    )
    func others(bytes: [UInt8], message: String) { #expect(Books.fault(bytes)?.description == message) }

    @Test func lockedByPassword() {
        let name: [UInt8] = "EncryptedPackage".utf8.flatMap { letter -> [UInt8] in [letter, 0] }
        let fault = Books.fault(
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 99) + name
        )
        #expect(fault?.cause == .encrypted)
        #expect(fault?.message == "the workbook is locked by a password")
    }

    @Test(
        "Office files of other kinds, by their content type",
        arguments: [
            (
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                "the workbook holds macros, and a form needs none"
            ),
            ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "the file is a binary workbook (.xlsb)"),
            (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "the file is a Word document (.docx)"
            ),
            (
                "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                "the file is a presentation (.pptx)"
            ),
            ("application/pdf", "the file is an Office file, but no workbook"),
        ]
    )
    func officeFiles(type: String, message: String) {
        let types = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Override PartName="/xl/workbook.xml" ContentType="\(type)"/></Types>
            """
        #expect(Books.fault(Books.xlsx(sheet: "", replacing: ["[Content_Types].xml": types]))?.message == message)
    }

    @Test func otherArchives() {
        #expect(
            Books.fault(Books.archive([("a.txt", "")]))?.message == "the file is an archive (.zip) without a workbook"
        )
        #expect(
            Books.fault(Books.archive([("Index/Document.iwa", "")]))?.message == "the file is a Numbers spreadsheet"
        )
        let letter = Books.archive([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")])
        #expect(Books.fault(letter)?.message == "the file is a text document (.odt)")
        let book = Books.archive([("mimetype", "application/epub+zip")])
        #expect(Books.fault(book)?.message == "the file is no spreadsheet ('application/epub+zip')")
        let type = "application/vnd.oasis.opendocument.spreadsheet"
        #expect(Books.fault(Books.archive([("mimetype", type), ("Basic/script-lc.xml", "<a/>")]))?.cause == .macros)
        let manifest = """
            <m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>\
            <m:encryption-data/></m:file-entry></m:manifest>
            """
        let locked = Books.archive([("mimetype", type), ("META-INF/manifest.xml", manifest)])
        #expect(Books.fault(locked)?.cause == .encrypted)
    }

    @Test(
        "Names that lead elsewhere, or are there twice",
        arguments: [
            "/etc/passwd", "../x", "xl/../../x", "C:x", "xl\\x", "a//b", "./a", "a\u{7}", "xl/WORKBOOK.xml",
            "xl/workbook.xml",
        ]
    )
    func names(name: String) {
        var writer = ZipWriter()
        writer.add("xl/workbook.xml", [1])
        writer.add(name, [2])
        #expect(Books.fault(writer.finished())?.cause == .suspicious)
    }

    /// The bytes with one of them changed, where a record begins.
    private func changed(_ signature: [UInt8], _ place: Int, to value: UInt8) -> [UInt8] {
        var bytes = book
        if let start = bytes.firstRange(of: signature)?.lowerBound { bytes[start + place] = value }
        return bytes
    }

    private let local: [UInt8] = [0x50, 0x4B, 3, 4]
    private let central: [UInt8] = [0x50, 0x4B, 1, 2]
    private let end: [UInt8] = [0x50, 0x4B, 5, 6]

    @Test("What the archive says twice must be the same")
    func differences() {
        #expect(Books.fault(book) == nil)
        let twice = "the archive says one thing in its directory and another beside the part"
        for place in [6, 8, 14, 18, 22] { #expect(Books.fault(changed(local, place, to: 0x55))?.message == twice) }
        #expect(Books.fault(changed(local, 30, to: 0x55))?.message == twice)
        #expect(Books.fault(changed(central, 8, to: 1))?.cause == .encrypted)
        #expect(Books.fault(changed(central, 8, to: 0x40))?.cause == .encrypted)
        #expect(Books.fault(changed(central, 10, to: 12))?.message.hasPrefix("packed by method 12") == true)
        #expect(Books.fault(changed(central, 34, to: 1))?.message == "an archive in several pieces")
        #expect(Books.fault(changed(end, 10, to: 99))?.message == "an archive in several pieces")
        #expect(Books.fault(changed(end, 16, to: 1))?.cause == .damaged)
        // 4 GB and more.
        var wide = book
        if let start = wide.firstRange(of: end)?.lowerBound {
            wide.replaceSubrange(start + 16..<start + 20, with: [255, 255, 255, 255])
        }
        #expect(Books.fault(wide)?.message == "the archive is in the form for more than 4 GB (zip64)")
    }

    @Test("Cut off anywhere, or with something behind it")
    func truncated() {
        for count in stride(from: 4, to: book.count, by: 7) {
            #expect(Books.fault(Array(book[..<count]))?.cause == .damaged)
        }
        #expect(Books.fault(book + [0])?.cause == .damaged)
    }

    @Test("A byte of the content changed: the checksum tells")
    func checksum() throws {
        var writer = ZipWriter()
        writer.add("a", Array("stored".utf8), isStored: true)
        var bytes = writer.finished()
        bytes[32] ^= 1
        let archive = try ZipArchive(bytes, limits: WorkbookLimits())
        #expect(throws: WorkbookFault.self) { try archive.bytes(of: "a") }
    }

    @Test("A part that lies within another: the same bytes unpacked many times")
    func overlapping() throws {
        var inner = ZipWriter()
        inner.add("b", [UInt8](repeating: 0, count: 1_000))
        let innerBytes = inner.finished()
        let header = try #require(innerBytes.firstRange(of: central)?.lowerBound)
        // The first part holds a whole second one, header and all; the directory says that it lies there.
        var writer = ZipWriter()
        writer.add("a", Array(innerBytes[..<header]), isStored: true)
        writer.add("b", [UInt8](repeating: 0, count: 1_000))
        var bytes = writer.finished()
        let name = try #require(bytes.lastIndex(of: UInt8(ascii: "b")))
        bytes.replaceSubrange(name - 4..<name, with: [31, 0, 0, 0])
        #expect(
            Books.fault(bytes)?.message == "parts that overlap each other, as no spreadsheet program writes them"
        )
    }

    @Test("Bombs: by ratio, by size, all together, at the limit and one beyond")
    func bombs() throws {
        let zeros = [UInt8](repeating: 0x20, count: 3 << 20)
        var writer = ZipWriter()
        writer.add("xl/bomb.xml", zeros)
        let bomb = writer.finished()
        var limits = WorkbookLimits()
        limits.ratio = 50
        #expect(
            Books.fault(bomb, limits: limits)?.message
                == "unpacked it would be more than 50 times its size, as no spreadsheet program packs"
        )
        limits.ratio = 5_000
        limits.partBytes = zeros.count
        #expect(Books.fault(bomb, limits: limits)?.cause == .otherFormat)
        limits.partBytes -= 1
        #expect(Books.fault(bomb, limits: limits)?.cause == .tooLarge)
        limits = WorkbookLimits()
        let sizes = try ZipArchive(book, limits: limits).entries.map(\.size).reduce(0, +)
        limits.totalBytes = sizes
        #expect(Books.fault(book, limits: limits) == nil)
        limits.totalBytes -= 1
        #expect(Books.fault(book, limits: limits)?.cause == .tooLarge)
        limits = WorkbookLimits()
        limits.fileBytes = book.count
        limits.parts = 7
        #expect(Books.fault(book, limits: limits) == nil)
        limits.parts = 6
        #expect(Books.fault(book, limits: limits)?.message == "more than 6 parts")
        limits.fileBytes -= 1
        #expect(Books.fault(book, limits: limits)?.message == "larger than \(book.count - 1) bytes")
    }

    @Test("A part that declares less than it holds is not unpacked beyond that")
    func liar() throws {
        var writer = ZipWriter()
        writer.add("a", [UInt8](repeating: 0, count: 5_000))
        var bytes = writer.finished()
        for signature in [local, central] {
            let start = try #require(bytes.firstRange(of: signature)?.lowerBound) + (signature == local ? 22 : 24)
            bytes.replaceSubrange(start..<start + 2, with: [100, 0])
        }
        let archive = try ZipArchive(bytes, limits: WorkbookLimits())
        do {
            _ = try archive.bytes(of: "a")
            Issue.record("it was unpacked")
        } catch { #expect(error.message == "more bytes unpacked than were declared") }
    }

    @Test(
        "Document types, entities, other encodings, depth and breadth",
        arguments: [
            "<!DOCTYPE worksheet [<!ENTITY a \"b\">]><worksheet>&a;</worksheet>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet/>", "<worksheet>&a;</worksheet>", "<worksheet>",
            "<other/>",
            "<worksheet/><worksheet/>", "", "no XML", "<worksheet a=\"1\" a=\"2\"/>", "<worksheet>\u{1}</worksheet>",
            "<worksheet>" + String(repeating: "<a>", count: 70) + String(repeating: "</a>", count: 70) + "</worksheet>",
            "<worksheet " + (0..<300).map { "a\($0)=\">\" " }.joined() + "/>", "<q:worksheet/>x",
            "<worksheet xmlns:a=''/>&",
        ]
    )
    func xml(part: String) {
        let fault = Books.fault(Books.xlsx(sheet: "", replacing: ["xl/sheet.xml": part]))
        #expect(fault?.cause == .damaged && fault?.sheet == "One")
    }

    @Test("Bytes that are no UTF-8")
    func encodings() {
        var writer = ZipWriter()
        writer.add("[Content_Types].xml", Array("<Types>".utf8) + [0xE9] + Array("</Types>".utf8))
        #expect(Books.fault(writer.finished())?.cause == .damaged)
    }

    @Test("Limits on cells, texts and merged ranges, at the limit and one beyond")
    func limits() {
        var limits = WorkbookLimits()
        limits.cells = 2
        func cells(_ count: Int) -> [UInt8] {
            Books.xlsx(
                sheet: "<sheetData><row>" + String(repeating: "<c><v>1</v></c>", count: count) + "</row></sheetData>"
            )
        }
        #expect(Books.fault(cells(2), limits: limits) == nil)
        #expect(
            Books.fault(cells(3), limits: limits)?.description
                == "sheet 'One', C1: more than 2 filled cells (clear rows and columns that are not needed)"
        )
        func text(_ count: Int) -> [UInt8] {
            let text = String(repeating: "é", count: count)
            return Books.xlsx(sheet: "<sheetData><row><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row></sheetData>")
        }
        #expect(Books.fault(text(32_767)) == nil)
        #expect(Books.fault(text(32_768))?.message == "a text of more than 32767 characters")
        limits.mergedRanges = 1
        let merges = "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>"
        #expect(Books.fault(Books.xlsx(sheet: merges), limits: limits)?.cause == .tooLarge)
    }
}
