import Provision

/// Reads `voice.xml`.
enum VoiceDocument {
    static func read(
        _ bytes: [UInt8],
        file: String,
        framework: Framework,
        areas: AreaHierarchy
    ) throws(DocumentFaults) -> FamilyVoice {
        try XMLDocument.read(bytes, as: .voice, file: file) { (root: XMLElement) throws(DocumentFaults) in
            var lines = DocumentLines()
            root.noteWhole(in: &lines)
            for survey in root.children("survey") {
                lines.note(survey, as: .survey)
                for group in survey.children("answered") { lines.note(group, as: .answered) }
                for sample in survey.children("sample") { lines.note(sample, as: .sample) }
                for question in survey.children("question") {
                    lines.note(question, as: .question)
                    for answer in question.children("answer") { lines.note(answer, as: .answer) }
                }
                for remark in survey.children("remark") { lines.note(remark, as: .remark) }
            }
            let voice = try decoding(lines) {
                FamilyVoice(
                    isSimulated: root.isTrue("simulated"),
                    surveys: try root.children("survey").map(survey)
                )
            }
            let faults = voice.faults(framework: framework, areas: areas)
            guard faults.isEmpty else { throw lines.documentFaults(faults) }
            return voice
        }
    }

    private static func survey(_ entry: XMLElement) throws -> Survey {
        Survey(
            id: try entry.id("id"),
            kind: try entry.choice("kind"),
            title: try entry.required("title"),
            nature: try entry.required("nature"),
            from: try entry.period("from"),
            until: try entry.period("until"),
            respondents: try entry.optionalInteger("respondents"),
            source: try entry.id("source"),
            section: entry.attribute("section"),
            notes: entry.children("note").map(\.text),
            groups: try entry.children("answered").map { group in
                Survey.Group(
                    characteristic: try group.required("characteristic"),
                    name: try group.required("name"),
                    figure: try group.figure()
                )
            },
            samples: try entry.children("sample").map { sample in
                Survey.Sample(
                    place: try sample.required("place"),
                    count: try sample.counts(),
                    area: try sample.optionalID("area"),
                    isOutside: sample.isTrue("outside")
                )
            },
            questions: try entry.children("question").map(question),
            remarks: try entry.children("remark").map { remark in
                Survey.Remark(
                    text: remark.child("text")?.text ?? "",
                    section: remark.attribute("section"),
                    about: try remark.topics()
                )
            }
        )
    }

    private static func question(_ entry: XMLElement) throws -> Survey.Question {
        Survey.Question(
            number: entry.attribute("number"),
            printedAs: entry.attribute("printed-as"),
            text: try entry.required("text"),
            choice: try entry.optionalChoice("choice"),
            isWish: entry.isTrue("wish"),
            among: entry.attribute("among"),
            of: try entry.optionalInteger("of"),
            section: entry.attribute("section"),
            about: try entry.topics(),
            answers: try entry.children("answer").map { answer in
                guard let figure = try answer.figure() else {
                    throw answer.fault(
                        "an answer needs a figure",
                        hint:
                            "count, least and most, percent, percent-below or percent-above; leave out what is not printed"
                    )
                }
                return Survey.Answer(text: try answer.required("text"), figure: figure, about: try answer.topics())
            }
        )
    }
}

extension XMLElement {
    /// `count`, or `least` and `most`; nil where there is none of them.
    fileprivate func counts() throws(DocumentFault) -> ClosedRange<Int>? {
        if hasAttribute("count"), !hasAttribute("least"), !hasAttribute("most") {
            let count = try integer("count")
            return count...count
        }
        guard hasAttribute("count") || hasAttribute("least") || hasAttribute("most") else { return nil }
        guard !hasAttribute("count"), hasAttribute("least"), hasAttribute("most") else {
            throw fault(
                "a number of people is either count, or least and most",
                hint: "least=\"2\" most=\"4\" for 2 to 4"
            )
        }
        let (least, most) = (try integer("least"), try integer("most"))
        guard least <= most else { throw fault("least is \(least), most \(most)", hint: "exchange the two") }
        return least...most
    }

    /// A figure of whatever kind; nil where there is none.
    fileprivate func figure() throws(DocumentFault) -> Survey.Figure? {
        var figures: [Survey.Figure] = []
        if let counts = try counts() { figures.append(.count(counts)) }
        if let share = try percent("percent") { figures.append(.share(share)) }
        if let share = try percent("percent-below") { figures.append(.below(share)) }
        if let share = try percent("percent-above") { figures.append(.above(share)) }
        guard figures.count < 2 else {
            throw fault("two figures for one answer", hint: "keep the one that is printed: a count or a share")
        }
        return figures.first
    }

    private func percent(_ attribute: StaticString) throws(DocumentFault) -> Share? {
        guard let text = self.attribute(attribute) else { return nil }
        guard let share = Share(percent: text) else {
            throw fault("\(attribute)=\"\(text)\" is no share", hint: "in per cent, such as 94 or 0.7")
        }
        return share
    }

    fileprivate func topics() throws(DocumentFault) -> [VoiceTopic] {
        try references("service-type").map(VoiceTopic.serviceType) + references("standard").map(VoiceTopic.standard)
            + references("needs-group").map(VoiceTopic.needsGroup)
            + references("intervention").map(VoiceTopic.intervention)
    }
}
