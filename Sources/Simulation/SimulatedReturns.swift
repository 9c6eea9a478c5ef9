public import Provision

extension SimulatedNetwork {
    /// Makes the returns, round by round, so that a long history need not be in memory at once.
    ///
    /// In each round about one area in sixteen is silent (half of those are collated by the network), one in ten is late,
    /// one return in fifty is corrected weeks later. Cells mostly stay as they are; services open, gain and lose funding.
    ///
    /// - Parameters:
    ///   - digest: the digest of a document as it will be written, by which a correction names its predecessor.
    ///   - body: takes each round's returns.
    public func makeReturns(digest: (Return) -> String, _ body: (Round, [Return]) throws -> Void) rethrows {
        var random = RandomSource(seed: seed)
        var states: [Area.ID: [Cell]] = [:]
        for round in rounds {
            var returns: [Return] = []
            for area in round.asked {
                let inherited = areas.index(of: area).flatMap { areas.predecessors(of: $0).first }.flatMap {
                    states[$0.id]
                }
                var cells = states[area] ?? inherited ?? framework.serviceTypes.map { _ in Cell.first(&random) }
                for index in cells.indices { cells[index].step(&random) }
                states[area] = cells
                returns += answer(area, round, cells, digest, &random)
            }
            try body(round, returns)
        }
    }

    private func answer(
        _ area: Area.ID,
        _ round: Round,
        _ cells: [Cell],
        _ digest: (Return) -> String,
        _ random: inout RandomSource
    ) -> [Return] {
        let isSilent = random.happens(62)
        if isSilent, random.happens(500) { return [] }
        let isLate = random.happens(100)
        // Between the opening and the due date, or up to six weeks after it.
        let due = Int64((round.due ?? round.referenceDate).daysSince1970)
        let open = Int64(round.opened.daysSince1970)
        let day = isLate ? due + 1 + Int64(random.below(42)) : open + Int64(random.below(Int(max(1, due - open))))
        let moment = Instant(secondsSince1970: day * 86_400 + 32_400 + Int64(random.below(28_800)))
        let first = Return(
            area: area,
            round: round.id,
            revision: 1,
            source: isSilent ? .collated : .areaReturn,
            isSimulated: true,
            recorded: Return.Recorded(at: moment, by: "lacuna simulate", role: "simulation"),
            respondent: isSilent ? nil : Return.Respondent(role: "Simulated commissioner"),
            ratings: cells.indices.map { rating($0, cells[$0], &random) },
            services: services(cells, round, &random)
        )
        guard random.happens(20), let index = cells.indices.randomIndex(&random) else { return [first] }
        let better = Rating(
            service: framework.serviceTypes[index].id,
            value: .level(cells[index].letter == "G" ? "A" : "G"),
            evidence: [Evidence(text: "Made up: corrected after a telephone call.")]
        )
        let later = Instant(secondsSince1970: moment.secondsSince1970 + Int64(14 + random.below(30)) * 86_400)
        let second = first.replacing(better, order: framework.serviceTypes.map(\.id))
        return [
            first,
            Return(
                area: area,
                round: round.id,
                revision: 2,
                source: second.source,
                isSimulated: true,
                recorded: Return.Recorded(
                    at: later,
                    by: "lacuna simulate",
                    role: "simulation",
                    predecessor: digest(first),
                    note: "Simulated correction"
                ),
                respondent: second.respondent,
                ratings: second.ratings,
                services: second.services
            ),
        ]
    }

    private func rating(_ index: Int, _ cell: Cell, _ random: inout RandomSource) -> Rating {
        let causes =
            cell.letter == "G" || !random.happens(300)
            ? [] : [random.below(framework.causes.count)].map { framework.causes[$0].id }
        let words = ["a team of \(2 + random.below(9))", "a grant", "a waiting list", "a pilot", "one post"]
        let evidence =
            random.happens(400)
            ? [Evidence(text: "Made up: \(random.pick(words, else: "a team")) was reported.")] : []
        return Rating(
            service: framework.serviceTypes[index].id,
            value: .level(cell.letter),
            causes: causes,
            evidence: evidence
        )
    }

    private func services(_ cells: [Cell], _ round: Round, _ random: inout RandomSource) -> [Service] {
        cells.indices.compactMap { index in
            guard ["A", "G"].contains(cells[index].letter), random.happens(120),
                let id = Service.ID("simulated-\(index + 1)"),
                let until = CalendarDate(daysSince1970: Int(round.referenceDate.daysSince1970) + 90 + random.below(900))
            else { return nil }
            return Service(
                id: id,
                name: "Simulated service \(index + 1)",
                type: framework.serviceTypes[index].id,
                providers: [Service.Provider(name: "Simulated provider \(1 + random.below(9))")],
                funding: [
                    Service.Funding(
                        kind: random.happens(500) ? .recurrent : .nonRecurrent,
                        funder: "Simulated fund",
                        until: until
                    )
                ],
                isCommissioned: true,
                isDelivering: true
            )
        }
    }
}

/// The state of a made-up cell: a chain of which the next state depends on the present alone.
private struct Cell {
    private(set) var letter: String

    static func first(_ random: inout RandomSource) -> Cell {
        let dice = random.below(100)
        return Cell(letter: dice < 30 ? "R" : dice < 65 ? "A" : dice < 94 ? "G" : "B")
    }

    /// One round on: of a thousand cells without provision 40 begin to be developed and 10 open at once; of those in
    /// development 250 open and 80 are given up; of those with some provision 45 become full and 25 close; of the full ones 40 lose funding.
    mutating func step(_ random: inout RandomSource) {
        let dice = random.below(1000)
        switch letter {
        case "R": letter = dice < 40 ? "B" : dice < 50 ? "A" : "R"
        case "B": letter = dice < 250 ? "A" : dice < 330 ? "R" : "B"
        case "A": letter = dice < 45 ? "G" : dice < 70 ? "R" : "A"
        default: letter = dice < 40 ? "A" : "G"
        }
    }
}

extension Range<Int> {
    fileprivate func randomIndex(_ random: inout RandomSource) -> Int? {
        isEmpty ? nil : lowerBound + random.below(count)
    }
}
