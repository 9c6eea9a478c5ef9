/// What a question about a part of the map meets at a date: whether the area is there, what stands for it, and what to say.
/// Commands, methods and pictures all ask here.
public struct AreaScope: Hashable, Sendable {
    /// The area asked about, by its place in the hierarchy.
    public let area: Int
    /// What is shown in place of the area itself; nil where that is not so.
    public let note: String?

    /// Why a question about an area has no answer at a date, and what could be asked instead.
    public struct Absence: Error, Hashable, Sendable {
        public let message: String
        public let hint: String
    }
}

extension ProvisionModel {
    /// How an area stands at a date: it exists, or its predecessors are looked at in its place.
    ///
    /// - Parameters:
    ///   - basis: the areas that rows are: an area that does not exist at the date may still have a row among those of its kind.
    /// - Throws: for an area that has ended, naming what succeeded it; for one that has not begun and succeeds nothing; for one
    ///   of a narrower kind than the rows.
    public func scope(
        of area: Int,
        on asOf: CalendarDate,
        basis: AreaBasis = .current
    ) throws(AreaScope.Absence) -> AreaScope {
        let node = areas.areas[area]
        var date = asOf
        switch basis {
        case .date(let other): date = other
        case .kind(let kind, _) where kind == node.kind: return AreaScope(area: area, note: nil)
        case .kind(let kind, let other):
            date = other ?? asOf
            if let rows = areas.kinds.firstIndex(where: { $0.id == kind }), rows < areas.depths[area],
                let own = areas.kind(node.kind)
            {
                throw AreaScope.Absence(
                    message: "\(node.name) is of the kind \(own.name), and no \(areas.kinds[rows].name) lies in it",
                    hint: "Name a wider area, or leave the level out."
                )
            }
        case .current: break
        }
        if let from = node.from, date < from {
            let before = areas.valid(on: date, from: area)
            guard !before.isEmpty else {
                throw AreaScope.Absence(
                    message:
                        "\(label(area)) began on \(from.displayText), and no predecessor of it is on record for \(date.displayText)",
                    hint: "Ask about \(from) or later."
                )
            }
            let them = before.count == 1 ? "its predecessor" : "its predecessors"
            let shared = before.filter { areas.successors(of: $0).count > 1 }.map { other in
                let heirs = areas.successors(of: other).map { areas.areas[$0].name }
                return " \(areas.areas[other].name) became \(listed(heirs, most: .max)): "
                    + "the figures are of the whole of \(areas.areas[other].name)."
            }
            let names = listed(before.map { label($0, beside: area) }, most: .max)
            return AreaScope(
                area: area,
                note: "\(label(area, beside: before)) began on \(from.displayText); shown: \(them) \(names)."
                    + shared.joined()
            )
        }
        if let until = node.until, until < date {
            let after = areas.valid(on: date, from: area)
            let heirs = after.isEmpty ? areas.successors(of: area) : after
            let names = listed(heirs.map { label($0, beside: area) }, most: .max)
            throw AreaScope.Absence(
                message: "\(label(area, beside: heirs)) ended on \(until.displayText); "
                    + (heirs.isEmpty ? "no successor is on record" : "succeeded by \(names)"),
                hint: heirs.isEmpty
                    ? "Ask about \(until) or earlier." : "Ask about \(until) or earlier, or about \(names)."
            )
        }
        return AreaScope(area: area, note: nil)
    }

    /// Why an area by itself has no row at a date: it has ended, or not begun, and which areas there are instead; nil where it exists.
    public func whereabouts(of area: Int, on date: CalendarDate) -> String? {
        guard !areas.areas[area].isValid(on: date) else { return nil }
        do throws(AreaScope.Absence) {
            return try scope(of: area, on: date).note?.replacing("; shown: ", with: "; before it: ")
        } catch {
            return error.message + "."
        }
    }

    /// What to say of a snapshot without a row; nil where it has any.
    public func emptyNote(of snapshot: Snapshot, within area: Int?) -> String? {
        let rows = area.map { whole in
            snapshot.rows.filter { areas.isWithin($0, whole, on: snapshot.areasAsOf) }
        }
        guard (rows ?? snapshot.rows).isEmpty else { return nil }
        let what = area.map { "No area in or below \(label($0))" } ?? "No area"
        return "\(what) was asked or rated by \(snapshot.asOf.displayText)"
            + (snapshot.knownAt.map { ", as recorded by \($0.displayText)" } ?? "")
            + ": nothing is known of provision there."
    }

    /// An area's name, with its id where another of the areas beside it has the same name.
    private func label(_ area: Int, beside others: [Int] = []) -> String {
        let node = areas.areas[area]
        return others.contains { $0 != area && areas.areas[$0].name == node.name }
            ? "\(node.name) (\(node.id))" : node.name
    }

    private func label(_ area: Int, beside other: Int) -> String { label(area, beside: [other]) }
}

/// How an area stands through rounds: those at which it, or its predecessors, can be looked at, and what to say of the others.
public struct ScopeOverRounds: Sendable {
    /// A sentence each, none twice.
    public private(set) var notes: [String] = []
    private var isShown = false
    private var absence: (area: Int, absence: AreaScope.Absence)?

    public init() {}

    /// Whether an area has figures in a round; notes what is to be said where it has none, or others stand for it.
    public mutating func shows(_ area: Int, in round: Round, of model: ProvisionModel, basis: AreaBasis) -> Bool {
        do throws(AreaScope.Absence) {
            if let note = try model.scope(of: area, on: round.referenceDate, basis: basis).note { say(note) }
            isShown = true
            return true
        } catch {
            say("\(error.message); it is left out of round \(round.id).")
            absence = (area, error)
            return false
        }
    }

    private mutating func say(_ note: String) {
        if !notes.contains(note) { notes.append(note) }
    }

    /// Why nothing is shown, where no round had figures, and of which area, by place.
    public var wholeAbsence: (area: Int, absence: AreaScope.Absence)? { isShown ? nil : absence }
}
