import TestSupport
import Testing

@testable import Papers

@Suite("Papers as documents of Word, LibreOffice and PowerPoint")
struct WriterTests {
    @Test("Each part is well-formed", arguments: Papers.Program.allCases)
    func wellFormed(program: Papers.Program) throws {
        let document = try OfficeDocument(program.write(try Papers.everything()))
        #expect(document.markup.count > 3)
        for path in document.markup { _ = try document.root(path) }
    }

    @Test(
        "Markup, control characters, line ends and marks of direction stay text, and no longer name breaks anything",
        arguments: Papers.Program.allCases,
        [
            "<w:t>&amp;\"'</w:t>", "a\u{0}b\u{1B}c\u{FFFE}", "one\ntwo\r\nthree\tfour",
            "left \u{202E}thgir\u{202C} \u{2067}right", String(repeating: "Wirral", count: 90), "", "𝔊 ‡ 女 e\u{301}",
        ]
    )
    func hostile(program: Papers.Program, text: String) throws {
        let document = try OfficeDocument(program.write(try Papers.everything(text)))
        for path in document.markup { _ = try document.root(path) }
        let main = ["word/document.xml", "content.xml", "ppt/slides/slide1.xml"].first { document.parts[$0] != nil }
        let body = try document.root(main ?? "").text
        #expect(
            !body.unicodeScalars.contains {
                (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
            }
        )
        #expect(!body.contains("\n") && !body.contains("\r"))
        if text.hasPrefix("<") { #expect(body.contains(text)) }
    }

    @Test("The same paper gives the same bytes, and none of today's", arguments: Papers.Program.allCases)
    func deterministic(program: Papers.Program) throws {
        #expect(program.write(try Papers.everything()) == program.write(try Papers.everything()))
    }

    @Test(
        "Each reference leads to a part, each part has its type, and nothing leads outside",
        arguments: [Papers.Program.word, .slides]
    )
    func references(program: Papers.Program) throws {
        let document = try OfficeDocument(program.write(try Papers.everything()))
        let types = try document.root("[Content_Types].xml")
        let named = Set(types.all("Override").compactMap { $0.attributes["PartName"] })
        let endings = Set(types.all("Default").compactMap { $0.attributes["Extension"] })
        for part in named { #expect(document.parts[String(part.dropFirst())] != nil, "\(part)") }
        for path in document.paths where path != "[Content_Types].xml" {
            let ending = path.split(separator: ".").last.map(String.init) ?? ""
            #expect(named.contains("/" + path) || ending != "xml" && endings.contains(ending), "\(path)")
        }
        for path in document.paths where path.hasSuffix(".rels") {
            let folder = path.split(separator: "/").dropLast(2).map(String.init)
            let owner = (folder + [path.split(separator: "/").last.map { String($0.dropLast(5)) } ?? ""]).joined(
                separator: "/"
            )
            var given: Set<String> = []
            for reference in try document.root(path).all("Relationship") {
                #expect(reference.attributes["TargetMode"] == nil)
                var place = folder
                for step in (reference.attributes["Target"] ?? "").split(separator: "/") {
                    if step == ".." { _ = place.popLast() } else { place.append(String(step)) }
                }
                #expect(document.parts[place.joined(separator: "/")] != nil, "\(path): \(place)")
                given.insert(reference.attributes["Id"] ?? "")
            }
            guard let bytes = document.parts[owner] else { continue }
            let used = String(decoding: bytes, as: UTF8.self).matches(of: #/r:(?:id|embed)="([^"]*)"/#).map {
                String($0.1)
            }
            for name in used { #expect(given.contains(name), "\(owner) uses \(name)") }
        }
    }

    @Test("Headings are headings of their level, in Word and LibreOffice")
    func headings() throws {
        let paper = try Papers.everything("Ash")
        let word = try OfficeDocument(DOCXWriter.write(paper)).root("word/document.xml")
        let styles = word.all("w:p").compactMap { $0.all("w:pStyle").first?.attributes["w:val"] }
        #expect(styles.filter { $0.hasPrefix("Heading") } == ["Heading1", "Heading1", "Heading2", "Heading3"])
        #expect(styles.first == "Title")
        let text = try OfficeDocument(ODTWriter.write(paper)).root("content.xml")
        #expect(text.all("text:h").compactMap { $0.attributes["text:outline-level"] } == ["1", "1", "2", "3"])
    }

    @Test("The row of headings repeats on each page, and no row breaks over two")
    func headingRows() throws {
        let paper = try Papers.everything()
        let word = try OfficeDocument(DOCXWriter.write(paper)).root("word/document.xml")
        let rows = word.all("w:tr")
        #expect(rows.map { $0.all("w:tblHeader").count } == [1, 0, 0, 0])
        #expect(rows.allSatisfy { $0.all("w:cantSplit").count == 1 })
        let text = try OfficeDocument(ODTWriter.write(paper)).root("content.xml")
        #expect(text.all("table:table-header-rows").flatMap { $0.all("table:table-row") }.count == 1)
        let slide = try OfficeDocument(PPTXWriter.write(paper)).root("ppt/slides/slide2.xml")
        #expect(slide.all("a:tblPr").allSatisfy { $0.attributes["firstRow"] == "1" })
    }

    @Test("Every row of a table has a cell for every column, whatever it was given", arguments: Papers.Program.allCases)
    func cells(program: Papers.Program) throws {
        let document = try OfficeDocument(program.write(try Papers.everything()))
        func span(_ cell: OfficeDocument.Element, _ name: String) -> Int {
            (cell.all("w:gridSpan").first?.attributes["w:val"] ?? cell.attributes[name]).flatMap { Int($0) } ?? 1
        }
        switch program {
        case .word:
            for row in try document.root("word/document.xml").all("w:tr") {
                #expect(row.all("w:tc").reduce(0) { $0 + span($1, "") } == 3)
            }
        case .openDocument:
            for row in try document.root("content.xml").all("table:table-row") {
                #expect(row.all("table:table-cell").count + row.all("table:covered-table-cell").count == 3)
            }
        case .slides:
            for row in try document.root("ppt/slides/slide2.xml").all("a:tr") { #expect(row.all("a:tc").count == 3) }
        }
    }

    @Test("A picture says in words what it shows, and keeps its shape", arguments: Papers.Program.allCases)
    func pictures(program: Papers.Program) throws {
        let document = try OfficeDocument(program.write(try Papers.everything("Levels of Ash")))
        #expect(document.parts.values.contains(Papers.png))
        switch program {
        case .word:
            let root = try document.root("word/document.xml")
            #expect(root.all("wp:docPr").map { $0.attributes["descr"] } == ["Levels of Ash"])
            let extent = root.all("wp:extent").first?.attributes
            #expect(extent?["cx"] == "6120000" && extent?["cy"] == "3060000")
        case .openDocument:
            #expect(try document.root("content.xml").all("svg:desc").map(\.text) == ["Levels of Ash"])
        case .slides:
            let root = try document.root("ppt/slides/slide1.xml")
            let names = root.all("p:pic").flatMap { $0.all("p:cNvPr") }.map { $0.attributes["descr"] }
            #expect(names == ["Levels of Ash"])
        }
    }

    @Test("What is no PNG is no picture", arguments: [[], Array("GIF89a".utf8), Array(Papers.png.prefix(20))])
    func noPicture(bytes: [UInt8]) {
        #expect(PaperPicture(png: bytes, width: 10, height: 10, alternative: "", caption: "") == nil)
    }

    @Test("A document says what it is: title, language, date")
    func properties() throws {
        let paper = try Papers.everything("Ash")
        for program in [Papers.Program.word, .slides] {
            let core = try OfficeDocument(program.write(paper)).root("docProps/core.xml")
            #expect(core.all("dc:title").map(\.text) == ["Ash"])
            #expect(core.all("dc:language").map(\.text) == ["en-GB"])
            #expect(core.all("dcterms:created").map(\.text) == ["2022-05-01T10:13:20Z"])
        }
        let meta = try OfficeDocument(ODTWriter.write(paper)).root("meta.xml")
        #expect(meta.all("dc:title").map(\.text) == ["Ash"])
        #expect(meta.all("meta:creation-date").map(\.text) == ["2022-05-01T10:13:20Z"])
    }

    @Test("Pages are numbered, with the running head on all but the first")
    func pages() throws {
        let paper = try Papers.everything("Ash")
        let word = try OfficeDocument(DOCXWriter.write(paper))
        #expect(
            try word.root("word/footer1.xml").all("w:fldSimple").map { $0.attributes["w:instr"] } == [
                " PAGE ", " NUMPAGES ",
            ]
        )
        #expect(try word.root("word/header1.xml").text == "Ash")
        #expect(try word.root("word/document.xml").all("w:titlePg").count == 1)
        let slides = try OfficeDocument(PPTXWriter.write(paper))
        #expect(slides.paths.filter { $0.hasPrefix("ppt/slides/slide") }.count == 2)
        for path in ["ppt/slides/slide1.xml", "ppt/slides/slide2.xml"] {
            let root = try slides.root(path)
            #expect(root.all("a:fld").map { $0.attributes["type"] } == ["slidenum"])
            #expect(root.all("p:ph").first?.attributes["type"] == "title")
        }
    }
}
