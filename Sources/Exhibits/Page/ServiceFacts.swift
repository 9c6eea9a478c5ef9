import Provision

extension Service {
    /// What is on record of a service beside its name, in one line: "NHS Trust (NHS). Part of the area: Millom. Ages 0 to 24 months. …"
    func facts(_ framework: Framework) -> String {
        var facts: [String] = []
        if !providers.isEmpty {
            facts.append(
                "Provided by "
                    + providers.map { provider in
                        provider.sector.map { "\(provider.name) (\($0.displayText))" } ?? provider.name
                    }.joined(separator: ", ")
            )
        }
        switch extent {
        case .whole: break
        case .part(let part): facts.append("In a part of the area: \(part)")
        case .unstated: facts.append("Where in the area is not stated")
        }
        if let ages { facts.append("Ages \(ages.from.displayText) to \(ages.to.displayText)") }
        let names = interventions.compactMap { id in framework.interventions.first { $0.id == id }?.name }
        if !names.isEmpty { facts.append("Interventions: \(names.joined(separator: ", "))") }
        facts += funding.map { money in
            let span = [
                money.funder.map { "from \($0)" }, money.from.map { "since \($0.displayText)" },
                money.until.map { "until \($0.displayText)" },
            ]
            return (["\(money.kind.displayText) funding"] + span.compactMap { $0 }).joined(separator: " ")
        }
        if let opened { facts.append("Opened \(openedPrecision.words(opened))") }
        if let closed { facts.append("Closed \(closedPrecision.words(closed))") }
        for (answer, yes, no) in [
            (isCommissioned, "Commissioned", "Not commissioned"),
            (isDelivering, "Seeing families", "Not seeing families"),
            (isAcceptingReferrals, "Taking referrals", "Taking no referrals"),
        ] { if let answer { facts.append(answer ? yes : no) } }
        if let capacity { facts.append("Can take on \(capacity) a year") }
        return facts.map { $0 + "." }.joined(separator: " ")
    }
}

extension Service.Sector {
    fileprivate var displayText: String {
        switch self {
        case .nhs: "NHS"
        case .localAuthority: "local authority"
        case .thirdSector: "third sector"
        }
    }
}

extension Service.Funding.Kind {
    fileprivate var displayText: String {
        switch self {
        case .recurrent: "Recurrent"
        case .nonRecurrent: "Non-recurrent"
        case .pilot: "Pilot"
        }
    }
}
