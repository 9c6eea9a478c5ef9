import GapDetection
import Provision

/// What gaps are chosen by, as numbers, in the order of the audit: a server filters long registers for every request.
struct GapIndex {
    private let findings: [Finding]
    /// The gaps in or below an area, for each area that was asked about.
    private var within: [Int: [Int]] = [:]
    /// About how many bytes it takes.
    private(set) var bytes: Int

    init(_ findings: [Finding]) {
        self.findings = findings
        bytes = findings.count * MemoryLayout<Finding>.stride
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
        let found = filter.within.map { places(within: $0, in: areas, on: date) } ?? Array(findings.indices)
        guard filter.service != nil || filter.kinds != nil || filter.section != nil || filter.leastSeverity > 0 else {
            return found
        }
        return found.filter { place in
            let finding = findings[place]
            return finding.severity >= filter.leastSeverity
                && (filter.service.map { $0 == Int(finding.service) } ?? true)
                && (filter.kinds?.contains(finding.kind) ?? true)
                && (filter.section.map { $0 == finding.kind.section } ?? true)
        }
    }

    /// How many of some gaps stand in each register.
    func tally(_ places: [Int]) -> GapTally {
        let record = places.count { findings[$0].isOfTheRecord }
        return GapTally(provision: places.count - record, record: record)
    }

    private mutating func places(within head: Int, in areas: AreaHierarchy, on date: CalendarDate) -> [Int] {
        if let known = within[head] { return known }
        let found = findings.indices.filter { areas.isWithin(Int(findings[$0].area), head, on: date) }
        within[head] = found
        bytes += found.count * MemoryLayout<Int>.stride + 64
        return found
    }
}
