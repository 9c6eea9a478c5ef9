import Provision
import ScopingStore
import Spreadsheets

extension FormReading {
    /// The interventions that a form says are delivered or planned.
    struct Interventions {
        var entries: [(row: Int, delivered: DeliveredIntervention)] = []
        var isChanged = false
    }

    /// Reads the table of interventions; where the form has none, what is on record stays.
    mutating func interventions(_ base: FormBase, _ services: Services) -> Interventions {
        part = .interventions
        var result = Interventions()
        guard let table = form.tables[.interventions] else {
            result.entries = base.interventions.map { (0, $0.delivered) }
            return result
        }
        var columns = columns(
            table.heading,
            needing: InterventionColumn.allCases.filter { ![.staffTrained, .lastStated].contains($0) }.map {
                ($0, $0.rawValue)
            }
        ) { heading in InterventionColumn.allCases.first { searchKey($0.rawValue) == searchKey(heading) } }
        guard let column = columns[.intervention] else { return result }
        var taken: Set<Int> = []
        var seen: [DeliveredIntervention: Int] = [:]
        for row in table.rows where !isEmpty(row) {
            checkExtent(row, &columns)
            let word = field(row, column)
            if word.isEmpty {
                note(row.number, column, "a row without an intervention", "name it, or empty the row")
                continue
            }
            guard let id = known(word) else {
                tellStranger(word, row, column)
                continue
            }
            guard let delivered = delivered(row, id, base, services, columns, &taken) else { continue }
            if let other = seen.updateValue(row.number, forKey: delivered) {
                note(row.number, column, "'\(shown(word))' stands the same in row \(other)", "keep one of the two rows")
                continue
            }
            result.entries.append((row.number, delivered))
        }
        tellOwnColumns(columns.own, columns.ownCells, heading: table.heading.number)
        for (place, entry) in base.interventions.enumerated() where !taken.contains(place) {
            let name = name(entry.delivered.intervention)
            let when = entry.date.map { " on \($0)" } ?? ""
            leaveOut(
                table.heading.number,
                nil,
                "\(name) was stated as \(FormWords.state(entry.delivered.state))\(when), and is not now"
            )
        }
        if result.entries.isEmpty, !base.interventions.isEmpty, terms.drops {
            remark(table.heading.number, nil, "an empty list says nothing: the interventions on record stay")
            result.entries = base.interventions.map { (0, $0.delivered) }
        }
        result.isChanged =
            result.entries.map(\.delivered) != base.interventions.map(\.delivered)
            && Set(result.entries.map(\.delivered)) != Set(base.interventions.map(\.delivered))
        return result
    }

    /// A row that is about no intervention: one of another table, or somebody's remark below the last.
    private mutating func tellStranger(_ word: String, _ row: Row, _ column: Int) {
        if case .one = names.service(word) {
            note(row.number, column, "'\(shown(word))' is a service type", "move its row up into the table of ratings")
        } else if row.fields.indices.allSatisfy({ $0 == column || isBlank(row[$0]) }) {
            remark(row.number, column, "'\(shown(word))' stands below the table and is not recorded")
        } else {
            _ = intervention(word, row.number, column)
        }
    }

    private func name(_ id: Intervention.ID) -> String {
        model.framework.interventions.first { $0.id == id }?.name ?? id.text
    }

    /// What a row states; nil where it states nothing, or is a fault.
    private mutating func delivered(
        _ row: Row,
        _ id: Intervention.ID,
        _ base: FormBase,
        _ services: Services,
        _ columns: RegisterColumns<InterventionColumn>,
        _ taken: inout Set<Int>
    ) -> DeliveredIntervention? {
        func text(_ cell: InterventionColumn) -> String {
            columns[cell].map { isBlank(row[$0]) ? "" : field(row, $0) } ?? ""
        }
        func column(_ cell: InterventionColumn) -> Int { columns[cell] ?? 0 }
        let word = text(.state)
        if word.isEmpty || ["no", "notdelivered", "none"].contains(searchKey(word)) {
            let rest: [InterventionColumn] = [.service, .agesFrom, .agesTo, .staffTrained, .evidence]
            let isKnown = base.interventions.contains { $0.delivered.intervention == id }
            if !isKnown, let filled = rest.first(where: { !text($0).isEmpty }) {
                note(
                    row.number,
                    column(.state),
                    "\(name(id)) has '\(shown(text(filled)))', and is neither delivered nor planned",
                    "say which, or empty the row"
                )
            }
            return nil
        }
        let state: DeliveredIntervention.State
        switch searchKey(word) {
        case "delivered", "yes", "y": state = .delivered
        case "planned": state = .planned
        default:
            note(
                row.number,
                column(.state),
                "'\(shown(word))' is neither delivered nor planned",
                "leave it empty where it is not delivered, or not known"
            )
            return nil
        }
        let candidates = base.interventions.indices.filter { place in
            !taken.contains(place) && base.interventions[place].delivered.intervention == id
        }
        func texts(_ place: Int) -> [String] {
            let entry = base.interventions[place]
            return [InterventionColumn.state, .service, .agesFrom, .agesTo, .staffTrained, .evidence]
                .map { collapsed($0.text(entry, base, model.framework)) }
        }
        let own =
            [FormWords.state(state)]
            + [InterventionColumn.service, .agesFrom, .agesTo, .staffTrained, .evidence].map(text)
        if let same = candidates.first(where: { texts($0) == own }) {
            taken.insert(same)
            let delivered = base.interventions[same].delivered
            let isListed = services.entries.contains { $0.service.id == delivered.service }
            if delivered.service == nil || isListed { return delivered }
        }
        let before = faults.count
        let service = service(text(.service), services, row.number, column(.service))
        // The entry on record that was changed: that of the same service, or the only one.
        let changed =
            candidates.first { base.interventions[$0].delivered.service == service }
            ?? (candidates.count == 1 ? candidates.first : nil)
        if let changed { taken.insert(changed) }
        let old = changed.map { base.interventions[$0].delivered }
        let result = DeliveredIntervention(
            intervention: id,
            state: state,
            service: service,
            ages: ages((text(.agesFrom), column(.agesFrom)), (text(.agesTo), column(.agesTo)), row.number),
            staffTrained: number(text(.staffTrained), of: "people", row.number, column(.staffTrained)),
            evidence: evidence(text(.evidence), before: old?.evidence ?? [])
        )
        return faults.count == before ? result : nil
    }

    mutating func service(_ word: String, _ services: Services, _ row: Int, _ column: Int) -> Service.ID? {
        if word.isEmpty { return nil }
        let found = services.named(word)
        if let only = found.first, found.count == 1 { return only.id }
        if services.faulty.contains(searchKey(word)) { return nil }
        let nearest = Suggestion.nearest(to: word, among: services.entries.map(\.service.name))
        note(
            row,
            column,
            "'\(shown(word))' is no service of this form",
            nearest.map { "did you mean '\($0)'?" } ?? "list it among the services first"
        )
        return nil
    }
}
