package import Provision

/// What a verdict rests on, as people read it.
extension StandardVerdict {
    /// One sentence: how the verdict came about.
    package func reason(_ model: ProvisionModel) -> String {
        let framework = model.framework
        let part = seesPart && state == .partly ? " Of the standard the data see no more." : ""
        let silence = saysNothingByAbsence ? " Areas were not asked for it, so that this denies nothing." : ""
        return sentence(framework) + part + silence
    }

    private func sentence(_ framework: Framework) -> String {
        switch grounds {
        case .ages(let asked, let uncovered, let isOpen):
            guard !uncovered.isEmpty else { return "Provision is made for children \(asked.displayText)." }
            let stretches = listed(uncovered.map(\.displayText))
            return isOpen
                ? "For children \(stretches) nothing made for them is known; some of what is there states no ages."
                : "For children \(stretches) nothing made for them is on record."
        case .interventions(0, _, _, _), .needsGroups(0, _, _): return "No intervention is on record as delivered."
        case .interventions(let delivered, let found, let named, let atLeast):
            guard !found.isEmpty else {
                let named = named == 1 ? "The one named" : "None of the \(grouped(named)) named"
                let verb = named.hasPrefix("None") ? "is" : "is not"
                return "\(named) \(verb) among the \(counted(delivered, "intervention")) on record."
            }
            let names = listed(found.map { framework.name(of: $0) }, most: 4)
            let asked = found.count < atLeast ? "; at least \(grouped(atLeast)) are asked for" : ""
            return "\(names) \(verb(found.count, "is", "are")) delivered\(asked)."
        case .needsGroups(_, let missing, let named):
            guard !missing.isEmpty else { return "Something is delivered for each of the \(grouped(named)) groups." }
            let names = missing.compactMap { id in framework.needsGroups.first { $0.id == id }?.name.lowercased() }
            return state == nil
                ? "The framework lists none of the interventions on record for a needs group."
                : "For families who are \(listed(names)) nothing on record is delivered."
        case .serviceTypes(let cells):
            return
                cells.map { cell in
                    let name = framework.serviceTypes[cell.column].name
                    guard let level = framework.scale.level(of: cell.state) else {
                        return "\(name) is \(cell.state == .notExpected ? "not expected" : "not rated")."
                    }
                    return "\(name) is rated \(words(level))."
                }.joined(separator: " ")
        case .measures(let services, let measured, let byCore, let isReturned):
            guard isReturned else { return "No outcomes are on record." }
            guard services > 0 else { return "No service that is to be measured is on record." }
            let core =
                byCore == 0 ? "none by a core measure" : "\(grouped(byCore)) by a core measure"
            return
                "Of \(counted(services, "service")) that \(verb(services, "is", "are")) to be measured \(measured == 0 ? "none" : grouped(measured)) \(verb(max(1, measured), "has", "have")) families measured twice, \(core)."
        case .areas(let met, let partly, let notMet, let unknown):
            let parts = [
                (met, verb(met, "meets it", "meet it")), (partly, verb(partly, "meets it in part", "meet it in part")),
                (notMet, verb(notMet, "does not", "do not")), (unknown, verb(unknown, "is not known", "are not known")),
            ]
            return "Of its areas \(listed(parts.filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }))."
        }
    }
}

extension StandardVerdict.Ground {
    /// "Service BIBS", "Video Interaction Guidance is delivered", "IAPT 0-5s is rated A (some provision)".
    package func displayText(_ framework: Framework) -> String {
        switch subject {
        case .service(let service):
            guard case .part(let part) = service.extent else { return "\(service.name) is there" }
            return "\(service.name) is there, in a part of the area (\(part))"
        case .outcome(let service, let measure): return "\(service.name) is measured by \(measure.name)"
        case .intervention(let id): return "\(framework.name(of: id)) is delivered"
        case .rating(let column, let state):
            let level = framework.scale.level(of: state).map { " \(words($0))" } ?? ""
            return "\(framework.serviceTypes[column].name) is rated\(level)"
        }
    }
}

extension Framework {
    fileprivate func name(of id: Intervention.ID) -> String {
        interventions.first { $0.id == id }?.name ?? id.text
    }
}
