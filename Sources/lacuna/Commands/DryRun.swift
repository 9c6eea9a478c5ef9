import GapDetection
import LacunaService
import Provision

/// What would change if a return were recorded as it is.
struct DryRun {
    private let model: ProvisionModel
    private let document: Return
    private let moves: [SnapshotComparison.Move]
    private let opened: [Gap]
    private let closed: [Gap]

    init(_ document: Return, in model: ProvisionModel) {
        self.model = model
        self.document = document
        // Recorded after everything, so that it stands.
        let last = model.returns.map(\.recorded.at).max() ?? document.recorded.at
        let revision =
            (model.returns.filter { $0.area == document.area && $0.round == document.round }.map(\.revision).max() ?? 0)
            + 1
        let final = document.revised(to: revision, at: last)
        let after = ProvisionModel(
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds,
            returns: model.returns + [final]
        )
        let date = model.round(document.round)?.referenceDate ?? model.latestReferenceDate
        guard let date else {
            (moves, opened, closed) = ([], [], [])
            return
        }
        let area = model.areas.index(of: document.area)
        let before = model.snapshot(asOf: date, basis: .date(date))
        let then = after.snapshot(asOf: date, basis: .date(date))
        moves = SnapshotComparison(from: before, to: then, in: model).moves
        let gapsBefore = GapAudit(model, at: before, within: area).gaps
        let gapsAfter = GapAudit(after, at: then, within: area).gaps
        opened = gapsAfter.filter { gap in !gapsBefore.contains { $0.id == gap.id } }
        closed = gapsBefore.filter { gap in !gapsAfter.contains { $0.id == gap.id } }
    }

    func print(to console: inout Console) {
        let name = model.areas.area(document.area)?.name ?? document.area.text
        console.print("Dry run for \(name), round \(document.round): nothing was recorded.")
        section("Cells that would change", moves.map(words), to: &console)
        for register in RegisterSection.allCases {
            func sentences(_ gaps: [Gap]) -> [String] { gaps.filter { $0.kind.section == register }.map(\.why) }
            section("\(register.title) that would open", sentences(opened), to: &console)
            section("\(register.title) that would close", sentences(closed), to: &console)
        }
        let carried = document.ratings.compactMap { rating in
            rating.carriedFrom.map { "\(serviceName(rating.service)), from round \($0)" }
        }
        section("Carried forward", carried, to: &console)
        let rated = Set(document.ratings.map(\.service))
        let unrated = model.framework.serviceTypes.filter { !rated.contains($0.id) }.map(\.name)
        section("Not rated in this return", unrated, to: &console)
        section("Contradicts what was stated before", contradictions, to: &console)
    }

    private func section(_ title: String, _ lines: [String], to console: inout Console) {
        console.print("\(title): \(lines.isEmpty ? "none." : String(lines.count))")
        for line in lines { console.print("  \(line)") }
    }

    private func words(_ move: SnapshotComparison.Move) -> String {
        let type = model.framework.serviceTypes[move.service]
        return
            "\(type.name): \(model.code(of: move.before)) -> \(model.code(of: move.after)) (\(move.direction.rawValue))"
    }

    /// Levels that the area's own register of services speaks against, and full provision where nothing was before.
    private var contradictions: [String] {
        document.ratings.compactMap { rating in
            guard case .level(let code) = rating.value,
                let level = model.framework.scale.index(of: code).flatMap({ model.framework.scale.level(at: $0) })
            else {
                let live = liveServices(rating.service)
                return live.isEmpty
                    ? nil
                    : "\(serviceName(rating.service)) is stated as not expected, yet \(live[0].name) is delivering it"
            }
            let live = liveServices(rating.service)
            if level.standing == .none, let service = live.first {
                return
                    "\(serviceName(rating.service)) is rated \(code), no provision, yet \(service.name) is delivering it"
            }
            if level.standing == .full,
                let move = moves.first(where: { model.framework.serviceTypes[$0.service].id == rating.service }),
                model.framework.scale.level(of: move.before)?.standing == Level.Standing.none
            {
                return "\(serviceName(rating.service)) goes from no provision to full in one round"
            }
            return nil
        }
    }

    private func liveServices(_ type: ServiceType.ID) -> [Service] {
        document.services.filter { $0.type == type && $0.isDelivering == true && $0.closed == nil }
    }

    private func serviceName(_ id: ServiceType.ID) -> String { model.framework.serviceType(id)?.name ?? id.text }
}
