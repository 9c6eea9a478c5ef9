import Exhibits
import GapDetection
import Provision

/// What stands out, and the figures by ICS.
extension Brief {
    var headlinesSection: Paper.Section {
        var blocks: [Block] = []
        if model.framework.isSimulated { blocks.append(.text("SIMULATED DATA, made up for trials.", .warning)) }
        if let scopeNote { blocks.append(.text(scopeNote, .note)) }
        if !request.leftOut.isEmpty {
            blocks.append(
                .text(
                    "\(counted(request.leftOut.count, "return")) could not be read and \(request.leftOut.count == 1 ? "is" : "are") not part of this paper; the last section names \(request.leftOut.count == 1 ? "it" : "them").",
                    .warning
                )
            )
        }
        if let nothing = model.emptyNote(of: snapshot, within: request.within) {
            return Paper.Section("What stands out", blocks + [.text(nothing)])
        }
        blocks.append(.bullets(headlineSentences))
        blocks += [.heading(changesHeading, level: 2), .bullets(changeSentences)]
        if !actionSentences.isEmpty { blocks += [.heading("Who acts", level: 2), .bullets(actionSentences)] }
        if let figures { blocks.append(.table(figures)) }
        return Paper.Section("What stands out", blocks)
    }

    /// What the register says first; what can be said where that is nothing.
    var headlineSentences: [String] {
        let sentences = headlines.headlines.map(\.sentence)
        return sentences.isEmpty ? ["\(headlines.fallback)."] : sentences
    }

    /// The most parts of a network that the first page names.
    private static let mostGroups = 12

    /// Cells by level and gaps in provision, for each ICS and the whole; nil of a single area.
    var figures: PaperTable? {
        guard areas.rowCount > 1 else { return nil }
        let levels = areas.levels.placesAsCounted
        let isNotExpected = areas.counts.notExpected > 0
        let isUnrated = areas.counts.unrated > 0
        let heads = model.groups(of: snapshot).map(\.head)
        func row(_ name: String, _ count: Int, _ counts: LevelCounts, gaps: Int, isBold: Bool) -> PaperTable.Row {
            let numbers =
                [count] + levels.map { counts.levels[$0] } + (isNotExpected ? [counts.notExpected] : [])
                + (isUnrated ? [counts.unrated] : []) + [gaps]
            return PaperTable.Row(
                [PaperTable.Cell(name, isBold: isBold)]
                    + numbers.map { PaperTable.Cell(grouped($0), isBold: isBold) }
            )
        }
        var rows: [PaperTable.Row] = []
        var left = ""
        if areas.groups.count > 1 {
            let parts = zip(areas.groups, heads).map { group, head in (group, gaps: gapsInProvision(within: head)) }
            // The first page has room for so many; those with the most gaps where there are more.
            let shown =
                parts.count > Self.mostGroups
                ? Array(
                    parts.enumerated().sorted { ($1.element.gaps, $0.offset) < ($0.element.gaps, $1.offset) }
                        .prefix(Self.mostGroups).map(\.element)
                ) : parts
            rows = shown.map { row($0.0.name, $0.0.rows.count, $0.0.counts, gaps: $0.gaps, isBold: false) }
            if shown.count < parts.count { left = ", the \(shown.count) of \(parts.count) parts with the most gaps" }
        }
        rows.append(row(heading, areas.rowCount, areas.counts, gaps: tally.provision, isBold: areas.groups.count > 1))
        let names =
            ["Areas"] + levels.map { areas.levels[$0].name } + (isNotExpected ? ["Not expected"] : [])
            + (isUnrated ? ["Not rated"] : []) + ["Gaps in provision"]
        return PaperTable(
            "Ratings by level, and gaps in provision\(left)",
            columns: [.init("Area", width: max(30, 157 - 21 * Double(names.count - 1)))]
                + names.map { .init($0, width: $0 == "Areas" ? 13 : 21, .trailing) },
            rows: rows,
            textSize: 8,
            keepsTogether: rows.count <= 12
        )
    }

    /// The gaps in provision of an area and those below it.
    private func gapsInProvision(within head: Int) -> Int {
        audit.findings.count { finding in
            !finding.isOfTheRecord
                && model.areas.isWithin(Int(finding.area), head, on: snapshot.areasAsOf)
        }
    }
}
