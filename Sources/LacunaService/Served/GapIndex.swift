import GapDetection
import Provision

/// What gaps are chosen by, as numbers, in the order of the audit: a server filters long registers for every request.
struct GapIndex {
    private struct Mark {
        /// The area's place in the hierarchy; -1 for one that is not in it.
        let area: Int
        /// The service type's place in the framework; -1 for a gap of the area as a whole.
        let service: Int
        let kind: GapKind
        let section: RegisterSection
        let severity: Int
    }

    private let marks: [Mark]
    /// The gaps in or below an area, for each area that was asked about.
    private var within: [Int: [Int]] = [:]
    /// About how many bytes it takes.
    private(set) var bytes: Int

    init(_ gaps: [Gap], in model: ProvisionModel) {
        let services = Dictionary(
            model.framework.serviceTypes.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        marks = gaps.map { gap in
            Mark(
                area: model.areas.index(of: gap.area) ?? -1,
                service: gap.service.flatMap { services[$0] } ?? -1,
                kind: gap.kind,
                section: gap.kind.section,
                severity: gap.severity
            )
        }
        bytes = marks.count * MemoryLayout<Mark>.stride
    }

    /// What to leave of the register; nil takes all.
    struct Filter {
        var within: Int?
        var service: Int?
        var kinds: Set<GapKind>?
        var section: RegisterSection?
        var leastSeverity = 0
    }

    /// The places of the gaps that a filter leaves.
    ///
    /// - Parameter date: the day whose parents areas have; the same at every call.
    mutating func places(_ filter: Filter, in areas: AreaHierarchy, on date: CalendarDate) -> [Int] {
        let found = filter.within.map { places(within: $0, in: areas, on: date) } ?? Array(marks.indices)
        guard filter.service != nil || filter.kinds != nil || filter.section != nil || filter.leastSeverity > 0 else {
            return found
        }
        return found.filter { place in
            let mark = marks[place]
            return mark.severity >= filter.leastSeverity && (filter.service.map { $0 == mark.service } ?? true)
                && (filter.kinds?.contains(mark.kind) ?? true)
                && (filter.section.map { $0 == mark.section } ?? true)
        }
    }

    /// How many of some gaps stand in each register.
    func tally(_ places: [Int]) -> GapTally {
        let record = places.count { marks[$0].section == .record }
        return GapTally(provision: places.count - record, record: record)
    }

    private mutating func places(within head: Int, in areas: AreaHierarchy, on date: CalendarDate) -> [Int] {
        if let known = within[head] { return known }
        let found = marks.indices.filter { marks[$0].area >= 0 && areas.isWithin(marks[$0].area, head, on: date) }
        within[head] = found
        bytes += found.count * MemoryLayout<Int>.stride + 64
        return found
    }
}
