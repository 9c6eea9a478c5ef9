extension Action {
    /// What a schema cannot see: references to areas, standards, kinds and sources that do not exist, days out of order, texts that no
    /// document can hold as they are.
    ///
    /// An action without faults is safe to build a model from.
    public func faults(framework: Framework, areas hierarchy: AreaHierarchy) -> [ModelFault] {
        targetFaults(framework, hierarchy) + areaFaults(hierarchy) + dayFaults() + sourceFaults(framework)
    }

    private func targetFaults(_ framework: Framework, _ hierarchy: AreaHierarchy) -> [ModelFault] {
        guard !targets.isEmpty else {
            return [ModelFault(.whole, "an action is for something", hint: "name a gap or a standard")]
        }
        var faults: [ModelFault] = []
        var seen: Set<Target> = []
        for (index, target) in targets.enumerated() {
            let place = ModelFault.Place(.target, index)
            if !seen.insert(target).inserted {
                faults.append(ModelFault(place, "'\(target.text)' is named twice", hint: "keep one of the two"))
            }
            switch target {
            case .standard(let id):
                guard framework.standard(id) == nil else { continue }
                faults.append(
                    .unknown("standard", id.text, known: framework.standards.map(\.id.text), at: place)
                )
            case .gap(let name):
                if !GapKind.all.contains(name.kind) {
                    faults.append(
                        .unknown("kind of gap", name.kind.rawValue, known: GapKind.all.map(\.rawValue), at: place)
                    )
                } else if name.kind.isOfActions {
                    faults.append(
                        ModelFault(
                            place,
                            "'\(name.text)' is about an action itself",
                            hint: "name the gap that the action is for"
                        )
                    )
                }
                if hierarchy.index(of: name.area) == nil {
                    faults.append(
                        .unknown("area", name.area.text, known: hierarchy.areas.map(\.id.text), at: place)
                    )
                }
            }
        }
        return faults
    }

    private func areaFaults(_ hierarchy: AreaHierarchy) -> [ModelFault] {
        var seen: Set<Area.ID> = []
        return areas.enumerated().compactMap { index, area in
            let place = ModelFault.Place(.area, index)
            if hierarchy.index(of: area) == nil {
                return .unknown("area", area.text, known: hierarchy.areas.map(\.id.text), at: place)
            }
            guard !seen.insert(area).inserted else { return nil }
            return ModelFault(place, "the area '\(area)' is named twice", hint: "keep one of the two")
        }
    }

    /// Days that cannot be so. The plan may be late; what is said to have happened lies between its opening and the day it is said.
    private func dayFaults() -> [ModelFault] {
        var faults: [ModelFault] = []
        func refuse(_ place: ModelFault.Place, _ message: String, _ hint: String) {
            faults.append(ModelFault(place, message, hint: hint))
        }
        if stated < opened {
            refuse(.whole, "it is stated of \(stated), before it opened (\(opened))", "state it of a later day")
        }
        if let due, due < opened {
            refuse(
                .whole,
                "it is due on \(due), before it opened (\(opened))",
                "give a later day, or an earlier opening"
            )
        }
        for (index, milestone) in milestones.enumerated() {
            let place = ModelFault.Place(.milestone, index)
            if milestone.day < opened {
                refuse(
                    place,
                    "the milestone '\(milestone.what)' is for \(milestone.day), before the action opened (\(opened))",
                    "give a later day"
                )
            }
            if let reached = milestone.reached, reached < opened || reached > stated {
                refuse(
                    place,
                    "the milestone '\(milestone.what)' is said to have been reached on \(reached), which is not between the opening (\(opened)) and the day this is stated of (\(stated))",
                    "give the day it was reached"
                )
            }
            if milestones[..<index].contains(where: { searchKey($0.what) == searchKey(milestone.what) }) {
                refuse(place, "the milestone '\(milestone.what)' stands there twice", "keep one of the two")
            }
        }
        switch state {
        case .planned, .inProgress, .dropped: break
        case .done(let day):
            if day < opened || day > stated {
                refuse(
                    .whole,
                    "it is said to have been done on \(day), which is not between the opening (\(opened)) and the day this is stated of (\(stated))",
                    "give the day it was done"
                )
            }
        case .deferred(_, let until):
            if until <= stated {
                refuse(.whole, "it is deferred until \(until), which is not after \(stated)", "give a later day")
            }
        }
        return faults
    }

    private func sourceFaults(_ framework: Framework) -> [ModelFault] {
        ([cost?.source] + evidence.map(\.source)).compactMap { source in
            guard let source, framework.source(source) == nil else { return nil }
            return .unknown("source", source.text, known: framework.sources.map(\.id.text), at: .whole)
        }
    }

    /// Texts that no document can hold as they are: see `Return.textFaults`.
    public func textFaults() -> [ModelFault] {
        let (reason, isReason) =
            switch state {
            case .deferred(let reason, _), .dropped(let reason): (reason, true)
            case .planned, .inProgress, .done: ("", false)
            }
        let texts: [(String?, String, Int)] =
            [
                (what, "what will be done", TextLimits.text), (isReason ? reason : nil, "the reason", TextLimits.text),
                (owner?.role, "the owner's role", TextLimits.name),
                (owner?.organisation, "the owner's organisation", TextLimits.name),
                (owner?.person, "the owner's name", TextLimits.name),
                (recorded.by, "the name of who records it", TextLimits.name),
                (recorded.role, "the role of who records it", TextLimits.name),
                (recorded.note, "the note", TextLimits.text),
            ] + milestones.map { ($0.what, "a milestone", TextLimits.name) }
            + evidence.map { ($0.text, "the evidence", TextLimits.text) }
            + evidence.map { ($0.section, "the section of the evidence", TextLimits.name) }
        return texts.compactMap { text, name, longest in
            guard let text, let (message, hint) = Return.fault(of: text, longest: longest) else { return nil }
            return ModelFault(.whole, "\(name) \(message)", hint: hint)
        }
    }
}
