import Provision

/// An area's entries of the register: of about a quarter of the services it has, plans, or has just lost.
struct SimulatedRegister {
    let answers: SimulatedAnswers
    let providers: SimulatedProviders

    private var random: RandomNumbers { answers.random }

    init(_ answers: SimulatedAnswers) {
        self.answers = answers
        providers = SimulatedProviders(random: answers.random, areas: answers.areas)
    }

    func services(area: Int) -> [Service] {
        let root = answers.root(area)
        return answers.framework.serviceTypes.enumerated().compactMap { service, type in
            guard random.happens(.registered, in10000: 2_500, root, service), answers.isExpected(area, service) else {
                return nil
            }
            return self.service(answers.course.cell(area: area, service: service), type, area, service)
        }
    }

    private func service(_ cell: ProvisionCourse.Cell, _ type: ServiceType, _ area: Int, _ service: Int) -> Service? {
        let month = answers.calendar.month(ofRound: answers.course.round)
        // Told once, in the round after it closed.
        let isJustClosed = !cell.level.isProvided && cell.opened != nil && Int(cell.since) == month
        guard cell.level != .none || isJustClosed else { return nil }
        let name = answers.areas.rated[area].name
        guard let id = Service.ID(answers.areas.ids[area].text + "-" + type.id.text) else { return nil }
        let root = answers.root(area)
        let isOpen = cell.level.isProvided
        let isInPart = cell.level == .some && random.happens(.part, in10000: 2_000, root, service)
        // With its money, or else before the round that no longer finds it.
        let closing = cell.fundedUntil.map { Int($0) } ?? month
        return Service(
            id: id,
            name: type.name + ", " + name,
            type: type.id,
            providers: providers.provider(area: area, service: service).map { [$0] } ?? [],
            extent: isInPart ? .part("The north of " + name) : .whole,
            ages: random.pick(.ages, answers.framework.ageBands, root, service)?.ages,
            interventions: interventions(root, service),
            funding: isOpen || isJustClosed ? [funding(cell, root, service)] : [],
            opened: isOpen || isJustClosed ? cell.opened.flatMap { firstDay(ofMonth: Int($0)) } : nil,
            closed: isJustClosed ? lastDay(beforeMonth: closing) : nil,
            isCommissioned: !isJustClosed,
            isDelivering: isOpen,
            isAcceptingReferrals: isOpen && (cell.level == .full || !isInPart)
        )
    }

    private func interventions(_ root: Int, _ service: Int) -> [Intervention.ID] {
        guard random.happens(.intervention, in10000: 3_000, root, service, -1) else { return [] }
        return random.pick(.intervention, answers.framework.interventions, root, service, -2).map { [$0.id] } ?? []
    }

    /// Recurrent money has no end; other money has.
    private func funding(_ cell: ProvisionCourse.Cell, _ root: Int, _ service: Int) -> Service.Funding {
        let from = (cell.fundedFrom ?? cell.opened).flatMap { firstDay(ofMonth: Int($0)) }
        let funder = providers.funder(root: root, service: service)
        guard let end = cell.fundedUntil else {
            return Service.Funding(kind: .recurrent, funder: funder, from: from)
        }
        let isPilot = random.happens(.funder, in10000: 4_000, root, service, 0)
        return Service.Funding(
            kind: isPilot ? .pilot : .nonRecurrent,
            funder: funder,
            from: from,
            until: lastDay(beforeMonth: Int(end))
        )
    }
}
