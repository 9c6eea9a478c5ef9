import Provision
import TestSupport
import Testing

@Suite("What families said, as a value")
struct FamilyVoiceTests {
    private static func survey(
        _ id: String = "one",
        respondents: Int? = 100,
        groups: [Survey.Group] = [],
        samples: [Survey.Sample] = [],
        questions: [Survey.Question] = [],
        remarks: [Survey.Remark] = []
    ) throws -> Survey {
        Survey(
            id: try SmallWorld.id(id),
            kind: .survey,
            title: "Survey \(id)",
            nature: "a sample",
            respondents: respondents,
            source: try SmallWorld.id("source-1"),
            groups: groups,
            samples: samples,
            questions: questions,
            remarks: remarks
        )
    }

    private func faults(_ surveys: Survey...) throws -> [ModelFault] {
        FamilyVoice(surveys: surveys).faults(
            framework: try SmallWorld.framework(services: 2),
            areas: try SmallWorld.areas(2)
        )
    }

    private static func percent(_ text: String) throws -> Survey.Figure {
        .share(try SmallWorld.require(Share(percent: text)))
    }

    private static func question(_ choice: Survey.Choice?, _ figures: Survey.Figure...) -> Survey.Question {
        Survey.Question(
            number: "1",
            text: "What?",
            choice: choice,
            answers: figures.enumerated().map { Survey.Answer(text: "Answer \($0)", figure: $1) }
        )
    }

    @Test("The real survey, its focus groups and the summit are sound")
    func real() throws {
        let model = try RealData.model()
        let voice = try #require(model.voice)
        #expect(voice.faults(framework: model.framework, areas: model.areas).isEmpty)
        #expect(voice.surveys.map(\.respondents) == [150, 9, 150])
    }

    @Test("Answers of which each person gave one make at most the base, and half a point an answer for rounding")
    func single() throws {
        let (forty, third) = (try Self.percent("40.6"), try Self.percent("33.5"))
        // 33.5 x 3 = 100.5 is within 1.5 points of rounding, 40.6 x 3 = 121.8 is not.
        #expect(try faults(Self.survey(questions: [Self.question(.single, third, third, third)])).isEmpty)
        // Two answers may make 101 %, and no tenth more.
        let (half, more) = (try Self.percent("50.5"), try Self.percent("50.6"))
        #expect(try faults(Self.survey(questions: [Self.question(.single, half, half)])).isEmpty)
        #expect(try faults(Self.survey(questions: [Self.question(.single, half, more)])).count == 1)
        let over = try #require(
            try faults(Self.survey(questions: [Self.question(.single, forty, forty, forty)])).first
        )
        #expect(over.message == "the answers of question 1, of which each person gave one, add up to 121.8%")
        #expect(over.place == ModelFault.Place(.question, 0) && over.hint?.contains("choice=\"several\"") == true)
        #expect(try faults(Self.survey(questions: [Self.question(.several, forty, forty, forty)])).isEmpty)
        #expect(try faults(Self.survey(questions: [Self.question(.single, .count(60), .count(41))])).count == 1)
        #expect(try faults(Self.survey(questions: [Self.question(.single, .count(60), .count(40))])).isEmpty)
    }

    @Test("A share over 100% and a count beyond its base are faults of their answers; the base is who was asked")
    func bounds() throws {
        let found = try faults(
            Self.survey(questions: [Self.question(nil, .count(100), .count(101), try Self.percent("100.1"))])
        )
        #expect(found.map(\.message) == ["'Answer 1': 101 of 100 asked", "'Answer 2': 100.1%"])
        #expect(found.map(\.place.index) == [1, 2])
        let part = Survey.Question(
            text: "What?",
            among: "a part",
            of: 10,
            answers: [Survey.Answer(text: "Yes", figure: .count(11))]
        )
        #expect(try faults(Self.survey(questions: [part])).map(\.message) == ["'Yes': 11 of 10 asked"])
        // Where nobody knows the base nothing is beyond it.
        let unknown = Survey.Question(
            text: "What?",
            among: "a part",
            answers: [Survey.Answer(text: "Yes", figure: .count(5_000))]
        )
        #expect(try faults(Self.survey(questions: [unknown])).isEmpty)
        #expect(try faults(Self.survey(respondents: nil, questions: [Self.question(nil, .count(7))])).isEmpty)
    }

    @Test("Samples hold no more people than answered, by the least of what is printed")
    func samples() throws {
        func sample(_ place: String, _ count: ClosedRange<Int>?) -> Survey.Sample { .init(place: place, count: count) }
        #expect(try faults(Self.survey(samples: [sample("A", 60...60), sample("B", 40...90)])).isEmpty)
        let found = try faults(Self.survey(samples: [sample("A", 60...60), sample("B", 41...90), sample("C", nil)]))
        #expect(found.map(\.message) == ["the samples of 'one' hold at least 101 people, and 100 answered"])
        #expect(try faults(Self.survey(samples: [sample("A", 1...101)])).count == 1)
        #expect(try faults(Self.survey(samples: [sample("A", nil), sample("a", nil)])).count == 1)
    }

    @Test("What is named must be there: source, areas, and what findings speak of, with the nearest")
    func references() throws {
        let samples = [
            Survey.Sample(place: "A", count: 1...1, area: try SmallWorld.id("area-11")),
            Survey.Sample(place: "B", count: 1...1, area: try SmallWorld.id("area-1"), isOutside: true),
        ]
        let remark = Survey.Remark(
            text: "So.",
            about: [
                .serviceType(try SmallWorld.id("servise-1")), .intervention(try SmallWorld.id("vig")),
                .intervention(try SmallWorld.id("vig")), .needsGroup(try SmallWorld.id("thrivin")),
                .standard(try SmallWorld.id("principle-1")),
            ]
        )
        let found = try faults(Self.survey(samples: samples, remarks: [remark]), Self.survey())
        #expect(
            found.map(\.message) == [
                "two surveys have the id 'one'", "unknown area 'area-11'",
                "'B' is outside the network, and in an area of it", "unknown service type 'servise-1'",
                "the intervention 'vig' is named twice", "unknown needs group 'thrivin'",
                "unknown standard 'principle-1'",
            ]
        )
        #expect(found[1].hint == "did you mean 'area-1'?" && found[3].hint == "did you mean 'service-1'?")
    }

    @Test("Nobody is in two groups of one characteristic")
    func groups() throws {
        func group(_ name: String, _ percent: String) throws -> Survey.Group {
            Survey.Group(characteristic: "ethnic-group", name: name, figure: try Self.percent(percent))
        }
        #expect(try faults(Self.survey(groups: [group("White", "94"), group("Asian", "6.9")])).isEmpty)
        let found = try faults(Self.survey(groups: [group("White", "94"), group("Asian", "8"), group("white", "0")]))
        #expect(
            found.map(\.message) == [
                "'white' stands twice under 'ethnic-group'", "the groups under 'ethnic-group' add up to 102%",
            ]
        )
    }

    @Test("Where those who answered live: heard, unheard, and not to be told, as areas change")
    func heard() throws {
        let model = try RealData.model()
        let voice = try #require(model.voice)
        func states(_ iso: String) throws -> [String: HeardAreas.State] {
            let heard = try #require(HeardAreas(voice, model.areas, on: try date(iso)))
            let rows = model.snapshot(asOf: try date(iso)).rows
            return Dictionary(
                uniqueKeysWithValues: rows.map { (model.areas.areas[$0].id.text, heard.state(of: $0)) }
            )
        }
        let then = try states("2022-05-01")
        #expect(
            Set(then.filter { $0.value == .heard }.keys) == [
                "ccg-cheshire", "ccg-liverpool", "ccg-warrington", "ccg-blackpool", "ccg-greater-preston",
            ]
        )
        #expect(then.values.count { $0 == .unheard } == 12)
        // Blackpool became a part of Fylde Coast, Preston of Central Lancashire; Chester lies in Cheshire West, Crewe in Cheshire East.
        let now = try states("2022-12-01")
        #expect(
            Set(now.filter { $0.value == .heard }.keys) == [
                "place-cheshire-west", "place-cheshire-east", "place-liverpool", "place-warrington",
                "place-fylde-coast", "place-central-lancashire",
            ]
        )
    }

    @Test("A sample of a wider area, or of one that was divided, makes nobody heard and nobody unheard")
    func notKnown() throws {
        let areas = try SmallWorld.areas(2)
        func state(_ area: String, _ samples: [(String, ClosedRange<Int>?)]) throws -> HeardAreas.State? {
            let survey = try Self.survey(
                samples: samples.map { Survey.Sample(place: $0, count: $1, area: try SmallWorld.id($0)) }
            )
            let index = try #require(areas.index(of: try SmallWorld.id(area)))
            return HeardAreas(FamilyVoice(surveys: [survey]), areas, on: try date("2021-01-01"))?.state(of: index)
        }
        #expect(try state("area-1", [("ics-1", 5...5)]) == .notKnown)
        #expect(try state("ics-1", [("area-1", 5...5)]) == .heard)
        #expect(try state("area-2", [("area-1", 5...5)]) == .unheard)
        #expect(try state("area-2", [("area-1", 5...5), ("area-2", 0...3)]) == .notKnown)
        #expect(try state("area-2", [("area-1", 5...5), ("area-2", 0...0)]) == .unheard)
        #expect(try state("area-1", [("area-1", nil)]) == nil)
    }

    @Test("Three in four of the 150 come from four towns: 115")
    func mainPlaces() throws {
        let survey = try #require(try RealData.model().voice?.surveys.first)
        let main = try #require(survey.mainPlaces)
        #expect(main.people == 115 && main.places.map(\.place) == ["Chester", "Liverpool", "Warrington", "Blackpool"])
        #expect(try Self.survey(samples: [.init(place: "A", count: 74...74)]).mainPlaces == nil)
        #expect(try Self.survey(respondents: 0).mainPlaces == nil)
    }

    @Test("When it was, in words")
    func when() throws {
        func words(_ from: String?, _ until: String?) throws -> String? {
            try Survey(
                id: SmallWorld.id("one"),
                kind: .survey,
                title: "S",
                nature: "n",
                from: from.flatMap { DatedPeriod(iso: $0) },
                until: until.flatMap { DatedPeriod(iso: $0) },
                source: SmallWorld.id("source-1")
            ).whenInWords
        }
        #expect(try words("2023-01", "2023-02") == "January to February 2023")
        #expect(try words("2022-12", "2023-02") == "December 2022 to February 2023")
        #expect(try words("2023-03", "2023-03") == "March 2023")
        #expect(try words("2022-02-09", "2022-02-09") == "9 February 2022")
        #expect(try words("2022", nil) == "2022")
        #expect(try words("2022", "2023") == "2022 to 2023")
        #expect(try words(nil, nil) == nil)
    }
}
