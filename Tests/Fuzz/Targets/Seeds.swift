#if DEBUG || TESTABLE
    import Archives
    import Bytes
    import Exhibits
    @testable import Forms
    import JSON
    @testable import JSONRPC
    @testable import LacunaService
    import Provision
    @testable import ScopingStore
    @testable import Spreadsheets
    import TestSupport
    @testable import lacuna

    /// What a target is begun with: sound inputs, made by the product itself. The corpora are grown from them.
    extension FuzzTarget {
        public func seeds() throws -> [[UInt8]] {
            switch name {
            case "json":
                try Self.requests() + ["[1.5e3,-0.0,null,true]", #""\ud83d\ude00\u00e9""#].map { Array($0.utf8) }
            case "rpc": try Self.requests()
            case "xml": try Self.documents()
            case "csv": [try Self.form(.csv), try Self.page()] + Self.tables
            case "zip": [Self.smallArchive, Array("one.xml\0<a/>\0two\0\0".utf8)]
            case "inflate":
                [Deflate.deflated(try Self.form(.csv)), Deflate.deflated(Array("aaaaaaaaaaabcabcabc".utf8))]
            case "workbook": [try Self.parts(of: XLSXWriter.write(Self.draft), Self.excelNames)] + Self.sheets
            case "ods": [try Self.parts(of: ODSWriter.write(Self.draft), ["content.xml"])]
            case "forms": [try Self.cells()]
            case "hexjson": Self.layouts
            case "geojson": Self.shapes
            case "commandline": Self.lines
            case "cache": try Self.caches()
            default: []
            }
        }

        /// Words that occur in what a target reads, for the fuzzer to put together.
        public func words() throws -> [String] {
            switch name {
            case "rpc":
                contractMethods.flatMap { method in
                    ["\"\(method.name)\""] + method.parameters.map { "\"\($0.name)\":" }
                } + ["\"area-1\"", "\"service-1\"", "\"round-1\"", "\"2022-01-01\"", "\"jsonrpc\":\"2.0\"", "\"id\":1"]
            case "commandline":
                Lacuna.commands.flatMap { command in
                    [command.spec.name.replacing(" ", with: "\n")] + command.spec.options.map(\.spelling)
                }
            case "xml", "workbook", "ods":
                try words(in: seeds())
            default: []
            }
        }

        /// Names of elements and attributes, with what stands before them.
        private func words(in documents: [[UInt8]]) -> [String] {
            documents.flatMap { document in
                String(decoding: document, as: UTF8.self).split { " />\n\0".contains($0) }.map { word in
                    word.hasPrefix("<") ? String(word) : word.split(separator: "\"").first.map { $0 + "\"" } ?? ""
                }.filter { ($0.hasPrefix("<") || $0.hasSuffix("=\"")) && $0.utf8.count < 40 }
            }
        }

        // MARK: Requests

        private static let values: [String: String] = [
            "area": #""area-1""#, "service": #""service-1""#, "round": #""round-1""#, "within": #""ics-1""#,
            "level": #""G""#, "asOf": #""2022-01-01""#, "from": #""2021-01-01""#, "to": #""2022-01-01""#,
            "knownAt": #""2022-06-30""#, "rule": #""worst""#, "basedOn": "1", "limit": "5", "for": #"["a"]"#,
            "ratings": #"[{"service":"service-1","level":"G"}]"#, "format": #""csv""#, "register": #""record""#,
        ]

        private static func requests() throws -> [[UInt8]] {
            let own = contractMethods.map { method in
                let params = method.parameters.map { "\"\($0.name)\":\(values["\($0.name)"] ?? "\"x\"")" }
                let needed = method.parameters.filter(\.isRequired).map {
                    "\"\($0.name)\":\(values["\($0.name)"] ?? "\"x\"")"
                }
                func line(_ params: [String]) -> String {
                    "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"\(method.name)\",\"params\":{\(params.joined(separator: ","))}}"
                }
                return line(needed) + "\n" + line(params)
            }
            let others = [
                #"[{"jsonrpc":"2.0","id":null,"method":"rpc.discover"},{"jsonrpc":"2.0","method":"area.list"},3]"#,
                #"{"id":"é\n","params":[],"method":"round.list","jsonrpc":"2.0"}"#,
                #"{"jsonrpc":"2.0","result":1,"id":1}"#,
            ]
            return (own + others).map { Array($0.utf8) }
        }

        // MARK: Documents

        private static func documents() throws -> [[UInt8]] {
            let world = try FuzzWorld.shared.get().model
            let made = [
                FrameworkWriter.bytes(of: world.framework), AreasWriter.bytes(of: world.areas, isSimulated: false),
                RoundsWriter.bytes(of: world.rounds, isSimulated: false),
            ]
            let real =
                [StoreLayout.returns, StoreLayout.actions].flatMap { folder in
                    files(below: "\(Repository.scoping)/\(folder)").map { "\(folder)/\($0)" }
                } + [StoreLayout.rounds, StoreLayout.voice]
            return made + (try real.map { try bytes(of: "\(Repository.scoping)/\($0)") })
        }

        // MARK: Forms

        private static func returnForm() throws -> ReturnForm {
            let model = try FuzzWorld.shared.get().model
            return ReturnForm(area: model.areas.areas[1], round: model.rounds[1], model: model)
        }

        private static func form(_ format: FormFormat) throws -> [UInt8] { try returnForm().bytes(as: format) }

        /// The part of a page that a form is read from.
        private static func page() throws -> [UInt8] {
            let page = String(decoding: try form(.html), as: UTF8.self)
            let start = page.firstRange(of: "id=\"\(PageForm.holder)\"")?.lowerBound ?? page.startIndex
            let end = page[start...].firstRange(of: "</script")?.upperBound ?? page.endIndex
            return Array("<html><script \(page[start..<end])>".utf8)
        }

        /// A cell of each kind.
        private static let draft: WorkbookDraft = {
            var sheet = SheetDraft("One")
            let values: [CellValue] = [
                .text("a <b>"), .number("1.5"), .boolean(true), .date("2022-05-01"), .text(" x\ny"),
            ]
            for (column, value) in values.enumerated() {
                for row in [1, 3, 4] { sheet[row, column * row] = CellDraft(value) }
            }
            sheet[2, 0] = CellDraft(formula: "1+1", value: .number("2"))
            sheet.hiddenRows = [3]
            sheet.hiddenColumns = [2]
            if let range = CellRange("A5:B6") { sheet.merged = [range] }
            var other = SheetDraft("Two", visibility: .hidden)
            other[1, 0] = CellDraft("b")
            var draft = WorkbookDraft(title: "draft")
            draft.sheets = [sheet, other]
            return draft
        }()

        private static let tables = [
            "sep=;\r\na;\"b\"\"c\"\r\n\r\n'=1;2,5\r\n", "a\tb\r\"x\ny\"\t\r", "\u{FEFF}caf\u{E9},\u{A0}x \n",
        ].map { Array($0.utf8) }

        private static let excelNames = [
            "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels",
        ]

        private static let sheets = [
            #"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5</v></c><c r="C1" s="1"><v>44682</v></c><c t="inlineStr"><is><t>x</t></is></c><c r="F1" t="b"><f>1</f><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#
        ].map { Array($0.utf8) }

        /// Parts of an archive, each ended by a zero.
        private static func parts(of archive: [UInt8], _ names: [String]) throws -> [UInt8] {
            try names.flatMap { name in (try ZipArchive(archive, limits: WorkbookLimits()).bytes(of: name) ?? []) + [0]
            }
        }

        private static let smallArchive: [UInt8] = {
            var writer = ZipWriter()
            writer.add("a/", [])
            writer.add("a/one", Array("one one one one one one one".utf8))
            writer.add("two", Array("two".utf8), isStored: true)
            return writer.finished()
        }()

        private static func cells() throws -> [UInt8] {
            let book = try Spreadsheet.read(try form(.xlsx))
            let text = book.sheets.map { sheet in
                let rows = (1...(sheet.rows.last?.number ?? 1)).map { number in
                    let row = sheet.row(number)
                    let last = row?.cells.last?.column ?? -1
                    return (0..<last + 1).map {
                        row?[$0].typed.replacing(",", with: ";").replacing("\n", with: " ") ?? ""
                    }
                    .joined(separator: ",")
                }
                return "# \(sheet.visibility == .visible ? "" : "~")\(sheet.name)\n" + rows.joined(separator: "\n")
            }
            return Array(text.joined(separator: "\n").utf8)
        }

        // MARK: Maps

        private static let layouts = [
            #"{"layout":"odd-r","hexes":{"area-1":{"q":0,"r":1,"n":"Area 1"},"E2":{"q":1,"r":0,"name":"Area 2"}}}"#,
            #"{"layout":"even-q","hexes":{"a":{"q":-3,"r":2,"n":7,"x":[1,{}]}}}"#, #"{"layout":"square","hexes":{}}"#,
        ].map { Array($0.utf8) }

        private static let shapes = [
            #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:27700"}},"features":[{"type":"Feature","id":"area-1","properties":{"n":"Area 1","c":5},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1000,0],[1000,1000],[0,0]]]}}]}"#,
            #"{"type":"FeatureCollection","features":[{"properties":{"name":"Area 2"},"geometry":{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":[[[[-3,53],[-2.5,53],[-2.5,54],[-3,53]],[[-2.9,53.1],[-2.8,53.1],[-2.8,53.2],[-2.9,53.1]]]]},{"type":"Point","coordinates":[1,2,3]}]}},{"properties":{"n":"Area 1"},"geometry":{"type":"Polygon","coordinates":[[[179,0],[-179,1],[178,2],[179,0]]]}}]}"#,
        ].map { Array($0.utf8) }

        // MARK: Command lines

        private static let lines = Lacuna.commands.map { command in
            let words =
                command.spec.words + command.spec.options.flatMap { [$0.spelling] + $0.placeholders.map { _ in "x" } }
            return Array((words + command.spec.arguments.map { _ in "y" }).joined(separator: "\n").utf8)
        }

        // MARK: Caches

        private static func caches() throws -> [[UInt8]] {
            [
                Array("Z".utf8) + (try SoundCache.shared.get().body), Array("A".utf8) + [0, 90, 1],
                Array("B".utf8) + [255, 0, 7],
            ]
        }
    }
#endif
