package import Exhibits
import GapDetection
import Provision

/// As people read an audit: what stands out first, then the standards that anybody or anything speaks of, then the rest by name.
extension AuditAnswer {
    package var text: AnswerText {
        var text = AnswerText([
            "\(heading): \(counted(standards.count, "standard")) by \(counted(areas.count, "area")), \(inWords(asOf))"
        ])
        text.paragraph([note].compactMap { $0 })
        guard !standards.isEmpty else {
            text.paragraph(["The framework states no standards: write them into framework.xml to be audited against."])
            return text
        }
        text.paragraph(headlines.flatMap { wrapped($0) })
        let isOfOne = areas.count == 1 || standards.count == 1
        if isOfOne { detail(&text) } else { overview(&text) }
        let spoken = Set(cells.filter(\.isSpokenOf).map(\.standard))
        let silent = standards.map(\.id).filter { !spoken.contains($0) }
        if !silent.isEmpty {
            text.paragraph(
                wrapped("Nobody has assessed, and no data can judge: \(listed(silent, most: isOfOne ? 99 : 8)).")
            )
        }
        for sentence in outlook { text.paragraph(wrapped(sentence)) }
        return text
    }

    // MARK: What stands out

    /// Who assessed anything, how the data judge, what is met nowhere, what contradicts, what moved: a sentence each.
    package var headlines: [String] {
        let stated = cells.filter { $0.state.stated != nil }
        let judged = cells.filter(\.isJudged)
        var lines = [
            stated.isEmpty
                ? "Nobody has assessed \(standards.count == 1 ? "it" : "any of them")."
                : "Stated: \(counts(stated.map(\.state.stated))) of \(counted(cells.count, "answer")) asked for."
        ]
        if !judged.isEmpty {
            let of = Set(judged.map(\.standard)).count
            let which = standards.count == 1 ? "judge it" : "can judge \(grouped(of)) of them"
            lines.append(
                "The data \(which): \(counts(judged.map(\.state.judged))) of \(counted(judged.count, "case"))."
            )
            let met = Set(judged.filter { $0.state.judged == .met }.map(\.standard))
            let denied = Set(judged.filter { [.partly, .notMet].contains($0.state.judged) }.map(\.standard))
            let nowhere = standards.filter { denied.contains($0.id) && !met.contains($0.id) && !$0.seesPart }.map(
                \.title
            )
            if areas.count > 1, !nowhere.isEmpty {
                lines.append("Met in full nowhere, by the data: \(listed(nowhere)).")
            }
        }
        lines += conflicts(.overclaimed, "Said to be met, and the data say no")
        lines += conflicts(.underclaimed, "Said not to be met, and the data show it")
        if let comparedWith {
            lines.append(
                "Since \(comparedWith): \(moves(\.stated)) as was said, \(moves(\.judged)) by the data."
            )
        }
        return lines
    }

    private func conflicts(_ conflict: StandardsAudit.Conflict, _ words: String) -> [String] {
        let found = cells.filter { $0.conflict == conflict }.map { "\($0.title) in \($0.name)" }
        return found.isEmpty ? [] : ["\(words) (\(grouped(found.count))): \(listed(found, most: 4))."]
    }

    /// "2 met, 1 partly met, 3 not known".
    private func counts(_ states: [Assessment.State?]) -> String {
        let words = Assessment.State.allCases.map { state in (states.count { $0 == state }, state.words) }
        return listed(
            (words + [(states.count { $0 == nil }, "not known")]).filter { $0.0 > 0 }
                .map { "\(grouped($0.0)) \($0.1)" }
        )
    }

    /// "2 better, 1 worse".
    private func moves(
        _ path: KeyPath<(stated: Assessment.State?, judged: Assessment.State?), Assessment.State?>
    ) -> String {
        var (better, worse) = (0, 0)
        for cell in cells {
            guard let past = cell.earlier?[keyPath: path]?.rank, let now = cell.state[keyPath: path]?.rank else {
                continue
            }
            if now > past { better += 1 } else if now < past { worse += 1 }
        }
        return "\(grouped(better)) better and \(grouped(worse)) worse"
    }

    // MARK: Tables

    /// Standard by standard how many areas say what; nil where nothing is said of any.
    private var counts: AnswerTable? {
        typealias Row = (title: String, cells: [Cell])
        let rows: [Row] = standards.map { standard in
            (standard.title, cells.filter { $0.standard == standard.id })
        }.filter { $0.cells.contains(where: \.isSpokenOf) }
        guard !rows.isEmpty else { return nil }
        func stated(_ name: String, _ state: Assessment.State) -> AnswerTable.Column<Row> {
            .figure(name) { row in
                let isSaid = row.cells.contains { $0.state.stated != nil }
                return isSaid ? String(row.cells.count { $0.state.stated == state }) : "-"
            }
        }
        func judged(_ name: String, _ state: Assessment.State?) -> AnswerTable.Column<Row> {
            .figure(name) { row in
                let judged = row.cells.filter(\.isJudged)
                return judged.isEmpty ? "-" : String(judged.count { $0.state.judged == state })
            }
        }
        return AnswerTable(
            rows,
            [
                .text("standard") { $0.title }, stated("said: met", .met), stated("partly", .partly),
                stated("not", .notMet), judged("data: met", .met), judged("partly", .partly),
                judged("not", .notMet), judged("not known", nil),
            ]
        )
    }

    /// The same as it stands beside pictures.
    package var countsByStandard: DataTable? {
        counts.map { table in
            DataTable(caption: heading, columns: table.header, rows: (0..<table.count).map(table.fields))
        }
    }

    private func overview(_ text: inout AnswerText) {
        guard let counts else { return }
        text.line()
        text.rows(of: counts)
        text.paragraph(["One standard by area: --standard with its name or id. One area: --within."])
    }

    /// Cell by cell, and why.
    private func detail(_ text: inout AnswerText) {
        let shown = cells.filter(\.isSpokenOf)
        guard !shown.isEmpty else { return }
        let isOneStandard = standards.count == 1
        if isOneStandard, let standard = standards.first {
            let section = standard.section.map { ", \(Evidence.displayText($0))" } ?? ""
            text.paragraph(wrapped("\(standard.title) (\(standard.source)\(section)): \(standard.text)"))
        }
        text.line()
        let subject: [AnswerTable.Column<Cell>] =
            isOneStandard
            ? [.text("area") { $0.name }] : [.text("standard") { $0.standard }, .text("title") { $0.title }]
        text.rows(
            of: AnswerTable(
                shown,
                subject + [
                    .text("stated") { $0.state.stated?.words ?? "-" },
                    .text("judged") { $0.isJudged ? $0.state.judged?.words ?? "not known" : "-" },
                ]
            )
        )
        text.paragraph(
            shown.filter { $0.why != nil }
                .flatMap { cell in wrapped("\(isOneStandard ? cell.name : cell.title): \(cell.why ?? "")") }
        )
        text.paragraph(
            shown.flatMap { cell in
                cell.evidence.filter { $0.what == "statement" }
                    .flatMap { wrapped("\(isOneStandard ? cell.name : cell.title), as stated: \($0.text)") }
            }
        )
    }
}

extension AuditAnswer.Cell {
    /// Whether anybody said anything of it, or data could.
    fileprivate var isSpokenOf: Bool { isJudged || state.stated != nil }
}

extension Assessment.State {
    /// Its place in the order of meeting a standard; nil where it is in none.
    fileprivate var rank: Int? {
        switch self {
        case .notMet: 0
        case .partly: 1
        case .met: 2
        case .notApplicable: nil
        }
    }
}
