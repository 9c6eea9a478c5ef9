import Provision
import Synchronization

/// The areas of a hierarchy on one day, with the children in need of each: the same for every snapshot on the areas of that day, so
/// that a history works them out once.
final class AreaFacts: Sendable {
    let date: CalendarDate
    let severity: Severity
    /// All of the hierarchy, by place in it.
    let areas: [Area]
    /// For each area the children behind it, and how far they reach into a severity.
    let children: [ChildrenInNeed]
    let reaches: [Severity.Reach]
    /// By the rule's place in `gapRules` the points of its kind.
    let points: [Int]
    /// The names that findings on these areas are about.
    let subjects: SubjectNames
    private let registers = Mutex<[[Int]: AreaRegister]>([:])

    init(_ model: ProvisionModel, on date: CalendarDate, _ subjects: SubjectNames) {
        self.date = date
        self.subjects = subjects
        areas = model.areas.areas.indices.map { model.areas.area(at: $0, on: date) }
        let severity = Severity(model: model, areas: areas, on: date)
        children = areas.map { severity.children(of: Severity.People(of: [$0])) }
        reaches = children.map(severity.reach)
        self.severity = severity
        points = gapKinds.map(severity.points)
    }

    /// The register of each row of a snapshot; one that stood at another date already is not made again.
    func registers(of snapshot: Snapshot, in model: ProvisionModel) -> [AreaRegister] {
        snapshot.rows.indices.map { row in
            let services = snapshot.returns(listing: .services, row: row)
            let interventions = snapshot.returns(listing: .interventions, row: row)
            let key = services + [-1] + interventions
            if let known = registers.withLock({ $0[key] }) { return known }
            let made = AreaRegister(services: services, interventions: interventions, model)
            registers.withLock { $0[key] = made }
            return made
        }
    }
}
