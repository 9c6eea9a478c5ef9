import Provision

/// The documents of one round: who answers, when, and who corrects the answer later.
struct SimulatedReturns {
    let answers: SimulatedAnswers
    let round: Round
    let index: Int

    private var random: RandomNumbers { answers.random }

    /// The returns of the areas asked, in the order of the hierarchy, each revision after the one before it.
    ///
    /// - Parameter digest: how a revision names the one before it.
    func documents(digest: (Return) -> String) -> [Return] {
        answers.areas.order.filter { answers.areas.rated[$0].isAsked(inRound: index) }.flatMap {
            documents($0, digest)
        }
    }

    private func documents(_ area: Int, _ digest: (Return) -> String) -> [Return] {
        // About 6 in 100 areas do not answer; the network fills in for half of them. Of the others' returns 5 in 100 are
        // partial, 8 come late, and 4 are corrected weeks after.
        if random.happens(.participation, in10000: 600, area, index, 0) {
            guard random.happens(.participation, in10000: 5_000, area, index, 1) else { return [] }
            let ratings = answers.ratings(area: area, .collated)
            return [document(area, source: .collated, at: moment(day: dueDay + 1, spread: 28, area), ratings)]
        }
        let isPartial = random.happens(.partial, in10000: 500, area, index)
        let ratings = answers.ratings(area: area, isPartial ? .partial : .whole)
        let isLate = random.happens(.late, in10000: 800, area, index)
        let firstDay = Int(round.opened.daysSince1970) + 14
        let recorded =
            isLate
            ? moment(day: dueDay + 1, spread: 45, area)
            : moment(day: firstDay, spread: max(1, dueDay - firstDay + 1), area)
        guard random.happens(.correction, in10000: 400, area, index), let mistake = mistake(in: ratings, area) else {
            return [document(area, source: .areaReturn, at: recorded, ratings)]
        }
        var before = ratings
        before[mistake.place] = mistake.rating
        let first = document(area, source: .areaReturn, at: recorded, before)
        let days = 14 + random.roll(.correctionDay, 47, area, index)
        let second = document(
            area,
            revision: 2,
            source: .areaReturn,
            at: Instant(secondsSince1970: recorded.secondsSince1970 + Int64(days) * 86_400),
            predecessor: digest(first),
            note: mistake.note,
            ratings
        )
        return [first, second]
    }

    private var dueDay: Int { Int((round.due ?? round.referenceDate).daysSince1970) }

    /// A moment of a working day, within so many days from the first.
    private func moment(day: Int, spread: Int, _ area: Int) -> Instant {
        let chosen = day + random.roll(.recordedDay, spread, area, index)
        let second = 8 * 3_600 + random.roll(.recordedSecond, 10 * 3_600, area, index)
        return Instant(secondsSince1970: Int64(chosen) * 86_400 + Int64(second))
    }

    /// A rating as it was first sent in by mistake; nil where the return has no level to mistake.
    private func mistake(in ratings: [Rating], _ area: Int) -> (place: Int, rating: Rating, note: String)? {
        let levels = answers.framework.scale.levels
        let place = random.roll(.correctedRating, ratings.count, area, index)
        guard ratings.indices.contains(place), case .level(let code) = ratings[place].value,
            let wrong = random.pick(.correctedLevel, levels.filter { $0.code != code }, area, index)
        else { return nil }
        let right = ratings[place]
        let rating = Rating(
            service: right.service,
            value: .level(wrong.code),
            causes: wrong.closesGap ? [] : right.causes
        )
        let name = answers.framework.serviceType(right.service)?.name ?? right.service.text
        return (place, rating, "Correction: \(name) was entered as \(wrong.code) by mistake and is \(code).")
    }

    private func document(
        _ area: Int,
        revision: Int = 1,
        source: ReturnSource,
        at moment: Instant,
        predecessor: String? = nil,
        note: String? = nil,
        _ ratings: [Rating]
    ) -> Return {
        let isOwn = source == .areaReturn
        let services = isOwn ? SimulatedRegister(answers).services(area: area) : []
        let document = Return(
            area: answers.areas.ids[area],
            round: round.id,
            revision: revision,
            source: source,
            isSimulated: true,
            recorded: Return.Recorded(
                at: moment,
                by: "lacuna simulate",
                role: "simulation",
                predecessor: predecessor,
                note: isOwn ? note : "Made up as if the network had asked by telephone."
            ),
            respondent: isOwn
                ? random.pick(.respondent, Self.respondents, area).map { Return.Respondent(role: $0) } : nil,
            ratings: ratings,
            services: services,
            interventions: isOwn ? answers.interventions(area: area, by: services) : []
        )
        return isOwn ? SimulatedAudit(answers).added(to: document, area: area) : document
    }

    private static let respondents = [
        "Simulated commissioner", "Simulated public health lead", "Simulated service manager",
    ]
}
