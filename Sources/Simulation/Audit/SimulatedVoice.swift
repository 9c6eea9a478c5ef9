import Provision

/// What the families of a simulated network said: one survey, answered in about a third of its areas.
struct SimulatedVoice {
    let random: RandomNumbers
    let framework: Framework
    let areas: SimulatedAreas
    let calendar: RoundCalendar

    func made() throws(ModelFaults) -> FamilyVoice {
        let last = calendar.rounds - 1
        let standing = areas.order.filter { areas.rated[$0].isAsked(inRound: last) }
        var samples: [Survey.Sample] = []
        var respondents = 0
        for (place, area) in standing.enumerated() {
            // Somebody answers somewhere.
            guard place == 0 || random.happens(.voiceHeard, in10000: 3_500, area) else { continue }
            let people = 2 + random.roll(.voicePeople, 40, area)
            respondents += people
            samples.append(
                Survey.Sample(place: areas.rated[area].name, count: people...people, area: areas.ids[area])
            )
        }
        let month = try required(firstDay(ofMonth: calendar.month(ofRound: last)), "month").description.prefix(7)
        let when = try required(DatedPeriod(iso: month), "month")
        return FamilyVoice(
            isSimulated: true,
            surveys: [
                Survey(
                    id: try identifier("families"),
                    kind: .survey,
                    title: "Simulated survey of families",
                    nature: "made up for trials",
                    from: when,
                    until: when,
                    respondents: respondents,
                    source: try identifier(SimulatedFramework.source),
                    groups: groups(),
                    samples: samples,
                    questions: questions(respondents),
                    remarks: [
                        Survey.Remark(
                            text: "Families would have help near their homes.",
                            about: framework.serviceTypes.prefix(1).map { .serviceType($0.id) }
                        )
                    ]
                )
            ]
        )
    }

    private func groups() -> [Survey.Group] {
        [("White", 930), ("Asian", 30), ("Black", 10), ("Mixed", 25)].map { name, thousandths in
            Survey.Group(
                characteristic: Survey.Group.ethnicGroup,
                name: name,
                figure: .share(Share(millionths: thousandths * 1_000))
            )
        }
    }

    /// What they want, of the first service types and interventions, as counts; and two things that they do, as shares.
    private func questions(_ respondents: Int) -> [Survey.Question] {
        func count(_ place: Int, _ group: Int) -> Survey.Figure {
            .count(random.roll(.voiceAnswer, respondents + 1, place, group))
        }
        return [
            Survey.Question(
                number: "1",
                text: "Which services families would have",
                choice: .several,
                isWish: true,
                answers: framework.serviceTypes.prefix(5).enumerated().map { place, type in
                    Survey.Answer(text: type.name, figure: count(place, 0), about: [.serviceType(type.id)])
                }
            ),
            Survey.Question(
                number: "2",
                text: "What families would like to take part in",
                choice: .several,
                isWish: true,
                answers: framework.interventions.prefix(3).enumerated().map { place, intervention in
                    Survey.Answer(
                        text: intervention.name,
                        figure: count(place, 1),
                        about: [.intervention(intervention.id)]
                    )
                }
            ),
            Survey.Question(
                number: "3",
                text: "Where families go for help",
                choice: .several,
                answers: ["Family and friends", "A professional"].enumerated().map { place, text in
                    Survey.Answer(
                        text: text,
                        figure: .share(Share(millionths: (200 + random.roll(.voiceAnswer, 700, place, 2)) * 1_000))
                    )
                }
            ),
        ]
    }
}
