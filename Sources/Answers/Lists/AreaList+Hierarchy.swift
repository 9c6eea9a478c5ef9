import Provision
import ScopingStore
import Spreadsheets

extension AreaList {
    typealias Made = (areas: AreaHierarchy, renamed: [(row: Int, id: Area.ID, name: String)])

    /// The areas with ids and kinds.
    static func hierarchy(
        _ entries: [Entry],
        _ kinds: AreaKinds,
        _ list: ListReading,
        title: String,
        day: CalendarDate
    ) throws(DocumentFaults) -> Made {
        var taken: Set<String> = []
        // How often an id was wanted again.
        var numbers: [String: Int] = [:]
        var renamed: [(row: Int, id: Area.ID, name: String)] = []
        var ids: [Area.ID] = []
        for (place, entry) in entries.enumerated() {
            let kind = kinds.kinds[kinds.kindOfEntry[place]].id.text
            let wanted = plainID(kind, entry.name)
            var text = wanted
            while !taken.insert(text).inserted {
                numbers[wanted, default: 1] += 1
                text = slug("\(wanted.prefix(Area.ID.longest - 8))-\(numbers[wanted, default: 1])")
            }
            guard let id = Area.ID(text) else {
                throw DocumentFaults(
                    DocumentFault(file: list.file, line: entry.row.number, message: "'\(text)' is no id")
                )
            }
            if text != wanted { renamed.append((row: entry.row.number, id: id, name: entry.name)) }
            ids.append(id)
        }
        let hasFigures = entries.contains { $0.children != nil }
        let source = Source(id: Source.ID(constant: "areas-as-given"), title: "\(title), as given")
        let areas = entries.enumerated().map { place, entry in
            Area(
                id: ids[place],
                kind: kinds.kinds[kinds.kindOfEntry[place]].id,
                name: entry.name,
                parent: entry.parent.map { ids[$0] },
                codes: entry.code.isEmpty ? [] : [Area.Code(scheme: scheme(of: entry.code), value: entry.code)],
                populations: entry.children.flatMap { population($0, source.id, day) }.map { [$0] } ?? []
            )
        }
        do throws(ModelFaults) {
            let made = try AreaHierarchy(sources: hasFigures ? [source] : [], kinds: kinds.kinds, areas: areas)
            return (made, renamed)
        } catch {
            throw DocumentFaults(
                error.faults.map { fault in
                    let isArea = fault.place.list == .area && entries.indices.contains(fault.place.index)
                    return DocumentFault(
                        file: list.file,
                        line: isArea ? entries[fault.place.index].row.number : nil,
                        message: fault.message,
                        hint: fault.hint
                    )
                }
            )
        }
    }

    private static func population(_ children: Int, _ source: Source.ID, _ day: CalendarDate) -> Area.Population? {
        AgeRange(from: 0, to: AgeRange.fifthBirthday).map {
            Area.Population(date: day, ages: $0, children: children, source: source)
        }
    }

    private static func plainID(_ kind: String, _ name: String) -> String {
        let name = slug(name)
        // "ICS North" of the kind ICS is `ics-north`.
        if name == kind || name.hasPrefix(kind + "-") { return name }
        return slug(name.isEmpty ? "\(kind)-area" : "\(kind)-\(name)")
    }

    /// Which list a code is of, where its form tells: `gss` (a country's letter and eight digits), `ods` (three letters and digits).
    private static func scheme(of code: String) -> String {
        let digits = code.dropFirst()
        if let first = code.first, "EWSN".contains(first), digits.count == 8, digits.allSatisfy(\.isNumber) {
            return "gss"
        }
        return code.count == 3 && code == code.uppercased() ? "ods" : "own"
    }
}
