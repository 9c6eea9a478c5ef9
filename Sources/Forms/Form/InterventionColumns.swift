import Provision

/// The columns of the table of interventions.
enum InterventionColumn: String, CaseIterable, Hashable, Sendable {
    case intervention = "Intervention"
    case state = "Delivered here"
    case service = "By service"
    case agesFrom = "Ages from"
    case agesTo = "Ages to"
    case staffTrained = "Staff trained"
    case evidence = "Evidence"
    case lastStated = "Last stated"

    func column(_ framework: Framework) -> FormColumn {
        switch self {
        case .intervention: FormColumn(rawValue, .choice(framework.interventions.map(\.name)), width: 44)
        case .state:
            FormColumn(
                rawValue,
                .choice([FormWords.delivered, FormWords.planned]),
                "Empty where it is not delivered, or not known.",
                width: 14
            )
        case .service:
            FormColumn(
                rawValue,
                .shortText,
                "The name of a service of the table of services, where it is known.",
                width: 34
            )
        case .agesFrom: FormColumn(rawValue, .age, "conception, birth, 6 weeks, 6 months, 2 years.", width: 12)
        case .agesTo: FormColumn(rawValue, .age, "Up to, and not including.", width: 12)
        case .staffTrained: FormColumn(rawValue, .number, "How many people are trained in it.", width: 10)
        case .evidence:
            FormColumn(
                rawValue,
                .text,
                "Who offers it, and where from it is known.",
                width: 60
            )
        case .lastStated: FormColumn(rawValue, .given, width: 12)
        }
    }

    /// What the form writes for an intervention on record.
    func text(_ entry: FormBase.DeliveredEntry, _ base: FormBase, _ framework: Framework) -> String {
        let delivered = entry.delivered
        return switch self {
        case .intervention:
            framework.interventions.first { $0.id == delivered.intervention }?.name ?? delivered.intervention.text
        case .state: FormWords.state(delivered.state)
        case .service:
            delivered.service.map { id in base.services.first { $0.service.id == id }?.service.name ?? id.text } ?? ""
        case .agesFrom: FormWords.age(delivered.ages?.from)
        case .agesTo: FormWords.age(delivered.ages?.to)
        case .staffTrained: delivered.staffTrained.map { String($0) } ?? ""
        case .evidence: FormWords.evidence(delivered.evidence)
        case .lastStated: entry.date?.description ?? ""
        }
    }
}

extension FormTable {
    /// A row for each intervention on record, one for each other of the framework, and room for a second mention.
    static func interventions(_ base: FormBase, _ framework: Framework) -> FormTable {
        let columns = InterventionColumn.allCases
        let rows = framework.interventions.flatMap { intervention -> [[String]] in
            let known = base.interventions.filter { $0.delivered.intervention == intervention.id }
            if known.isEmpty { return [[intervention.name] + columns.dropFirst().map { _ in "" }] }
            return known.map { entry in columns.map { $0.text(entry, base, framework) } }
        }
        return FormTable(
            part: .interventions,
            columns: columns.map { $0.column(framework) },
            rows: rows,
            emptyRows: framework.interventions.isEmpty ? 0 : 5
        )
    }
}
