import Exhibits
import GapDetection
import Provision

/// What `lacuna gaps` can draw.
enum GapsChart: String, CaseIterable {
    case ages, funding, coverage

    /// The chart a call names, else the one that shows best what its only kind of gap is about.
    init(_ invocation: Invocation) throws {
        let kinds = Set(invocation.values(Options.kinds))
        if let word = invocation.value("chart"), let chart = GapsChart(rawValue: word) {
            self = chart
        } else if kinds == [GapKind.funding.rawValue] {
            self = .funding
        } else {
            self = kinds == [GapKind.ageRange.rawValue] ? .coverage : .ages
        }
        let own: GapKind? = self == .funding ? .funding : self == .coverage ? .ageRange : nil
        guard let own else { return }
        let others = [Options.minSeverity].filter { invocation.flag($0) }
        if let other = others.first {
            throw invocation.refusal(
                "\(other.spelling) chooses among gaps, and --chart \(rawValue) draws services",
                hint: "Leave it out, or draw --chart ages."
            )
        }
        if !kinds.isEmpty, kinds != [own.rawValue] {
            throw invocation.refusal(
                "--kind chooses among gaps, and --chart \(rawValue) draws services",
                hint: "Leave it out, or draw --chart ages."
            )
        }
    }

    /// - Parameter service: only this service type, by index in the framework.
    func svg(_ scope: ExhibitScope, _ filter: GapFilter, service: Int?) -> [UInt8] {
        switch self {
        case .ages:
            // What a rule says of an ICS it must know of all of it.
            let whole = scope.model.snapshot(
                asOf: scope.asOf,
                knownAt: scope.knownAt,
                basis: scope.basis,
                rule: scope.rule
            )
            let found = GapAudit(scope.model, at: whole, kinds: filter.kinds, within: scope.within)
            return GapAgesChart.svg(
                GapAges(scope, of: found.gaps(where: filter.admits)),
                ExhibitOptions(name: "gap-ages")
            )
        case .funding:
            return FundingChart.svg(FundingTimeline(scope, service: service), ExhibitOptions(name: "funding"))
        case .coverage:
            return AgeCoverageChart.svg(AgeCoverage(scope, service: service), ExhibitOptions(name: "age-coverage"))
        }
    }
}
