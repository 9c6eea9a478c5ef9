import Foundation
import Provision
import TestSupport
import Testing

@testable import Forms
@testable import ScopingStore
@testable import Spreadsheets

@Suite("A form loses nothing in silence")
struct FormLossTests {
    private let advice = Submission.dropAdvice

    @Test("A comma without quotes moves the cells: the last level and date are not what the form put there")
    func comma() throws {
        let form = try Form()
        let text = FormSample.text(form.rows).replacing(
            "Maternal MH Service,R,,,R,2022-05-01",
            with: "Maternal MH Service,A,,Three posts, one vacant,R,2022-05-01"
        )
        let faults = form.faults(Array(text.utf8))
        #expect(faults.contains { $0.hasPrefix("f.csv:20: column E: 'one vacant' stands where the form had 'R'") })
        #expect(faults.contains { $0.hasPrefix("f.csv:20: column F: 'R' stands where the form had '2022-05-01'") })
        #expect(faults.contains { $0.hasPrefix("f.csv:20: column G: '2022-05-01' stands in no column of the form") })
    }

    @Test("Curly quotes hold nothing together; nor does a quote typed after a space and a word")
    func curly() throws {
        let form = try Form()
        for cell in ["“Two posts, one of them vacant”", "‘Two, three’", "Two \"posts, one\" vacant"] {
            let text = FormSample.text(form.rows).replacing(
                "Maternal MH Service,R,,,R,2022-05-01",
                with: "Maternal MH Service,A,staff,\(cell),,"
            )
            #expect(form.faults(Array(text.utf8)).contains { $0.hasPrefix("f.csv:20: column E:") }, "\(cell)")
        }
    }

    @Test("A stray quote that swallowed rows is told with the rows it swallowed")
    func swallowed() throws {
        var form = try Form()
        let swallowed = FormSample.text(Array(form.rows[12...14]))
        form[12, "D"] = "Waiting list is long\n" + swallowed + "Specialist"
        form.rows.removeSubrange(12...14)
        #expect(
            form.faults() == [
                "f.csv:12: column D: the cell holds whole rows of the form: iHV PIMH Champions in IAPT, Health Visiting, Specialist Perinatal MH Health Visitors (a quote was opened before and closed after them: remove or double it)"
            ]
        )
    }

    @Test("A list of service types within evidence is evidence")
    func listed() throws {
        var form = try Form()
        form[12, "D"] = "We lack:\nHealth Visiting, in part\nIAPT 0-5s, wholly"
        #expect(try form.rating(12)?.evidence.last?.text == "We lack: Health Visiting, in part IAPT 0-5s, wholly")
    }

    @Test("Rows deleted, or their level emptied: each told by name, and taken only where it is meant")
    func leftOut() throws {
        var form = try Form()
        form.rows.remove(at: 12)
        form[19, "B"] = ""
        #expect(
            form.faults() == [
                "f.csv:9: iHV PIMH Champions in IAPT has no row, and was rated A on 2022-05-01 (\(advice))",
                "f.csv:19: column B: Maternal MH Service has no level, and was rated R on 2022-05-01 (\(advice))",
            ]
        )
        let dropped = try form.read(drops: true)
        #expect(dropped.ratings.count == 9 && dropped.remarks.count == 2)
        let draft = try form.read(state: .draft)
        #expect(draft.ratings.count == 9 && draft.remarks.count == 2)
        form[19, "B"] = "not rated"
        #expect(form.faults().count == 2)
    }

    @Test("A row that was never rated may be away: told, no more")
    func neverRated() throws {
        let sample = try FormSample()
        let model = ProvisionModel(
            framework: sample.model.framework,
            areas: sample.model.areas,
            rounds: sample.model.rounds,
            returns: []
        )
        var rows = FormSample.answered(ReturnForm(area: sample.area, round: sample.round, model: model).rows)
        rows.remove(at: 10)
        rows[9][1] = "G"
        let answer = try ReturnForm.read(
            Array(FormSample.text(rows).utf8),
            file: "f.csv",
            terms: FormSample.terms(),
            model: model
        )
        #expect(answer.ratings.count == 1)
        #expect(answer.remarks.map(\.description) == ["f.csv:9: 0-5s Pathway in CAMHS has no row, and is not rated"])
    }

    @Test("A heading twice, a heading away, whichever it is", arguments: 0..<6)
    func headings(column: Int) throws {
        var form = try Form()
        let name = RatingColumn.allCases[column].rawValue
        for row in 8...19 { form.rows[row].insert(row == 8 ? name.uppercased() : "G", at: 0) }
        #expect(
            form.faults().contains { $0.hasPrefix("f.csv:9: column") && $0.contains("there are two columns '\(name)'") }
        )
        form = try Form()
        form.rows[8][column] = name + " please"
        #expect(form.faults().contains { $0.contains("'\(name)'") })
    }

    @Test(
        "A column of somebody's own, after the form's or among them, is left in peace and told; without heading it is a fault"
    )
    func ownColumns() throws {
        for place in [1, 4, 6] {
            var form = try Form()
            let expected = try form.read().ratings
            for row in 8...19 { form.rows[row].insert(row == 8 ? "Ask Jo" : row < 12 ? "?" : "", at: place) }
            #expect(try form.read().ratings == expected)
            let letter = SpreadsheetTable.columnName(place)
            #expect(
                try form.remarks() == [
                    "f.csv:9: column \(letter): 'Ask Jo' is a column of your own: its 3 cells are not recorded"
                ]
            )
            form.rows[8][place] = ""
            #expect(form.faults().count == 3)
        }
    }

    @Test("Last levels changed, by hand or because the record has changed since")
    func lastLevel() throws {
        var form = try Form()
        form[20, "E"] = "G"
        #expect(
            form.faults() == [
                "f.csv:20: column E: 'G' stands where the form had 'R' as last level (has a comma or a quote moved the cells? Else the record has changed since: make the form again)"
            ]
        )
        form[20, "E"] = "Red"
        #expect(form.faults() == [])
    }

    @Test("Last dates: as a spreadsheet writes them, they are the same; others are told; what is no date is a fault")
    func lastDate() throws {
        for text in ["01/05/2022", "1/5/22", "1 May 2022", "44682", "2022-05-01 00:00:00", "05/01/2022", "May-22", ""] {
            var form = try Form()
            form[20, "F"] = text
            #expect(try form.remarks() == [], "\(text)")
        }
        var form = try Form()
        (form[19, "F"], form[20, "F"]) = ("2082-10-01", "2082-04-07")
        #expect(
            try form.remarks() == [
                "f.csv:19: column F: the last date is another than the form had (and in 1 more row); nothing is taken from it"
            ]
        )
        form[20, "F"] = "soon"
        #expect(
            form.faults().first?.hasPrefix("f.csv:20: column F: 'soon' stands where the form had '2022-05-01'") == true
        )
    }

    @Test("Text in the head beside what it has, a label twice, changed or away")
    func head() throws {
        for (row, column, text) in [
            (2, "D", "x"), (5, "D", "x"), (5, "C", "Ann"), (1, "B", "x"), (8, "A", "Draft!"), (8, "C", "?"),
        ] {
            var form = try Form()
            form[row, column] = text
            #expect(
                form.faults().count == 1 && form.faults()[0].hasPrefix("f.csv:\(row): column \(column): '\(text)'"),
                "\(form.faults())"
            )
        }
        for row in 2...7 {
            var form = try Form()
            let label = form[row, "A"]
            form.rows.insert(form.rows[row - 1], at: row)
            #expect(
                form.faults() == [
                    "f.csv:\(row + 1): column A: '\(label)' already stands in row \(row) (keep one of the two)"
                ]
            )
            form.rows.removeSubrange(row - 1...row)
            #expect(form.faults().first?.hasPrefix("f.csv:1: the row '\(label)' is missing") == true)
        }
    }

    @Test("Rows that are none of the form's: totals, unknown service types, rows below the table")
    func strangers() throws {
        var form = try Form()
        form.rows.insert(["Total", "5"], at: 20)
        #expect(form.faults().first?.hasPrefix("f.csv:21: column A: 'Total' is no service type") == true)
        form = try Form()
        form.rows.insert(["", "", "", "All of it is vacant"], at: 20)
        #expect(form.faults().first?.hasPrefix("f.csv:21: column A: a row without a service type") == true)
        form = try Form()
        form.rows.append(form.rows.remove(at: 19))
        #expect(form.faults().contains { $0.contains("'Maternal MH Service' is a service type (move its row up") })
        form = try Form()
        form.rows.append(["Signed: Ann"])
        #expect(
            try form.remarks() == [
                "f.csv:\(form.rows.count): column A: 'Signed: Ann' stands below the table and is not recorded"
            ]
        )
    }

    @Test("Causes beside 'not expected', and evidence beside no level, are not passed over")
    func beside() throws {
        var form = try Form()
        (form[20, "B"], form[20, "C"]) = ("n/e", "staff")
        #expect(form.faults().first?.hasPrefix("f.csv:20: column C: Maternal MH Service is not expected here") == true)
        (form[20, "B"], form[20, "C"], form[20, "D"]) = ("", "", "Vacant.")
        #expect(
            form.faults().first?.hasPrefix(
                "f.csv:20: column B: Maternal MH Service has evidence or causes but no level"
            ) == true
        )
    }

    @Test("Where an area's parts had levels of their own, a new level for the whole is told to end them")
    func parts() throws {
        let model = try RealData.model()
        let document = try #require(
            model.returns.last { $0.area.text == "ccg-morecambe-bay" && $0.ratings.contains { !$0.parts.isEmpty } }
        )
        let rating = try #require(document.ratings.first { !$0.parts.isEmpty })
        let row = try #require(model.framework.serviceTypes.firstIndex { $0.id == rating.service }) + 9
        let area = try #require(model.areas.area(document.area))
        let round = try #require(model.round(document.round))
        var rows = FormSample.answered(ReturnForm(area: area, round: round, model: model).rows)
        func read() throws -> Submission {
            try ReturnForm.read(
                Array(FormSample.text(rows).utf8),
                file: "f.csv",
                terms: FormSample.terms(),
                model: model
            )
        }
        let untouched = try read()
        #expect(untouched.remarks.isEmpty)
        #expect(untouched.ratings.first { $0.service == rating.service }?.parts == rating.parts)
        rows[row][1] = "G"
        rows[row][3] = "In full in both counties."
        let changed = try read()
        #expect(changed.ratings.first { $0.service == rating.service }?.parts.isEmpty == true)
        #expect(
            changed.remarks.map(\.description) == [
                "f.csv:\(row + 1): column B: the levels of parts of the area (South Cumbria R) are no longer stated for \(rows[row][0])"
            ]
        )
    }

    @Test("Texts longer than a document takes, by row and column")
    func tooLong() throws {
        func faults(_ row: Int, _ column: String, _ length: Int) throws -> [String] {
            var form = try Form()
            form[20, "B"] = "A"
            form[20, "D"] = "x"
            form[row, column] = String(repeating: "é", count: length)
            return form.faults()
        }
        #expect(try faults(20, "D", 4_000) == [])
        #expect(
            try faults(20, "D", 4_001) == [
                "f.csv:20: column D: the evidence for 'maternal-mh' is longer than 4000 characters, at 4001 (shorten it to what a board needs to know)"
            ]
        )
        // Where rows have changed places, the row that a person sees is told.
        var form = try Form()
        form.rows.swapAt(18, 19)
        (form[19, "B"], form[19, "D"]) = ("A", String(repeating: "é", count: 4_001))
        #expect(
            form.faults().map { String($0.prefix(60)) } == [
                "f.csv:19: column D: the evidence for 'maternal-mh' is longer"
            ]
        )
        for row in 5...7 {
            #expect(try faults(row, "B", 300) == [])
            #expect(try faults(row, "B", 301).first?.hasPrefix("f.csv:\(row): column B: the ") == true)
        }
    }
}

@Suite("Words people write in forms")
struct FormWordTests {
    @Test(
        "Levels by code, name, colour, and the first word of the name",
        arguments: [
            ("G", "G"), ("g", "G"), ("Green", "G"), ("GREEN ", "G"), ("Full provision", "G"), ("full", "G"),
            ("amber", "A"),
            ("Some", "A"), ("red", "R"), ("No provision", "R"), ("none", "R"), ("Blue", "B"), ("in development", "B"),
            ("G - Full provision", "G"), ("B: In development", "B"), ("\u{A0}A\u{A0}", "A"),
        ]
    )
    func levels(word: String, code: String) throws {
        var form = try Form()
        (form[20, "B"], form[20, "D"]) = (word, "Because.")
        #expect(try form.rating(20)?.value == .level(code))
    }

    @Test(
        "Not expected, in several ways; N/A is told",
        arguments: ["n/e", "N/E", "not expected", "Not-expected", "N/A", "n.a."]
    )
    func notExpected(word: String) throws {
        var form = try Form()
        form[20, "B"] = word
        #expect(try form.rating(20)?.value == .notExpected)
        #expect(try form.remarks().count == (word.lowercased().contains("a") ? 1 : 0))
    }

    @Test(
        "What is no level: a colour the scale has not, half a word",
        arguments: ["pink", "yellow", "Gr", "in", "provision", "GA", "1"]
    )
    func noLevel(word: String) throws {
        var form = try Form()
        form[20, "B"] = word
        #expect(form.faults().first?.hasPrefix("f.csv:20: column B: '\(word)' is no level") == true)
    }

    @Test("An untouched row asks no reasons, whatever the spreadsheet did to the letter's case")
    func untouched() throws {
        var form = try Form()
        for row in 10...20 { form[row, "B"] = form[row, "B"].lowercased() }
        #expect(try form.read().ratings == Form().read().ratings)
    }

    @Test(
        "The round as a spreadsheet made it, where one fits",
        arguments: [
            "2022-11", "round 2022-11", "Nov-22", "01/11/2022", "1 November 2022", "44866", "11/01/2022", "Autumn",
            "01/11/22",
        ]
    )
    func round(word: String) throws {
        var form = try Form()
        form[3, "B"] = word
        #expect(try form.read().round.text == "2022-11")
        #expect(try form.remarks().count == (word.contains("2022-11") ? 0 : 1))
    }

    @Test("The area by name, where the round asked one of that name; a service type by alias")
    func names() throws {
        var form = try Form("place-halton")
        form[2, "B"] = "Halton"
        form[10, "A"] = "PIMHS"
        let answer = try form.read()
        #expect(answer.area.text == "place-halton" && answer.ratings.count == 11)
        #expect(try form.remarks() == ["f.csv:2: column B: 'Halton' was taken as place-halton"])
    }
}

@Suite("Text in forms, to the scalar")
struct FormTextTests {
    @Test(
        "Whatever a person typed comes out as it was",
        arguments: [
            "cafe\u{301} na\u{308}", "caf\u{E9}", "a \u{301}b", "\u{301}b", "e \u{A0}\u{2003}f", "\u{A0}x\u{A0}",
            "👩‍👩‍👧 \u{200D}",
            "\u{202E}rtl\u{202C}", "\u{1F3FD}", "a\u{2028}b\u{85}c".replacing("\u{85}", with: ""), "A\u{30A}\u{327}",
            "‘q’ “q”",
            "ﬁ ½ …", "\u{10FFFD}\u{E000}",
        ]
    )
    func scalars(text: String) throws {
        var form = try Form()
        (form[20, "B"], form[20, "D"]) = ("A", text)
        for separator in [",", ";", "\t"] {
            let bytes = Array(FormSample.text(form.rows, separator: separator).utf8)
            let document = try form.read(bytes).document(after: nil)
            #expect(document.ratings.last?.evidence.map { Array($0.text.utf8) } == [Array(text.utf8)])
            let model = form.sample.model
            let read = try ReturnDocument.read(
                ReturnWriter.bytes(of: document),
                file: "x",
                framework: model.framework,
                areas: model.areas,
                rounds: model.rounds
            )
            #expect(read.ratings.last?.evidence.map { Array($0.text.utf8) } == [Array(text.utf8)])
            // And out again into the next form, and back.
            var returns = model.returns
            returns.append(document)
            let later = ProvisionModel(
                framework: model.framework,
                areas: model.areas,
                rounds: model.rounds,
                returns: returns
            )
            let next = try ReturnForm(area: form.sample.area, round: form.sample.round, model: later).bytes(as: .csv)
            let again = try ReturnForm.read(next, file: "f", terms: FormSample.terms(), model: later)
            #expect(again.ratings.last?.evidence.map { Array($0.text.utf8) } == [Array(text.utf8)])
        }
    }

    @Test("Line ends and runs of spaces become one space; nothing else does")
    func spaces() throws {
        var form = try Form()
        (form[20, "B"], form[20, "D"]) = ("A", "  one\r\n two\t\tthree ")
        #expect(try form.rating(20)?.evidence.map(\.text) == ["one two three"])
    }

    @Test("Evidence composed otherwise than what is on record is what was typed")
    func composed() throws {
        var form = try Form()
        (form[20, "B"], form[20, "D"]) = ("A", "caf\u{E9}")
        let model = form.sample.model
        let document = try form.read().document(after: nil)
        let later = ProvisionModel(
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds,
            returns: model.returns + [document]
        )
        var rows = FormSample.answered(
            ReturnForm(area: form.sample.area, round: form.sample.round, model: later).rows
        )
        rows[19][3] = "cafe\u{301}"
        let again = try ReturnForm.read(
            Array(FormSample.text(rows).utf8),
            file: "f",
            terms: FormSample.terms(),
            model: later
        )
        #expect(again.ratings.last?.evidence.map { Array($0.text.utf8) } == [Array("cafe\u{301}".utf8)])
        #expect(!document.hasSameContent(as: again.document(after: document)))
    }

    @Test("Letters lost or changed before the file came here are faults, not evidence")
    func damaged() throws {
        var form = try Form()
        (form[20, "B"], form[20, "D"]) = ("A", "caf\u{FFFD}")
        #expect(
            form.faults().first?.hasPrefix("f.csv:20: column D: 'caf\u{FFFD}' holds a letter that was lost") == true
        )
        for (wrong, right) in [
            ("CafÃ©", "é"), ("â€œTwoâ€\u{9D}", "“"), ("itâ€™s", "’"), ("Â£40k", "£"), ("a â€“ b", "–"),
        ] {
            form[20, "D"] = wrong.replacing("\u{9D}", with: "")
            #expect(form.faults().first?.contains("stands where '\(right)' was") == true, "\(wrong)")
        }
        for fine in ["CAFÉ’S", "Âge", "Ãlamo", "â", "CAFÉ…", "São Tomé", "château"] {
            form[20, "D"] = fine
            #expect(form.faults() == [])
        }
    }
}

@Suite("Encodings that do not say what they are")
struct EncodingGuessTests {
    /// Lines that Python wrote in an encoding.
    private static func lines(_ encoding: String) throws -> [[UInt8]] {
        try bytes(of: Repository.root + "/Tests/Forms/letters-\(encoding).txt").split(separator: 0x0A).map(Array.init)
    }

    @Test(
        "MacRoman and Windows-1252 are told apart by their letters, line by line, as Python writes them",
        arguments: ["\r\n", "\n"]
    )
    func guessed(lineEnd: String) throws {
        let texts = try Self.lines("utf-8").map { String(decoding: $0, as: UTF8.self) }
        for (encoding, name) in [(SpreadsheetEncoding.windows1252, "windows-1252"), (.macRoman, "macroman")] {
            let lines = try Self.lines(name)
            #expect(lines.count == texts.count && texts.count == 17)
            for (line, text) in zip(lines, texts) {
                let table = try SpreadsheetTable(Array("a,".utf8) + line + Array(lineEnd.utf8))
                #expect(table.encoding == encoding, "\(text)")
                #expect(table.rows[0][1] == text)
            }
        }
    }

    @Test("Where letters leave it open, line ends decide")
    func lineEnds() throws {
        // A3 is the pound sign in both.
        #expect(try SpreadsheetTable([0x61, 0x2C, 0xA3, 0x34, 0x0D, 0x62, 0x0D]).encoding == .macRoman)
        #expect(try SpreadsheetTable([0x61, 0x2C, 0xA3, 0x34, 0x0D, 0x0A, 0x62]).encoding == .windows1252)
    }

    @Test("All of MacRoman, as Python's table has it")
    func macRoman() throws {
        let table =
            "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"
        #expect(table.unicodeScalars.elementsEqual((UInt8(0x80)...0xFF).map(EncodingGuess.macRoman)))
    }

    @Test("The form says which encoding was taken, with a text to judge it by")
    func told() throws {
        var form = try Form()
        (form[20, "B"], form[20, "D"]) = ("A", "Café drop-in – 3 posts")
        // é and – in MacRoman and in Windows-1252.
        func saved(_ acute: UInt8, _ dash: UInt8) -> [UInt8] {
            FormSample.text(form.rows, lineEnd: "\r").unicodeScalars.map { scalar in
                scalar == "é" ? acute : scalar == "–" ? dash : UInt8(truncatingIfNeeded: scalar.value)
            }
        }
        let macintosh = try form.read(saved(0x8E, 0xD0))
        #expect(macintosh.ratings.last?.evidence.first?.text == "Café drop-in – 3 posts")
        #expect(
            macintosh.remarks.map(\.description) == [
                "f.csv:20: column D: read as MacRoman: 'Café drop-in – 3 posts' (if letters are wrong, save it as 'CSV UTF-8')"
            ]
        )
        let windows = try form.read(saved(0xE9, 0x96))
        #expect(windows.ratings == macintosh.ratings)
        #expect(windows.remarks.first?.message.contains("read as Windows-1252") == true)
    }
}
