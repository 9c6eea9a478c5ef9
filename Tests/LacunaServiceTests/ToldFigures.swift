import Answers
import Exhibits
import Foundation
import GapDetection
import Mail
import Papers
import Provision
import Testing

/// The figures that an output tells of a store; nil where it is not its business to tell them.
struct ToldFigures {
    /// Gaps by the name of their kind, and by severity.
    var kinds: [String: Int]?
    var severities: [Int: Int]?
    var provision: Int?
    /// Rated cells by the name of their level.
    var levels: [String: Int]?
    var headlines: [String]?
    /// Actions by state.
    var actions: [String: Int]?
}

extension Routes {
    /// What every output tells, by its name; the server's first.
    func figures() throws -> [(output: String, told: ToldFigures)] {
        [
            ("methods", try methods()), ("CSV", try csv()), ("the page", try page()),
            ("the paper", told(try brief().paper(picture: nil))), ("the slides", told(try brief().slides())),
            ("the mail's text", try mail(\.text)), ("the mail's HTML", try mail(\.html)),
        ]
    }

    private func levelName(_ code: String) -> String? {
        model.framework.scale.levels.first { $0.code == code }?.name
    }

    private static func kindName(_ id: String) -> String {
        let rule = gapRules.first(where: { $0.kind.rawValue == id })
        return rule.map { GapRegister.name(of: $0.kind) } ?? id
    }

    private static func counted<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
        values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    // MARK: Methods and CSV

    private func methods() throws -> ToldFigures {
        let register = try method("gap.list", ["limit": 10_000])
        let gaps = try #require(register["gaps"] as? [[String: Any]])
        let values = try #require(try method("snapshot.get", [:])["values"] as? [[Any]])
        let headlines = try #require(try method("headline.list", [:])["headlines"] as? [[String: Any]])
        let actions = try #require(try method("action.list", [:])["actions"] as? [[String: Any]])
        return ToldFigures(
            kinds: Self.counted(gaps.compactMap { ($0["kind"] as? String).map(Self.kindName) }),
            severities: Self.counted(gaps.compactMap { $0["severity"] as? Int }),
            provision: register["provision"] as? Int,
            levels: Self.counted(values.joined().compactMap { ($0 as? String).flatMap(levelName) }),
            headlines: headlines.compactMap { $0["sentence"] as? String },
            actions: Self.counted(
                actions.compactMap { ($0["state"] as? String)?.replacingOccurrences(of: "-", with: " ") }
            )
        )
    }

    private func rows(_ words: String...) throws -> [[String: String]] {
        let rows = SeparatedText.rows(try command(words + ["--format", "csv"]))
        let header = rows.first ?? []
        return rows.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
    }

    private func csv() throws -> ToldFigures {
        let gaps = try rows("gaps")
        let services = Set(model.framework.serviceTypes.map(\.id.text))
        let cells = try rows("show").flatMap { $0.filter { services.contains($0.key) }.values }
        return ToldFigures(
            kinds: Self.counted(gaps.compactMap { $0["kind"].map(Self.kindName) }),
            severities: Self.counted(gaps.compactMap { $0["severity"].flatMap { Int($0) } }),
            provision: gaps.count { $0["register"] == "provision" },
            levels: Self.counted(cells.compactMap(levelName)),
            headlines: try rows("headlines").compactMap { $0["sentence"] },
            actions: Self.counted(
                try rows("actions").compactMap { $0["state"]?.replacingOccurrences(of: "-", with: " ") }
            )
        )
    }

    // MARK: The page

    /// From what a reader without its script sees and, where that is not all, from the data of the script.
    private func page() throws -> ToldFigures {
        let page = ReadPage(try reportPage())
        let data = try Self.object(page.part(from: "id=\"data\">", to: "</script>"))
        let names = try #require(data["kinds"] as? [String])
        let further = try #require(data["gaps"] as? [[Any]])
        let shown = page.rows(of: "gaps")
        let places = further.compactMap { $0.dropFirst().first as? Int }
        // The table of the record says again what the data hold.
        let record = try #require(data["record"] as? [Int])
        let recorded = places.filter(record.contains).map { names[$0] }
        #expect(page.rows(of: "record-gaps").map { $0[1] } == recorded)
        let levels = try #require(data["levels"] as? [[Any]]).compactMap { $0.dropFirst().first as? String }
        let classes = page.part(from: "id=\"grid\"", to: "</table>").components(separatedBy: "<td class=\"l")
            .dropFirst()
        let painted = classes.compactMap { cell in Int(cell.prefix { $0.isNumber }).map { levels[$0] } }
        #expect(Self.counted(painted) == Self.counted(Self.lastLetters(data).compactMap { $0.map { levels[$0] } }))
        let chapter = page.part(from: "<section id=\"actions\"", to: "</p>")
        return ToldFigures(
            kinds: Self.counted(shown.map { $0[1] } + places.map { names[$0] }),
            severities: Self.counted(shown.compactMap { Int($0[0]) } + further.compactMap { $0.first as? Int }),
            provision: page.number(before: " gaps in provision"),
            levels: Self.counted(painted),
            headlines: page.items(of: "<ol class=\"headlines\">"),
            actions: chapter.isEmpty ? [:] : Self.states(in: ReadPage.plain(chapter))
        )
    }

    /// The places of the levels at the last date: the first date's letters and what changed from date to date.
    private static func lastLetters(_ data: [String: Any]) -> [Int?] {
        var letters = Array((data["first"] as? String ?? "").utf8)
        for change in data["changes"] as? [[Any]] ?? [] {
            var cell = 0
            for (step, letter) in zip(change[0] as? [Int] ?? [], (change[1] as? String ?? "").utf8) {
                cell += step
                letters[cell] = letter
            }
        }
        return letters.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? Int($0) - 97 : nil }
    }

    // MARK: Papers and the mail

    private func brief() throws -> Brief {
        var request = BriefRequest(asOf: try #require(model.latestReferenceDate), maker: "Lacuna")
        request.actionsAsOf = model.latestActionDate
        return Brief(model, request)
    }

    private func told(_ paper: Paper) -> ToldFigures {
        var told = ToldFigures()
        for block in paper.sections.flatMap(\.blocks) {
            switch block {
            case .list(let items):
                let sentences = items.map { $0.map(\.text).joined() }
                if told.headlines == nil { told.headlines = sentences }
                if let first = sentences.first(where: { $0.contains(#/ (is|are) on record: /#) }) {
                    told.actions = Self.states(in: first)
                }
            case .table(let table) where table.caption == "All gaps by kind":
                let rows = table.rows.filter { !$0.isGroup }.map { $0.cells.map(\.text) }
                told.kinds = Dictionary(
                    uniqueKeysWithValues: rows.map { ($0[0].lowercased(), Self.number($0[2])) }
                )
            case .table(let table) where table.caption.hasPrefix("Ratings by level"):
                let sums = zip(table.columns.map(\.heading), table.rows.last?.cells.map(\.text) ?? [])
                take(sums.map { ($0, Self.number($1)) }, &told)
            default: break
            }
        }
        return told
    }

    private func mail(_ words: KeyPath<MailWords, String>) throws -> ToldFigures {
        let mail = try brief().mail(from: nil, to: [], paper: [])
        let text = MailWords(text: mail.text, html: ReadPage.lines(mail.html))[keyPath: words]
        let lines = text.split(separator: "\n").map(String.init)
        var told = ToldFigures()
        told.headlines = lines.drop { !$0.hasPrefix("- ") }.prefix { $0.hasPrefix("- ") }.map {
            String($0.dropFirst(2))
        }
        told.actions = lines.first { $0.contains(#/ (is|are) on record: /#) && $0.hasPrefix("- ") }.map(Self.states)
        let figures = try #require(lines.last { $0.contains("; Gaps in provision: ") }).components(separatedBy: "; ")
        take(
            figures.map { $0.components(separatedBy: ": ") }.filter { $0.count == 2 }.map {
                ($0[0], Self.number($0[1]))
            },
            &told
        )
        return told
    }

    struct MailWords {
        let text: String
        let html: String
    }

    /// The sums of the whole: a level's cells, and the gaps in provision.
    private func take(_ sums: [(String, Int)], _ told: inout ToldFigures) {
        let names = Set(model.framework.scale.levels.map(\.name))
        told.levels = Dictionary(
            uniqueKeysWithValues: sums.filter { names.contains($0.0) && $0.1 > 0 }
        )
        told.provision = sums.first { $0.0 == "Gaps in provision" }?.1
    }

    private static func number(_ text: String) -> Int { Int(text.filter(\.isNumber)) ?? -1 }

    /// "13 planned, 24 in progress and 2 dropped" in a text, the first such.
    private static func states(in text: String) -> [String: Int] {
        let found = text.matches(of: #/([\d,]+) (planned|in progress|done|deferred|dropped)\b/#)
        return Dictionary(found.map { (String($0.2), number(String($0.1))) }, uniquingKeysWith: { first, _ in first })
    }
}
