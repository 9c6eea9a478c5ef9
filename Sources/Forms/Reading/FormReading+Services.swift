import Provision
import ScopingStore
import Spreadsheets

extension FormReading {
    /// The services that a form lists.
    struct Services {
        var entries: [(row: Int, service: Service)] = []
        /// Whether they differ from what the form was sent out with: a list that was left alone states nothing.
        var isChanged = false
        /// Names of services whose rows are at fault, so that nothing more is said of them.
        var faulty: Set<String> = []

        /// The service of a name, as the table of interventions refers to it.
        func named(_ word: String) -> [Service] {
            let key = searchKey(word)
            return entries.map(\.service).filter { searchKey($0.name) == key || $0.id.text == word }
        }
    }

    /// Reads the table of services; where the form has none, what is on record stays.
    mutating func services(_ base: FormBase, _ area: Area) -> Services {
        part = .services
        var result = Services()
        guard let table = form.tables[.services] else {
            result.entries = base.services.map { (0, $0.service) }
            return result
        }
        var columns = columns(
            table.heading,
            needing: ServiceField.all(providers: 1, strands: 1).filter { ![.lastStated, .id].contains($0) }
                .map { ($0, $0.heading) }
        ) { ServiceField(heading: $0) }
        guard let nameColumn = columns[.name] else { return result }
        var taken: Set<Int> = []
        var rowOf: [String: Int] = [:]
        for row in table.rows where !isEmpty(row) {
            checkExtent(row, &columns)
            let name = field(row, nameColumn)
            let given = [columns[.id], columns[.lastStated]]
            if row.fields.indices.allSatisfy({ given.contains($0) || isBlank(row[$0]) }) { continue }
            if name.isEmpty {
                note(row.number, nameColumn, "a service without a name", "name it, or empty the row")
                continue
            }
            if let other = rowOf.updateValue(row.number, forKey: searchKey(name)) {
                note(
                    row.number,
                    nameColumn,
                    "'\(shown(name))' already stands in row \(other)",
                    "keep one of the two rows, or tell them apart"
                )
                continue
            }
            let known = known(row, name, base, columns, taken)
            if let known { taken.insert(known) }
            let old = known.map { base.services[$0] }
            guard let id = old?.service.id ?? newID(name, area, base, result) else {
                note(row.number, nameColumn, "too many services are called '\(shown(name))'", "tell them apart by name")
                continue
            }
            let texts = columns.places.mapValues { isBlank(row[$0]) ? "" : field(row, $0) }
            let cells = ServiceCells(row: row.number, old: old, columns: columns, texts: texts, model.framework)
            guard let service = service(cells, id) else {
                result.faulty.insert(searchKey(name))
                continue
            }
            if service != old?.service { result.isChanged = true }
            result.entries.append((row.number, service))
        }
        tellOwnColumns(columns.own, columns.ownCells, heading: table.heading.number)
        for (place, entry) in base.services.enumerated() where !taken.contains(place) {
            let when = entry.date.map { " on \($0)" } ?? ""
            leaveOut(
                table.heading.number,
                nil,
                "the service '\(shown(entry.service.name))' was listed\(when), and has no row; if it ended, keep its row and say when it closed"
            )
            result.isChanged = true
        }
        if result.entries.isEmpty, !base.services.isEmpty, terms.drops {
            remark(table.heading.number, nil, "an empty list says nothing: the services on record stay")
            result.isChanged = false
            result.entries = base.services.map { (0, $0.service) }
        }
        return result
    }

    /// The service on record that a row is about: by its id, else by its name.
    private func known(
        _ row: Row,
        _ name: String,
        _ base: FormBase,
        _ columns: RegisterColumns<ServiceField>,
        _ taken: Set<Int>
    ) -> Int? {
        let id = columns[.id].map { field(row, $0) } ?? ""
        let free = base.services.indices.filter { !taken.contains($0) }
        return free.first { base.services[$0].service.id.text == id }
            ?? free.first { searchKey(base.services[$0].service.name) == searchKey(name) }
    }

    /// One service. A cell that still says what the form wrote keeps what is on record, to the letter.
    private mutating func service(_ cells: ServiceCells, _ id: Service.ID) -> Service? {
        let before = faults.count
        let (row, old) = (cells.row, cells.old)
        let type = cells.isKept(.type) ? old?.type : type(cells[.type], row, cells.column(.type))
        let opened =
            cells.isKeptDate(.opened)
            ? old?.opened.map { (date: $0, precision: old?.openedPrecision ?? .day) }
            : period(cells[.opened], row, cells.column(.opened)).map { (date: $0.first, precision: $0.precision) }
        let closed =
            cells.isKeptDate(.closed)
            ? old?.closed.map { (date: $0, precision: old?.closedPrecision ?? .day) }
            : period(cells[.closed], row, cells.column(.closed)).map { (date: $0.last, precision: $0.precision) }
        let ages =
            cells.isKept(.agesFrom) && cells.isKept(.agesTo)
            ? old?.ages
            : ages((cells[.agesFrom], cells.column(.agesFrom)), (cells[.agesTo], cells.column(.agesTo)), row)
        let result = Service(
            id: id,
            name: cells.isKept(.name) ? old?.name ?? cells[.name] : cells[.name],
            type: type,
            providers: providers(cells),
            extent: cells.isKept(.place) ? old?.extent ?? .unstated : FormWords.extent(reading: cells[.place]),
            ages: ages,
            interventions: cells.isKept(.interventions)
                ? old?.interventions ?? [] : interventions(cells[.interventions], row, cells.column(.interventions)),
            funding: funding(cells),
            opened: opened?.date,
            openedPrecision: opened?.precision ?? .day,
            closed: closed?.date,
            closedPrecision: closed?.precision ?? .day,
            isCommissioned: yesOrNo(cells, .commissioned, old?.isCommissioned),
            isDelivering: yesOrNo(cells, .delivering, old?.isDelivering),
            isAcceptingReferrals: yesOrNo(cells, .accepting, old?.isAcceptingReferrals),
            capacity: cells.isKept(.capacity)
                ? old?.capacity : number(cells[.capacity], of: "places", row, cells.column(.capacity)),
            evidence: evidence(cells[.evidence], before: old?.evidence ?? [])
        )
        return faults.count == before ? result : nil
    }

    private mutating func providers(_ cells: ServiceCells) -> [Service.Provider] {
        (1...ServiceField.mostRepeated).compactMap { index in
            let known = cells.old?.providers ?? []
            let old = known.indices.contains(index - 1) ? known[index - 1] : nil
            guard cells.has(.provider(index)) else { return old }
            let name = cells[.provider(index)]
            let sector =
                cells.isKept(.sector(index))
                ? old?.sector : sector(cells[.sector(index)], cells.row, cells.column(.sector(index)))
            guard !name.isEmpty else {
                if !cells[.sector(index)].isEmpty {
                    note(
                        cells.row,
                        cells.column(.provider(index)),
                        "a sector is stated, and no provider",
                        "name who runs it, or empty the sector"
                    )
                }
                return nil
            }
            return Service.Provider(name: cells.isKept(.provider(index)) ? old?.name ?? name : name, sector: sector)
        }
    }

    private mutating func funding(_ cells: ServiceCells) -> [Service.Funding] {
        (1...ServiceField.mostRepeated).compactMap { index in
            let known = cells.old?.funding ?? []
            let old = known.indices.contains(index - 1) ? known[index - 1] : nil
            guard cells.has(.funding(index)) else { return old }
            let fields: [ServiceField] = [.funding(index), .funder(index), .fundedFrom(index), .fundedUntil(index)]
            if fields.allSatisfy({ cells[$0].isEmpty }) { return nil }
            let column = cells.column(.funding(index))
            let kind =
                cells.isKept(.funding(index)) ? old?.kind : funding(cells[.funding(index)], cells.row, column)
            let from =
                cells.isKeptDate(.fundedFrom(index))
                ? old?.from
                : period(cells[.fundedFrom(index)], cells.row, cells.column(.fundedFrom(index)))?.first
            let until =
                cells.isKeptDate(.fundedUntil(index))
                ? old?.until
                : period(cells[.fundedUntil(index)], cells.row, cells.column(.fundedUntil(index)))?.last
            guard let kind else {
                if cells[.funding(index)].isEmpty {
                    let words = FormWords.fundingKinds.map(\.word).joined(separator: ", ")
                    note(cells.row, column, "funding without its kind", "it is one of \(words)")
                }
                return nil
            }
            let funder = cells[.funder(index)]
            return Service.Funding(kind: kind, funder: funder.isEmpty ? nil : funder, from: from, until: until)
        }
    }

    // MARK: Values of cells

    private mutating func type(_ word: String, _ row: Int, _ column: Int) -> ServiceType.ID? {
        if word.isEmpty { return nil }
        switch names.service(word) {
        case .one(let index): return model.framework.serviceTypes[index].id
        case .several: note(row, column, "'\(shown(word))' names several service types", "write one's id")
        case .none(let nearest):
            note(row, column, "'\(shown(word))' is no service type", nearest.map { "did you mean '\($0)'?" })
        }
        return nil
    }

    private mutating func sector(_ word: String, _ row: Int, _ column: Int) -> Service.Sector? {
        if word.isEmpty { return nil }
        if let sector = FormWords.sector(reading: word) { return sector }
        let words = FormWords.sectors.map(\.word).joined(separator: ", ")
        note(row, column, "'\(shown(word))' is no sector", "it is one of \(words)")
        return nil
    }

    private mutating func funding(_ word: String, _ row: Int, _ column: Int) -> Service.Funding.Kind? {
        if word.isEmpty { return nil }
        if let kind = FormWords.funding(reading: word) { return kind }
        let words = FormWords.fundingKinds.map(\.word).joined(separator: ", ")
        note(row, column, "'\(shown(word))' is no kind of funding", "it is one of \(words)")
        return nil
    }

    private mutating func yesOrNo(_ cells: ServiceCells, _ field: ServiceField, _ known: Bool?) -> Bool? {
        if cells.isKept(field) { return known }
        let word = cells[field]
        if word.isEmpty { return nil }
        if let value = FormWords.yesOrNo(word) { return value }
        note(
            cells.row,
            cells.column(field),
            "'\(shown(word))' is neither yes nor no",
            "leave it empty where it is not known"
        )
        return nil
    }

    mutating func number(_ word: String, of what: String, _ row: Int, _ column: Int) -> Int? {
        if word.isEmpty { return nil }
        if let number = Int(word), (0...10_000_000).contains(number) { return number }
        note(row, column, "'\(shown(word))' is no number of \(what)", "write a whole number")
        return nil
    }

    /// Interventions by name or id, divided by semicolons.
    private mutating func interventions(_ text: String, _ row: Int, _ column: Int) -> [Intervention.ID] {
        var found: [Intervention.ID] = []
        for piece in text.split(separator: ";") where !isBlank(String(piece)) {
            guard let id = intervention(collapsed(String(piece)), row, column) else { continue }
            if !found.contains(id) { found.append(id) }
        }
        return found
    }

    /// An intervention by id, name or alias.
    mutating func intervention(_ word: String, _ row: Int, _ column: Int) -> Intervention.ID? {
        if let known = known(word) { return known }
        let nearest = Suggestion.nearest(to: word, among: model.framework.interventions.map(\.name))
        note(
            row,
            column,
            "'\(shown(word))' is no intervention of the framework",
            nearest.map { "did you mean '\($0)'?" }
        )
        return nil
    }

    /// The one intervention of that id, name or alias.
    func known(_ word: String) -> Intervention.ID? {
        let key = searchKey(word)
        let known = model.framework.interventions.filter { intervention in
            intervention.id.text == word || searchKey(intervention.name) == key
                || intervention.aliases.contains { searchKey($0) == key }
        }
        return known.count == 1 ? known.first?.id : nil
    }

    /// An id for a service that is not on record, from its name and its area: a service of the same name elsewhere is another
    /// one until somebody says that it is the same.
    private func newID(_ name: String, _ area: Area, _ base: FormBase, _ others: Services) -> Service.ID? {
        let own = model.returns.filter { $0.area == area.id }.flatMap { $0.services.map(\.id) }
        let taken = Set(own + base.services.map(\.service.id) + others.entries.map(\.service.id))
        let stem = slug(name)
        let ending = area.id.text.utf8.count + stem.utf8.count < 60 ? "-\(area.id)" : ""
        for number in 1...1_000 {
            let text = stem + ending + (number == 1 ? "" : "-\(number)")
            if let id = Service.ID(text), !taken.contains(id) { return id }
        }
        return nil
    }

    /// Lower-case letters and digits joined by hyphens, not many.
    private func slug(_ name: String) -> String {
        var text = ""
        for word in name.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" })
        {
            let letters = word.utf8.filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
            guard !letters.isEmpty, text.utf8.count + letters.count < 40 else { continue }
            text += (text.isEmpty ? "" : "-") + String(decoding: letters, as: UTF8.self)
        }
        return text.isEmpty ? "service" : text
    }
}

/// The cells of one row of the table of services, and the service on record that it is about.
private struct ServiceCells {
    let row: Int
    let old: Service?
    private let columns: RegisterColumns<ServiceField>
    private let texts: [ServiceField: String]
    /// What the form wrote.
    private let written: [ServiceField: String]

    init(
        row: Int,
        old: FormBase.ServiceEntry?,
        columns: RegisterColumns<ServiceField>,
        texts: [ServiceField: String],
        _ framework: Framework
    ) {
        self.row = row
        self.old = old?.service
        self.columns = columns
        self.texts = texts
        written =
            old.map { old in
                Dictionary(
                    uniqueKeysWithValues: columns.places.keys.map { ($0, collapsed($0.text(old, framework))) }
                )
            } ?? [:]
    }

    subscript(field: ServiceField) -> String { texts[field] ?? "" }

    func has(_ field: ServiceField) -> Bool { columns[field] != nil }

    func column(_ field: ServiceField) -> Int { columns[field] ?? 0 }

    /// Whether a cell says what the form wrote; one whose column is gone says nothing else.
    func isKept(_ field: ServiceField) -> Bool {
        guard old != nil else { return false }
        return columns[field] == nil || isSame(self[field], written[field] ?? "")
    }

    func isKeptDate(_ field: ServiceField) -> Bool {
        isKept(field) || old != nil && isSameDate(self[field], written[field] ?? "")
    }
}
