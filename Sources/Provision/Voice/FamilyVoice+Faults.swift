extension FamilyVoice {
    /// Everything that is wrong with it, placed at the entry it concerns: figures that do not fit their base, and references to what
    /// does not exist.
    public func faults(framework: Framework, areas: AreaHierarchy) -> [ModelFault] {
        var faults = repeatedIDs(of: surveys, in: .survey, called: "surveys")
        var check = VoiceCheck(framework: framework, areas: areas)
        for (index, survey) in surveys.enumerated() { faults += check.faults(of: survey, index) }
        return faults
    }
}

/// The checks of surveys, one after the other: entries are counted through the whole document.
private struct VoiceCheck {
    let framework: Framework
    let areas: AreaHierarchy
    private var next: [ModelFault.List: Int] = [:]
    private var faults: [ModelFault] = []

    init(framework: Framework, areas: AreaHierarchy) {
        self.framework = framework
        self.areas = areas
    }

    mutating func faults(of survey: Survey, _ index: Int) -> [ModelFault] {
        faults = []
        let place = ModelFault.Place(.survey, index)
        if framework.source(survey.source) == nil {
            faults.append(
                .unknown("source", survey.source.text, known: framework.sources.map(\.id.text), at: place)
            )
        }
        if let from = survey.from, let until = survey.until, until.last < from.first {
            faults.append(ModelFault(place, "'\(survey.id)' ends (\(until.last)) before it begins (\(from.first))"))
        }
        checkGroups(of: survey, place)
        checkSamples(of: survey, place)
        for question in survey.questions { check(question, of: survey) }
        for remark in survey.remarks { check(remark.about, at: entry(.remark)) }
        return faults
    }

    private mutating func entry(_ list: ModelFault.List) -> ModelFault.Place {
        let index = next[list, default: 0]
        next[list] = index + 1
        return ModelFault.Place(list, index)
    }

    // MARK: Figures

    /// What is wrong with one figure by itself.
    private mutating func check(_ figure: Survey.Figure, _ what: String, of base: Int?, at place: ModelFault.Place) {
        switch figure {
        case .count(let range):
            guard let base, range.upperBound > base else { return }
            faults.append(
                ModelFault(
                    place,
                    "\(what): \(grouped(range.upperBound)) of \(grouped(base)) asked",
                    hint: "a count is at most its base; where fewer or others were asked, say so with of and among"
                )
            )
        case .share(let share), .below(let share), .above(let share):
            guard share > .whole else { return }
            faults.append(
                ModelFault(place, "\(what): \(share.displayText)", hint: "a share is at most 100%: write 94 for 94%")
            )
        }
    }

    /// What is wrong with figures of which each person can be in one: together they are at most the base, and half a point more an
    /// answer for rounding.
    private mutating func checkSum(
        _ figures: [Survey.Figure],
        _ what: String,
        of base: Int?,
        hint: String,
        at place: ModelFault.Place
    ) {
        var (shares, count, people) = (0, 0, 0)
        for figure in figures {
            switch figure {
            case .share(let share) where share <= .whole, .above(let share) where share <= .whole:
                shares += share.millionths
                count += 1
            case .count(let range) where range.lowerBound <= base ?? .max:
                people = people.addingReportingOverflow(range.lowerBound).partialValue
            // One beyond the whole is named for itself.
            case .share, .above, .below, .count: break
            }
        }
        if shares > 1_000_000 + 5_000 * count {
            let sum = Share(millionths: shares).displayText
            faults.append(ModelFault(place, "\(what) add up to \(sum)", hint: hint))
        }
        if let base, people > base {
            faults.append(ModelFault(place, "\(what) add up to \(grouped(people)) of \(grouped(base))", hint: hint))
        }
    }

    private mutating func checkGroups(of survey: Survey, _ place: ModelFault.Place) {
        var figures: [String: [Survey.Figure]] = [:]
        var order: [String] = []
        var seen: Set<[String]> = []
        for group in survey.groups {
            let place = entry(.answered)
            if !seen.insert([group.characteristic, searchKey(group.name)]).inserted {
                let message = "'\(group.name)' stands twice under '\(group.characteristic)'"
                faults.append(ModelFault(place, message, hint: "keep one"))
            }
            if figures[group.characteristic] == nil { order.append(group.characteristic) }
            figures[group.characteristic, default: []] += [group.figure].compactMap(\.self)
            if let figure = group.figure { check(figure, "'\(group.name)'", of: survey.respondents, at: place) }
        }
        for characteristic in order {
            checkSum(
                figures[characteristic] ?? [],
                "the groups under '\(characteristic)'",
                of: survey.respondents,
                hint: "nobody is in two of them: check the figures, or give what overlaps a characteristic of its own",
                at: place
            )
        }
    }

    private mutating func checkSamples(of survey: Survey, _ place: ModelFault.Place) {
        var places: Set<String> = []
        var least = 0
        for sample in survey.samples {
            let place = entry(.sample)
            if !places.insert(searchKey(sample.place)).inserted {
                faults.append(
                    ModelFault(place, "two samples are of '\(sample.place)'", hint: "add them up, or keep one")
                )
            }
            if let area = sample.area, areas.index(of: area) == nil {
                faults.append(.unknown("area", area.text, known: areas.areas.map(\.id.text), at: place))
            }
            if sample.area != nil, sample.isOutside {
                faults.append(
                    ModelFault(
                        place,
                        "'\(sample.place)' is outside the network, and in an area of it",
                        hint: "keep outside or area"
                    )
                )
            }
            guard let count = sample.count else { continue }
            check(.count(count), "'\(sample.place)'", of: survey.respondents, at: place)
            least = least.addingReportingOverflow(count.lowerBound).partialValue
        }
        guard let respondents = survey.respondents, least > respondents else { return }
        faults.append(
            ModelFault(
                place,
                "the samples of '\(survey.id)' hold at least \(grouped(least)) people, and \(grouped(respondents)) answered",
                hint: "check the counts, or give the number of respondents that goes with them"
            )
        )
    }

    private mutating func check(_ question: Survey.Question, of survey: Survey) {
        let place = entry(.question)
        let name = question.number.map { "question \($0)" } ?? "the question '\(question.text)'"
        if let of = question.of, let respondents = survey.respondents, of > respondents {
            faults.append(
                ModelFault(
                    place,
                    "\(name) was answered by \(grouped(of)), the survey by \(grouped(respondents))",
                    hint: "of is at most the number of respondents"
                )
            )
        }
        check(question.about, at: place)
        let base = question.base(in: survey)
        var texts: Set<String> = []
        for answer in question.answers {
            let place = entry(.answer)
            if !texts.insert(searchKey(answer.text)).inserted {
                faults.append(ModelFault(place, "\(name) has the answer '\(answer.text)' twice", hint: "keep one"))
            }
            check(answer.figure, "'\(answer.text)'", of: base, at: place)
            check(answer.about, at: place)
        }
        guard question.choice == .single else { return }
        checkSum(
            question.answers.map(\.figure),
            "the answers of \(name), of which each person gave one,",
            of: base,
            hint: "check the figures, or write choice=\"several\"",
            at: place
        )
    }

    // MARK: References

    private mutating func check(_ topics: [VoiceTopic], at place: ModelFault.Place) {
        var seen: Set<VoiceTopic> = []
        for topic in topics {
            let (what, known): (String, [String]) =
                switch topic {
                case .serviceType: ("service type", framework.serviceTypes.map(\.id.text))
                case .standard: ("standard", framework.standards.map(\.id.text))
                case .needsGroup: ("needs group", framework.needsGroups.map(\.id.text))
                case .intervention: ("intervention", framework.interventions.map(\.id.text))
                }
            if !known.contains(topic.id) {
                faults.append(.unknown(what, topic.id, known: known, at: place))
            } else if !seen.insert(topic).inserted {
                faults.append(
                    ModelFault(place, "the \(what) '\(topic.id)' is named twice", hint: "keep one of the two")
                )
            }
        }
    }
}
