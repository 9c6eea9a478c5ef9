public import Provision

/// Two cells side by side, where that is sound, and why not where it is not.
///
/// An area's level at a date before it existed is made of what its predecessors stated. Where a predecessor was divided, its
/// rating was about more than this area; where several were joined at different levels, none of them is this area's: neither
/// can be compared. Areas of different kinds cannot either, nor a level without a rank with one that has one.
public struct AreaComparison: Sendable {
    public struct Cell: Sendable {
        public let service: ServiceType
        public let first: CellState
        public let second: CellState
        public let verdict: Verdict
    }

    public enum Verdict: Hashable, Sendable {
        case same
        /// The second is better.
        case better
        case worse
        /// Why not, in words.
        case cannotBeCompared(String)
    }

    public let cells: [Cell]

    /// One area at two dates, or two areas at one.
    public init(
        _ model: ProvisionModel,
        _ first: (snapshot: Snapshot, row: Int),
        _ second: (snapshot: Snapshot, row: Int)
    ) {
        let scale = model.framework.scale
        let (one, two) = (
            model.areas.areas[first.snapshot.rows[first.row]], model.areas.areas[second.snapshot.rows[second.row]]
        )
        cells = model.framework.serviceTypes.enumerated().map { column, service in
            let before = first.snapshot.state(row: first.row, column: column)
            let after = second.snapshot.state(row: second.row, column: column)
            let verdict: Verdict
            if one.kind != two.kind {
                verdict = .cannotBeCompared(
                    "they are different kinds of area: \(model.kindName(one)) and \(model.kindName(two))"
                )
            } else if let reason = model.unsound(first, column) ?? model.unsound(second, column) {
                verdict = .cannotBeCompared(reason)
            } else if before == after {
                verdict = .same
            } else if let lower = scale.level(of: before), let upper = scale.level(of: after) {
                if let from = lower.rank, let to = upper.rank {
                    verdict = to > from ? .better : .worse
                } else {
                    verdict = .cannotBeCompared(
                        "\(lower.rank == nil ? lower.name : upper.name) has no place in the order of levels"
                    )
                }
            } else {
                let missing = scale.level(of: before) == nil ? before : after
                verdict = .cannotBeCompared("\(scale.words(missing)) in one of them")
            }
            return Cell(service: service, first: before, second: after, verdict: verdict)
        }
    }
}

extension ProvisionModel {
    fileprivate func kindName(_ area: Area) -> String { areas.kind(area.kind)?.name ?? area.kind.text }

    /// Why a cell does not speak for its row's area alone; nil where it does.
    fileprivate func unsound(_ place: (snapshot: Snapshot, row: Int), _ column: Int) -> String? {
        let parts = place.snapshot.parts(row: place.row, column: column)
        let area = areas.areas[place.snapshot.rows[place.row]]
        let others = parts.filter {
            areas.areas[$0.area].id != area.id
                && !areas.lies($0.area, inOrBelow: place.snapshot.rows[place.row], on: place.snapshot.areasAsOf)
        }
        if let divided = others.first(where: { areas.areas[$0.area].successors.count > 1 }) {
            let names = areas.areas[divided.area].successors.compactMap { areas.area($0)?.name }
            return
                "on \(place.snapshot.asOf.displayText) it was a part of \(areas.areas[divided.area].name), since divided into \(listed(names))"
        }
        if Set(parts.map(\.state)).count > 1 {
            let names = parts.map { part in
                "\(areas.areas[part.area].name) \(framework.scale.words(part.state))"
            }
            return "on \(place.snapshot.asOf.displayText) it was several areas at different levels (\(listed(names)))"
        }
        return nil
    }
}
