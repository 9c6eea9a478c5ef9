import GapDetection
package import Provision

/// What families said, survey by survey, as it was printed; who was not heard; and where what many want is on record.
package struct VoiceAnswer: Answer {
    package let surveys: [Asked]
    /// Who was not heard; left out where no survey says where anybody lives.
    package let unheard: Unheard?
    /// What more than a third want; left out where there is nothing of the kind.
    package let wishes: [Wish]?
    /// What is shown in place of the area asked about; left out where nothing is to be said.
    package let note: String?
    let heading: String
    /// What the answer was narrowed to, in a few words; nil where it was not.
    let topic: String?
    let isOfPart: Bool

    private enum CodingKeys: CodingKey { case surveys, unheard, wishes, note }

    package struct Asked: Encodable {
        package let id: String
        package let kind: String
        package let title: String
        /// What may be read from it: "network-wide convenience sample".
        package let nature: String
        /// As they are known: "2023-01".
        package let from: String?
        package let until: String?
        package let respondents: Int?
        package let source: String
        package let section: String?
        package let notes: [String]
        package let answeredBy: [Group]
        package let samples: [Sample]
        package let findings: [Finding]
        package let remarks: [Remark]
        /// Questions of which no figure is printed.
        package let withoutFigures: [String]
        let survey: Survey
        let sourceTitle: String

        private enum Key: CodingKey {
            case id, kind, title, nature, from, until, respondents, source, section, notes, answeredBy, samples
            case findings, remarks, withoutFigures
        }

        /// Writes null where there is nothing, so that every survey has the same members.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: .id)
            try container.encode(kind, forKey: .kind)
            try container.encode(title, forKey: .title)
            try container.encode(nature, forKey: .nature)
            try container.encode(from, forKey: .from)
            try container.encode(until, forKey: .until)
            try container.encode(respondents, forKey: .respondents)
            try container.encode(source, forKey: .source)
            try container.encode(section, forKey: .section)
            try container.encode(notes, forKey: .notes)
            try container.encode(answeredBy, forKey: .answeredBy)
            try container.encode(samples, forKey: .samples)
            try container.encode(findings, forKey: .findings)
            try container.encode(remarks, forKey: .remarks)
            try container.encode(withoutFigures, forKey: .withoutFigures)
        }
    }

    package struct Group: Encodable {
        package let characteristic: String
        package let name: String
        /// Left out, all of them, where the source prints no figure.
        let count, least, most: Int?
        let share, shareBelow, shareAbove: Double?

        fileprivate init(_ group: Survey.Group) {
            let figure = VoiceFigure(group.figure)
            (characteristic, name) = (group.characteristic, group.name)
            (count, least, most) = (figure.count, figure.least, figure.most)
            (share, shareBelow, shareAbove) = (figure.share, figure.shareBelow, figure.shareAbove)
        }
    }

    package struct Sample: Encodable {
        package let place: String
        /// Null where it is printed as a range, or not at all.
        package let count: Int?
        package let least: Int?
        package let most: Int?
        /// The area that the place lies in; null where that is not known.
        package let area: String?
        package let outside: Bool

        fileprivate init(_ sample: Survey.Sample) {
            let figure = VoiceFigure(sample.count.map(Survey.Figure.count))
            place = sample.place
            (count, least, most) = (figure.count, figure.least, figure.most)
            area = sample.area?.text
            outside = sample.isOutside
        }

        private enum Key: CodingKey { case place, count, least, most, area, outside }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(place, forKey: .place)
            try container.encode(count, forKey: .count)
            try container.encodeIfPresent(least, forKey: .least)
            try container.encodeIfPresent(most, forKey: .most)
            try container.encode(area, forKey: .area)
            try container.encode(outside, forKey: .outside)
        }
    }

    package struct Finding: Encodable {
        /// In our words.
        package let question: String
        /// As the source numbers it; left out where it does not say which question was answered.
        package let number: String?
        package let printedAs: String?
        /// Whose answers these are; left out where they are everybody's.
        package let among: String?
        package let answer: String
        package let count: Int?
        package let least: Int?
        package let most: Int?
        /// Of one, exactly as printed: 0.007 for 0.7%.
        package let share: Double?
        package let shareBelow: Double?
        package let shareAbove: Double?
        /// How many were asked; left out where that is not known.
        package let of: Int?
        package let section: String?
        package let about: [String]
        let figure: String
        let isWish: Bool

        fileprivate init(_ answer: Survey.Answer, _ question: Survey.Question, _ survey: Survey) {
            self.question = question.text
            number = question.number
            printedAs = question.printedAs
            among = question.among
            self.answer = answer.text
            let values = VoiceFigure(answer.figure)
            (count, least, most) = (values.count, values.least, values.most)
            (share, shareBelow, shareAbove) = (values.share, values.shareBelow, values.shareAbove)
            of = question.base(in: survey)
            section = question.section ?? survey.section
            about = (question.about + answer.about).map(\.id)
            figure = answer.figure.displayText(of: of)
            isWish = question.isWish
        }

        private enum CodingKeys: CodingKey {
            case question, number, printedAs, among, answer, count, least, most, share, shareBelow, shareAbove, of
            case section, about
        }
    }

    package struct Remark: Encodable {
        package let text: String
        package let section: String?
        package let about: [String]
    }

    package struct Unheard: Encodable {
        /// Of what date the areas are.
        package let asOf: String
        /// Areas, by id, in which nobody who answered is known to live.
        package let areas: [String]
        /// Areas of which it cannot be told.
        package let notKnown: [String]
        let names: [String]
        let unclear: [String]
        let of: Int

        private enum CodingKeys: CodingKey { case asOf, areas, notKnown }
    }

    package struct Wish: Encodable {
        package let about: String
        package let name: String
        package let finding: String
        /// Areas, by id, that have it on record, that do not, and of which nothing is on record.
        package let having: [String]
        package let lacking: [String]
        package let notKnown: [String]
        /// The service types through which an intervention reaches families.
        package let through: [String]
        let lackingNames: [String]

        private enum CodingKeys: CodingKey { case about, name, finding, having, lacking, notKnown, through }
    }

    /// - Parameters:
    ///   - snapshot: the areas that who was not heard is told of; nil before the first round.
    ///   - survey: only this one.
    ///   - about: only what speaks of this.
    ///   - within: only samples and areas in or below this one, by place in the hierarchy.
    ///   - heading: what part of the map it is of.
    package init(
        _ model: ProvisionModel,
        at snapshot: Snapshot?,
        survey only: Survey.ID? = nil,
        about: VoiceTopic? = nil,
        within: Int? = nil,
        note: String? = nil,
        heading: String = ""
    ) {
        self.note = note
        self.heading = heading
        topic = about?.name(model.framework)
        isOfPart = within != nil
        let voice = model.voice
        surveys = (voice?.surveys ?? []).filter { only == nil || $0.id == only }.map { survey in
            Asked(survey, model, about: about, within: within, on: snapshot?.areasAsOf)
        }.filter { about == nil || !$0.findings.isEmpty || !$0.remarks.isEmpty }
        guard let snapshot, let voice else {
            (unheard, wishes) = (nil, nil)
            return
        }
        let areas = model.areas
        let rows = snapshot.rows.indices.filter { row in
            within.map { areas.isWithin(snapshot.rows[row], $0, on: snapshot.areasAsOf) } ?? true
        }
        let chosen = FamilyVoice(surveys: voice.surveys.filter { only == nil || $0.id == only })
        unheard =
            about != nil
            ? nil
            : HeardAreas(chosen, areas, on: snapshot.areasAsOf).map { heard in
                let states = rows.map {
                    (area: areas.areas[snapshot.rows[$0]], state: heard.state(of: snapshot.rows[$0]))
                }
                let (silent, unclear) = (
                    states.filter { $0.state == .unheard }.map(\.area),
                    states.filter { $0.state == .notKnown }.map(\.area)
                )
                return Unheard(
                    asOf: snapshot.asOf.description,
                    areas: silent.map(\.id.text),
                    notKnown: unclear.map(\.id.text),
                    names: silent.map(\.name),
                    unclear: unclear.map(\.name),
                    of: rows.count
                )
            }
        func ids(_ some: [Int]) -> [Int] { some.filter(rows.contains).map { snapshot.rows[$0] } }
        let wanted = FamilyWishes(GapContext(model: model, snapshot: snapshot)).wishes.filter { wish in
            (only == nil || wish.survey.id == only) && (about == nil || wish.topic == about)
        }
        wishes =
            wanted.isEmpty
            ? nil
            : wanted.map { wish in
                Wish(
                    about: wish.topic.id,
                    name: wish.topic.name(model.framework),
                    finding: wish.finding.sentence(in: wish.survey),
                    having: ids(wish.having).map { areas.areas[$0].id.text },
                    lacking: ids(wish.lacking).map { areas.areas[$0].id.text },
                    notKnown: ids(wish.notKnown).map { areas.areas[$0].id.text },
                    through: wish.through.map(\.name),
                    lackingNames: ids(wish.lacking).map { areas.areas[$0].name }
                )
            }
    }

    package var table: AnswerTable? {
        typealias Row = (survey: Asked, finding: Finding)
        let rows: [Row] = surveys.flatMap { survey in survey.findings.map { (survey, $0) } }
        func percent(_ share: Double?) -> String { share.map { Share($0).percent } ?? "" }
        return AnswerTable(
            rows,
            [
                .text("survey") { $0.survey.id }, .text("number") { $0.finding.number ?? "" },
                .text("question") { $0.finding.question }, .text("among") { $0.finding.among ?? "" },
                .text("answer") { $0.finding.answer }, .number("count") { $0.finding.count },
                .number("least") { $0.finding.least }, .number("most") { $0.finding.most },
                .figure("per cent") { percent($0.finding.share) },
                .figure("per cent below") { percent($0.finding.shareBelow) },
                .figure("per cent above") { percent($0.finding.shareAbove) },
                .number("of") { $0.finding.of },
                .text("about") { $0.finding.about.joined(separator: "; ") },
                .text("source") { $0.survey.source }, .text("section") { $0.finding.section ?? "" },
            ]
        )
    }
}

extension VoiceAnswer.Asked {
    fileprivate init(
        _ survey: Survey,
        _ model: ProvisionModel,
        about: VoiceTopic?,
        within: Int?,
        on date: CalendarDate?
    ) {
        func isWanted(_ topics: [VoiceTopic]) -> Bool { about.map(topics.contains) ?? true }
        func isWithin(_ sample: Survey.Sample) -> Bool {
            guard let within, let date else { return true }
            guard let area = sample.area.flatMap(model.areas.index) else { return false }
            return model.areas.isWithin(area, within, on: date)
        }
        self.survey = survey
        id = survey.id.text
        kind = survey.kind.rawValue
        title = survey.title
        nature = survey.nature
        from = survey.from.map { $0.precision.text($0.first) }
        until = survey.until.map { $0.precision.text($0.last) }
        respondents = survey.respondents
        source = survey.source.text
        sourceTitle = model.framework.source(survey.source)?.title ?? survey.source.text
        section = survey.section
        notes = survey.notes
        answeredBy = survey.groups.map(VoiceAnswer.Group.init)
        samples = survey.samples.filter(isWithin).map(VoiceAnswer.Sample.init)
        findings = survey.questions.flatMap { question in
            question.answers.filter { isWanted(question.about + $0.about) }
                .map { VoiceAnswer.Finding($0, question, survey) }
        }
        remarks = survey.remarks.filter { isWanted($0.about) }.map {
            VoiceAnswer.Remark(text: $0.text, section: $0.section ?? survey.section, about: $0.about.map(\.id))
        }
        withoutFigures =
            about == nil
            ? survey.questions.filter(\.answers.isEmpty).map { question in
                (question.number.map { "\($0). " } ?? "") + question.text
            } : []
    }
}

/// A figure in the members that programs read.
private struct VoiceFigure {
    var count, least, most: Int?
    var share, shareBelow, shareAbove: Double?

    init(_ figure: Survey.Figure?) {
        switch figure {
        case nil: break
        case .count(let range) where range.lowerBound == range.upperBound: count = range.lowerBound
        case .count(let range): (least, most) = (range.lowerBound, range.upperBound)
        case .share(let share): self.share = share.value
        case .below(let share): shareBelow = share.value
        case .above(let share): shareAbove = share.value
        }
    }
}
