import GapDetection
import Provision

/// What would change if a return were recorded as it is: seen from its round's reference date, over the whole map, since a
/// return can open and close gaps of an ICS as well as of its own area.
struct DryRun {
    let model: ProvisionModel
    let document: Return
    let moves: [SnapshotComparison.Move]
    let changes: GapChanges?
    /// The register and levels that the area would have; nil where it would have no row.
    private let after: (snapshot: Snapshot, row: Int, services: [Service])?

    init(_ document: Return, in model: ProvisionModel) {
        self.model = model
        self.document = document
        // Recorded after everything, so that it stands.
        let last = model.returns.map(\.recorded.at).max() ?? document.recorded.at
        let revision =
            (model.returns.filter { $0.area == document.area && $0.round == document.round }.map(\.revision).max() ?? 0)
            + 1
        let final = document.revised(to: revision, at: last)
        let recorded = ProvisionModel(
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds,
            returns: model.returns + [final],
            voice: model.voice,
            actions: model.actions
        )
        guard let date = model.round(document.round)?.referenceDate ?? model.latestReferenceDate else {
            (moves, changes, after) = ([], nil, nil)
            return
        }
        let before = model.snapshot(asOf: date)
        let then = recorded.snapshot(asOf: date)
        moves = SnapshotComparison(from: before, to: then, in: model).moves
        changes = GapChanges(model, recording: recorded, asOf: date)
        after = model.areas.index(of: document.area).flatMap(then.row).map { row in
            (then, row, recorded.servicesOnRecord(for: then)[row].map(\.service))
        }
    }

    /// For people: each change under its heading.
    var text: AnswerText {
        let name = model.areas.area(document.area)?.name ?? document.area.text
        var text = AnswerText(["Dry run for \(name), round \(document.round): nothing was recorded."])
        section("Cells that would change", moves.map(words), in: &text)
        for register in RegisterSection.allCases {
            func sentences(_ gaps: [Gap]) -> [String] { gaps.filter { $0.kind.section == register }.map(\.why) }
            section("\(register.title) that would open", sentences(opened), in: &text)
            section("\(register.title) that would close", sentences(changes?.closed ?? []), in: &text)
        }
        section("Carried forward", carried.map { "\(serviceName($0.service)), from round \($0.round)" }, in: &text)
        section("\(CellState.unrated.name(as: nil)) in this return", unrated.map(serviceName), in: &text)
        section("Contradicts what was stated before", contradictions, in: &text)
        return text
    }

    /// Opened for the first time or again, the most severe first.
    var opened: [Gap] {
        guard let changes else { return [] }
        return (changes.opened + changes.reopened).sorted { ($1.severity, $0.id) < ($0.severity, $1.id) }
    }

    var carried: [(service: ServiceType.ID, round: Round.ID)] {
        document.ratings.compactMap { rating in rating.carriedFrom.map { (rating.service, $0) } }
    }

    var unrated: [ServiceType.ID] {
        let rated = Set(document.ratings.map(\.service))
        return model.framework.serviceTypes.map(\.id).filter { !rated.contains($0) }
    }

    private func section(_ title: String, _ lines: [String], in text: inout AnswerText) {
        text.line("\(title): \(lines.isEmpty ? "none." : String(lines.count))")
        text.lines(lines.map { "  \($0)" })
    }

    private func words(_ move: SnapshotComparison.Move) -> String {
        let type = model.framework.serviceTypes[move.service]
        let area = model.areas.areas[move.area]
        let elsewhere = area.id == document.area ? "" : " in \(area.name)"
        return
            "\(type.name)\(elsewhere): \(model.code(of: move.before)) -> \(model.code(of: move.after)) (\(move.direction.rawValue))"
    }

    /// Levels that the area's register of services, as it would be, speaks against, and full provision where nothing was before.
    var contradictions: [String] {
        guard let after else { return [] }
        let live = after.services.filter { $0.isKnownLive(at: after.snapshot.asOf) }
        return document.ratings.compactMap { rating in
            guard let column = model.framework.index(of: rating.service),
                let state = model.framework.scale.state(of: rating.value)
            else { return nil }
            let name = serviceName(rating.service)
            let level = model.framework.scale.level(of: state)
            if let service = live.first(where: { $0.type == rating.service }) {
                if state == .notExpected {
                    return "\(name) is stated as not expected, yet \(service.name) is delivering it"
                }
                if let level, level.standing == .none {
                    return "\(name) is rated \(level.code), no provision, yet \(service.name) is delivering it"
                }
            }
            let move = moves.first { $0.area == after.snapshot.rows[after.row] && $0.service == column }
            if level?.standing == .full, let move,
                model.framework.scale.level(of: move.before)?.standing == Level.Standing.none
            {
                return "\(name) goes from no provision to full in one round"
            }
            return nil
        }
    }

    private func serviceName(_ id: ServiceType.ID) -> String { model.framework.serviceType(id)?.name ?? id.text }
}
