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

    /// - Parameters:
    ///   - service: only this service type, by index in the framework.
    ///   - output: how it is drawn.
    func svg(_ scope: ExhibitScope, _ filter: GapFilter, service: Int?, _ output: ResultOutput) -> [UInt8] {
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
            let gaps = found.gaps(where: filter.admits)
            // A letter that nobody sent is not something that families lack: the record is drawn where it is asked for.
            let shown = filter.kinds == nil ? gaps.filter { !$0.kind.isOfTheRecord } : gaps
            var ages = GapAges(scope, of: shown)
            if shown.count < gaps.count {
                ages.caption.notes.append(
                    "Not drawn: \(RegisterSection.record.counted(gaps.count - shown.count))."
                )
            }
            return GapAgesChart.svg(ages, output.options("gap-ages"))
        case .funding:
            return FundingChart.svg(FundingTimeline(scope, service: service), output.options("funding"))
        case .coverage:
            return AgeCoverageChart.svg(AgeCoverage(scope, service: service), output.options("age-coverage"))
        }
    }
}
