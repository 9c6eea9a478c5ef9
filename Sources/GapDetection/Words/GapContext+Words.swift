import Provision

/// How cells are told of within the sentences of findings.
extension GapContext {
    /// How several areas of one ICS are rated for one service type: "of its 9 areas, 1 is rated A (some provision) and 8 R (no provision)",
    /// "all 8 of its areas are rated R (no provision)".
    func levelsInWords(_ rows: [Int], column: Int?) -> String {
        countsInWords(rows, column: column) + (column.map { mixedInWords(rows, column: $0) } ?? "")
    }

    private func countsInWords(_ rows: [Int], column: Int?) -> String {
        let scale = framework.scale
        let counts = snapshot.counts(scale: scale, rows: rows, column: column)
        let used = scale.levels.indices.filter { counts.levels[$0] > 0 }.map { (scale.levels[$0], counts.levels[$0]) }
        let isAll = groups.contains { $0.rows.count == rows.count && $0.rows.first == rows.first }
        if let (level, count) = used.first, used.count == 1 {
            let which = isAll ? "all \(grouped(count)) of its areas" : "all \(grouped(count)) areas that expect it"
            return "\(which) are rated \(GapDetection.words(level))"
        }
        let parts = used.enumerated().map { place, entry in
            let rated = place == 0 ? " \(verb(entry.1, "is", "are")) rated" : ""
            return "\(grouped(entry.1))\(rated) \(GapDetection.words(entry.0))"
        }
        let which = isAll ? "its \(grouped(rows.count)) areas" : "the \(grouped(rows.count)) areas that expect it"
        return "of \(which), \(listed(parts))"
    }

    /// How a cell came by its level: "rated R (no provision), by its own return in the round of 1 May 2022". An area that was not
    /// rated itself does not get the words of another: it is named whose return or which parts the level is taken from.
    func rated(_ level: Level, row: Int, column: Int, by document: Gap.Document) -> String {
        let parts = snapshot.parts(row: row, column: column)
        let words = GapDetection.words(level)
        guard parts.count > 1 else {
            let source = model.areas.area(document.area)?.name ?? document.area.text
            let returner = source == area(row: row).name ? "its own return" : "the return of \(source)"
            return "rated \(words), \(voice(of: document.origin, returner, roundMade(row: row, column: column)))"
        }
        let rounds = Set(
            parts.map { part in
                part.entry < 0 ? nil : model.roundMade(ofEntry: part.entry, knownAt: snapshot.knownAt)?.displayText
            }
        )
        let when = rounds.count == 1 ? rounds.first.flatMap { $0 }.map { " in \($0)" } ?? "" : ""
        let origins = Set(parts.map { part in part.entry < 0 ? nil : model.origin(ofEntry: part.entry, asOf: asOf) })
        let how = origins == [.collated] ? ", collated by the network" : ""
        guard isMixed(parts) else {
            let names = listed(parts.map { model.areas.areas[$0.area].name })
            return "rated \(words)\(how)\(when)\(how.isEmpty ? "" : ",") in all that it is made of, \(names)"
        }
        return "taken as \(words), \(snapshot.rule.ofParts)\(how)\(when): \(listed(parts.map(self.words)))"
    }

    /// Whether the areas that a cell is made of have different levels.
    private func isMixed(_ parts: [CellPart]) -> Bool { parts.contains { $0.state != parts.first?.state } }

    /// What is to be said of areas that are counted by a level which only some of their parts have: "; Fylde Coast is counted by
    /// the worst of its parts, Blackpool B and Fylde & Wyre R". Empty where there are none.
    private func mixedInWords(_ rows: [Int], column: Int) -> String {
        rows.map { row in
            let parts = snapshot.parts(row: row, column: column)
            guard parts.count > 1, isMixed(parts) else { return "" }
            return
                "; \(area(row: row).name) is counted by \(snapshot.rule.ofParts), \(listed(parts.map(words)))"
        }.joined()
    }

    /// One of several ratings that a cell is made of: "South Sefton R".
    private func words(_ part: CellPart) -> String {
        "\(model.areas.areas[part.area].name) \(framework.scale.words(part.state))"
    }
}

extension CombinationRule {
    /// Which level an area made of several is given, within a sentence about it.
    fileprivate var ofParts: String {
        switch self {
        case .worst: "the worst of its parts"
        case .best: "the best of its parts"
        case .majority: "the level of most children in its parts"
        }
    }
}
