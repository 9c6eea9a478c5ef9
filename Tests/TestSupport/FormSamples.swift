import Forms
public import Provision
public import ScopingStore

/// The real store with a round that asks Places, and one Place's form in it: what tests of forms start from.
public struct FormSample: Sendable {
    public let model: ProvisionModel
    public let area: Area
    public let round: Round
    /// The form's cells, with a role filled in.
    public let rows: [[String]]

    public init(_ place: String = "place-sefton") throws {
        let real = try RealData.model()
        let round = Round(
            id: try SmallWorld.id("2022-11"),
            name: "Autumn",
            opened: try date("2022-09-01"),
            due: try date("2022-10-15"),
            referenceDate: try date("2022-11-01"),
            asked: try ["place-sefton", "place-halton", "place-cheshire-east"].map { try SmallWorld.id($0) }
        )
        model = ProvisionModel(
            framework: real.framework,
            areas: real.areas,
            rounds: real.rounds + [round],
            returns: real.returns
        )
        self.round = round
        area = try SmallWorld.require(model.areas.area(try SmallWorld.id(place)))
        rows = Self.answered(ReturnForm(area: area, round: round, model: model).rows)
    }

    /// A form's cells with somebody's role filled in.
    public static func answered(_ rows: [[String]]) -> [[String]] {
        rows.map { $0.first == "In the role of" ? [$0[0], "Commissioner", $0[2]] : $0 }
    }

    /// Cells as a spreadsheet program saves them.
    public static func text(_ rows: [[String]], separator: String = ",", lineEnd: String = "\r\n") -> String {
        rows.map { row in
            row.map { cell in
                let needsQuotes = ["\"", ",", ";", "\t", "\n", "\r"].contains { cell.contains($0) }
                return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }.joined(separator: separator)
        }.joined(separator: lineEnd) + lineEnd
    }

    public static func terms(drops: Bool = false, state: ReturnState = .submitted) -> Submission.Terms {
        Submission.Terms(
            // 1 October 2022, when the round is open.
            recorded: Return.Recorded(at: Instant(secondsSince1970: 1_664_582_400), by: "ann", role: "network manager"),
            state: state,
            drops: drops
        )
    }
}

/// Forms as people, spreadsheets and accidents change them: for tests that want one verdict of several routes.
public enum FormMutations {
    /// The first row of the table, counted from 0.
    private static let table = 9

    /// A fifth of them, of each kind some; all where tests are `Thorough`.
    public static func some(_ rows: [[String]]) -> [(name: String, bytes: [UInt8])] {
        let all = all(rows)
        // Rows are changed in two ways and in six columns with fourteen words: five divides none of these.
        return Thorough.isAsked ? all : stride(from: 0, to: all.count, by: 5).map { all[$0] }
    }

    public static func all(_ rows: [[String]]) -> [(name: String, bytes: [UInt8])] {
        var made: [(String, [UInt8])] = [("unchanged", Array(FormSample.text(rows).utf8))]
        func add(_ name: String, _ rows: [[String]]) { made.append((name, Array(FormSample.text(rows).utf8))) }
        for index in rows.indices where rows[index] != [""] {
            var changed = rows
            changed.remove(at: index)
            add("row \(index + 1) deleted", changed)
            changed.insert(rows[index], at: index)
            changed.insert(rows[index], at: index)
            add("row \(index + 1) twice", changed)
        }
        let words = [
            "", "G", "Green", "n/e", "N/A", "x", "R", "“One post", "1,5", String(repeating: "y", count: 4_001),
            "a\u{1}b",
            " \u{301}e", "2022-05-01", "'=1+1",
        ]
        var next = 0
        for row in [1, 2, 3, 4, 5, 6] + Array(table..<table + 11) {
            for column in 0..<min(6, rows[row].count) {
                var changed = rows
                changed[row][column] = words[next % words.count]
                add("row \(row + 1), column \(column + 1) is '\(words[next % words.count].prefix(12))'", changed)
                next += 1
            }
        }
        for column in 0...6 {
            for heading in ["", "Level", "Our notes"] {
                add(
                    "a column '\(heading)' put before column \(column + 1)",
                    rows.enumerated().map { index, cells in
                        guard index >= table - 1, index < table + 11 else { return cells }
                        var cells = cells
                        cells.insert(index == table - 1 ? heading : "G", at: column)
                        return cells
                    }
                )
            }
        }
        let text = FormSample.text(rows)
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        for line in stride(from: table, to: table + 11, by: 3) {
            var changed = lines.map(String.init)
            changed[line] = changed[line].replacing(",,", with: ",,\"", maxReplacements: 1)
            made.append(("a stray quote in row \(line + 1)", Array(changed.joined(separator: "\r\n").utf8)))
        }
        made.append(("semicolons", Array(FormSample.text(rows, separator: ";").utf8)))
        made.append(("tabs, returns", Array(FormSample.text(rows, separator: "\t", lineEnd: "\r").utf8)))
        made.append(("cut off", Array(text.utf8.prefix(text.utf8.count / 2))))
        made.append(("empty", []))
        return made
    }
}
