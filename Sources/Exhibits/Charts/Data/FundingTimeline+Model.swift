import GapDetection
import Provision

extension FundingTimeline {
    /// The most services drawn.
    public static let maxServices = 60

    /// The services whose money ends, the soonest first, each once however many areas it works in.
    ///
    /// A service counts if nothing on record says that it is closed or not delivering, as with the gap rule for funding;
    /// services with recurrent money, or money without a stated end, are counted in a note and not drawn.
    ///
    /// - Parameter service: only services of this type, by place in the framework.
    public init(_ scope: ExhibitScope, service: Int? = nil) {
        let type = service.map { scope.model.framework.serviceTypes[$0].id }
        let all = Self.entries(scope).filter { type == nil || $0.type == type }
        let ending = all.compactMap { entry in entry.end.map { (day: $0, entry: entry) } }
            .sorted { ($0.day, $0.entry.name) < ($1.day, $1.entry.name) }.map(\.entry)
        let silent = all.count { $0.strands.isEmpty }
        var notes: [String] = []
        if ending.count > Self.maxServices {
            notes.append(
                "The \(Self.maxServices) services whose money ends first are drawn, of \(grouped(ending.count)); "
                    + "'lacuna gaps --kind funding' lists all that have ended or end within the framework's limit."
            )
        }
        let stable = all.count - ending.count - silent
        if stable > 0 {
            notes.append(
                "Not drawn: \(counted(stable, "service")) with recurrent money, or money without a stated end."
            )
        }
        if silent > 0 {
            notes.append("Nothing is on record of the money of \(counted(silent, "further service")).")
        }
        self.init(
            caption: scope.caption(
                "funding that ends",
                "Services that rest on non-recurrent money alone, by the day on which it ends, as of \(scope.asOf.displayText). "
                    + "\(counted(all.count, "service")) on record.",
                notes: notes
            ),
            asOf: scope.asOf,
            thresholds: scope.model.framework.thresholds,
            services: ending.prefix(Self.maxServices).map { entry in
                Service(
                    name: entry.name,
                    detail: [listed(entry.areas, most: 4), entry.providers.joined(separator: ", ")]
                        .filter { !$0.isEmpty }.joined(separator: "; "),
                    strands: entry.strands,
                    lastDay: entry.end
                )
            }
        )
    }

    /// A service as all areas together describe it.
    private struct Entry {
        let name: String
        let type: ServiceType.ID?
        let providers: [String]
        var areas: [String]
        var strands: [Strand]
        /// For each area with money on record the last day it reaches; nil where some is recurrent or has no stated end.
        var ends: [CalendarDate?]

        /// The last day its money reaches, by the area where it reaches least; nil where any area has recurrent money, or some
        /// without a stated end: then it does not rest on non-recurrent money alone.
        var end: CalendarDate? {
            let known = ends.compactMap { $0 }
            return known.count == ends.count ? known.min() : nil
        }
    }

    private static func entries(_ scope: ExhibitScope) -> [Entry] {
        let snapshot = scope.snapshot()
        var order: [Provision.Service.ID] = []
        var entries: [Provision.Service.ID: Entry] = [:]
        for (row, register) in zip(snapshot.rows, AreaRegister.registers(of: snapshot, in: scope.model)) {
            let area = scope.model.areas.areas[row].name
            for service in register.services.map(\.service) where service.mayBeLive(at: scope.asOf) {
                let strands = service.funding.map { money in
                    Strand(kind: money.kind, funder: money.funder, from: money.from, until: money.until)
                }
                // An area that says nothing of the money speaks neither for nor against its end.
                let ends = service.funding.isEmpty ? [] : [service.lastFundedDay]
                guard var entry = entries[service.id] else {
                    order.append(service.id)
                    entries[service.id] = Entry(
                        name: service.name,
                        type: service.type,
                        providers: service.providers.map(\.name),
                        areas: [area],
                        strands: strands,
                        ends: ends
                    )
                    continue
                }
                if !entry.areas.contains(area) { entry.areas.append(area) }
                entry.strands += strands.filter { !entry.strands.contains($0) }
                entry.ends.append(contentsOf: ends)
                entries[service.id] = entry
            }
        }
        return order.compactMap { entries[$0] }
    }
}
