import Foundation
import TestSupport
import Testing

@testable import lacuna

/// An answer's rows: how a command is called, where JSON has its rows, and by what a line of text tells a row.
struct AnswerRows: CustomStringConvertible {
    let words: [String]
    /// The member of the JSON that holds a row for each row of the CSV.
    let list: String
    /// Columns of the CSV whose fields stand in the row's line of the text.
    let told: [String]

    var description: String { words.joined(separator: " ") }

    static let all = [
        AnswerRows(words: ["show", "--compare", "2022-05-01"], list: "moves", told: ["area name", "service name"]),
        AnswerRows(words: ["compare", "Ash", "Birch"], list: "cells", told: ["service name", "verdict", "why"]),
        AnswerRows(
            words: ["history", "Ash", "midwives"],
            list: "points",
            told: ["date", "value", "round", "recorded"]
        ),
        AnswerRows(words: ["headlines"], list: "headlines", told: ["sentence"]),
        AnswerRows(words: ["gaps"], list: "gaps", told: ["severity", "area name", "since", "months"]),
        AnswerRows(words: ["gaps", "--kind", "none"], list: "gaps", told: ["area name", "service name"]),
        AnswerRows(words: ["trend"], list: "points", told: ["round", "date", "areas", "g", "unrated"]),
        AnswerRows(words: ["trend", "--gaps"], list: "rounds", told: ["round", "open", "closed", "in the record"]),
        AnswerRows(words: ["trend", "--gaps", "--control"], list: "", told: ["Point", "Open gaps"]),
        AnswerRows(words: ["equity"], list: "measures", told: ["service name", "share full", "consensus"]),
        AnswerRows(words: ["need"], list: "areas", told: ["name", "children", "need", "target"]),
        AnswerRows(words: ["plan", "--steps", "4"], list: "steps", told: ["gain", "area name", "service name"]),
        AnswerRows(words: ["twins", "Birch"], list: "", told: ["service type", "area", "children 0-4"]),
        AnswerRows(words: ["workforce", "--option", "b"], list: "", told: []),
        AnswerRows(words: ["audit", "--standard", "principle-2"], list: "cells", told: ["name"]),
        AnswerRows(words: ["needs"], list: "cells", told: []),
        AnswerRows(words: ["figures"], list: "checks", told: []),
        AnswerRows(words: ["outcomes"], list: "outcomes", told: ["area name", "service name"]),
        AnswerRows(words: ["voice"], list: "", told: ["answer"]),
        AnswerRows(words: ["actions"], list: "", told: []),
        AnswerRows(words: ["action", "list"], list: "", told: []),
        AnswerRows(words: ["export"], list: "ratings", told: []),
        AnswerRows(words: ["heads"], list: "", told: ["sha256", "path"]),
        AnswerRows(words: ["show"], list: "", told: []),
    ]
}

@Suite("An answer holds the same in every form")
struct AnswerFormTests {
    private static func printed(_ rows: AnswerRows, as format: String) -> String {
        lacuna(rows.words + ["--format", format], store: TwoNetworks.folder).output
    }

    @Test("CSV and JSON hold the same rows in the same order, with the same fields", arguments: AnswerRows.all)
    func data(rows: AnswerRows) throws {
        guard !rows.list.isEmpty else { return }
        let table = Plain.csv(Self.printed(rows, as: "csv"))
        let list = try #require(try Plain.json(Self.printed(rows, as: "json"))[rows.list] as? [[String: Any]])
        #expect(table.count == list.count && !table.isEmpty)
        var shared: Set<String> = []
        for (row, entry) in zip(table, list) {
            for (column, field) in row {
                let words = column.split(separator: " ").map(String.init)
                let member = words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
                switch entry[member] {
                case let text as String: #expect(text == field, "\(column)")
                case let number as NSNumber where Int(field) != nil: #expect(number.stringValue == field, "\(column)")
                default: continue
                }
                shared.insert(column)
            }
        }
        #expect(shared.count >= min(2, table.first?.count ?? 0), "\(shared)")
    }

    @Test("Text tells the rows of the CSV, each in a line, in their order", arguments: AnswerRows.all)
    func text(rows: AnswerRows) {
        guard !rows.told.isEmpty else { return }
        var lines = Self.printed(rows, as: "table").split(separator: "\n")[...]
        for row in Plain.csv(Self.printed(rows, as: "csv")) {
            let fields = rows.told.map { row[$0] ?? "(no such column)" }
            let line = lines.firstIndex { line in fields.allSatisfy { $0.isEmpty || line.contains($0) } }
            guard let line else {
                Issue.record("\(fields)")
                return
            }
            lines = lines[lines.index(after: line)...]
        }
    }

    @Test("The table of letters holds the same in its three forms")
    func letters() throws {
        let rows = AnswerRows(words: ["show"], list: "", told: [])
        let table = Plain.csv(Self.printed(rows, as: "csv"))
        let json = try Plain.json(Self.printed(rows, as: "json"))
        let services = try #require(json["services"] as? [String])
        let values = try #require(json["values"] as? [[Any]])
        #expect(json["areas"] as? [String] == table.map { $0["area"] ?? "" })
        let codes = values.map { $0.map { $0 as? String ?? "" } }
        #expect(codes == table.map { row in services.map { row[$0] ?? "" } })
        let text = Self.printed(rows, as: "table").split(separator: "\n")
        for (row, cells) in zip(table, codes) {
            let line = text.first { $0.hasPrefix("  \(row["name"] ?? "?")") }
            let signs = cells.map { $0.isEmpty ? "–" : $0 == "not-expected" ? "n/e" : $0 }
            let letters = signs.map { String(repeating: " ", count: 3 - $0.count) + $0 }.joined()
            #expect(line?.hasSuffix(letters) == true, "\(line ?? "")")
        }
    }

    @Test("No command with these three formats is left out")
    func complete() {
        let written = Lacuna.commands.map(\.spec).filter { command in
            let formats = command.option(named: "format")?.allowed ?? []
            return formats.contains("csv") && formats.contains("json")
        }
        let answered = AnswerRows.all.compactMap { row in
            Lacuna.commands.map(\.spec).filter { row.words.starts(with: $0.words) }.max {
                $0.words.count < $1.words.count
            }
        }
        #expect(Set(written.map(\.name)) == Set(answered.map(\.name)))
    }
}
