extension Workforce {
    /// What is wrong with it in a framework that has these sources.
    func faults(sources: [Source]) -> [ModelFault] {
        var faults = repeatedIDs(of: roleGroups, in: .roleGroup, called: "role groups")
        faults += repeatedIDs(of: options, in: .workforceOption, called: "options")
        for (index, option) in options.enumerated() {
            let place = ModelFault.Place(.workforceOption, index)
            if !sources.contains(where: { $0.id == option.source }) {
                faults.append(.unknown("source", option.source.text, known: sources.map(\.id.text), at: place))
            }
            var seen: Set<RoleGroup.ID> = []
            for work in option.works {
                faults += self.faults(of: work.group, seen: &seen, in: "option '\(option.id)'", at: place)
                if work.tiers.isEmpty || Set(work.tiers).count != work.tiers.count {
                    let message = "option '\(option.id)' does not say once each what '\(work.group)' works across"
                    faults.append(
                        ModelFault(place, message, hint: "at=\"ics\", \"locality\", \"place\", or several of them")
                    )
                }
            }
            if option.works.isEmpty {
                let message = "option '\(option.id)' has no role groups"
                faults.append(ModelFault(place, message, hint: "<works ref=\"practitioners\" at=\"place\"/>"))
            }
        }
        var seen: Set<RoleGroup.ID> = []
        for (index, ratio) in ratios.enumerated() {
            let place = ModelFault.Place(.ratio, index)
            faults += self.faults(of: ratio.group, seen: &seen, in: "the ratios", at: place)
            faults += ratio.faults.map { ModelFault(place, $0.message, hint: $0.hint) }
        }
        if let chosen, option(chosen) == nil {
            faults.append(.unknown("option", chosen.text, known: options.map(\.id.text), at: .whole))
        }
        return faults
    }

    private func faults(
        of group: RoleGroup.ID,
        seen: inout Set<RoleGroup.ID>,
        in list: String,
        at place: ModelFault.Place
    ) -> [ModelFault] {
        guard roleGroup(group) != nil else {
            return [.unknown("role group", group.text, known: roleGroups.map(\.id.text), at: place)]
        }
        guard seen.insert(group).inserted else {
            return [ModelFault(place, "\(list) has the role group '\(group)' twice", hint: "keep one of the two")]
        }
        return []
    }
}

extension StaffingRatio {
    /// What is wrong with its figures, whoever gave them.
    package var faults: [(message: String, hint: String)] {
        var faults: [(message: String, hint: String)] = []
        if childrenPerWTE == .zero || childrenPerWTE > Self.mostChildren {
            faults.append(
                (
                    "\(childrenPerWTE) children to one whole-time equivalent of '\(group)'",
                    "a number above 0, and at most \(grouped(Self.mostChildren.value / 100))"
                )
            )
        }
        if let costPerWTE, costPerWTE == .zero || costPerWTE > Self.mostCost {
            faults.append(
                (
                    "a cost of \(costPerWTE) pounds a year for one whole-time equivalent of '\(group)'",
                    "pounds above 0, and at most \(grouped(Self.mostCost.value / 100)); leave it out where it is not known"
                )
            )
        }
        return faults
    }
}
