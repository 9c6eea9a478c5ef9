import Markup
public import Provision

/// Writes `voice.xml` in its canonical form, sealed.
public enum VoiceWriter {
    public static func bytes(of voice: FamilyVoice) -> [UInt8] {
        var writer = MarkupWriter()
        writer.declaration()
        writer.element("voice") { writer in
            writer.attribute("xmlns", scopingNamespace)
            writer.attribute("simulated", voice.isSimulated ? "true" : nil)
            for survey in voice.surveys { self.survey(survey, to: &writer) }
        }
        return Seal.applied(to: writer.bytes)
    }

    private static func survey(_ survey: Survey, to writer: inout MarkupWriter) {
        writer.element("survey") { writer in
            writer.attribute("id", survey.id.text)
            writer.attribute("kind", survey.kind.rawValue)
            writer.attribute("title", survey.title)
            writer.attribute("nature", survey.nature)
            writer.attribute("from", survey.from.map { $0.precision.text($0.first) })
            writer.attribute("until", survey.until.map { $0.precision.text($0.last) })
            writer.attribute("respondents", survey.respondents)
            writer.attribute("source", survey.source.text)
            writer.attribute("section", survey.section)
            for note in survey.notes { writer.element("note", text: note) }
            for group in survey.groups {
                writer.empty("answered") {
                    $0.attribute("characteristic", group.characteristic)
                    $0.attribute("name", group.name)
                    figure(group.figure, to: &$0)
                }
            }
            for sample in survey.samples {
                writer.empty("sample") {
                    $0.attribute("place", sample.place)
                    figure(sample.count.map(Survey.Figure.count), to: &$0)
                    $0.attribute("area", sample.area?.text)
                    $0.attribute("outside", sample.isOutside ? "true" : nil)
                }
            }
            for question in survey.questions { self.question(question, to: &writer) }
            for remark in survey.remarks {
                writer.compact("remark") {
                    $0.attribute("section", remark.section)
                    $0.element("text", text: remark.text)
                    topics(remark.about, to: &$0)
                }
            }
        }
    }

    private static func question(_ question: Survey.Question, to writer: inout MarkupWriter) {
        writer.compact("question") { writer in
            writer.attribute("number", question.number)
            writer.attribute("printed-as", question.printedAs)
            writer.attribute("text", question.text)
            writer.attribute("choice", question.choice?.rawValue)
            writer.attribute("wish", question.isWish ? "true" : nil)
            writer.attribute("among", question.among)
            writer.attribute("of", question.of)
            writer.attribute("section", question.section)
            topics(question.about, to: &writer)
            for answer in question.answers {
                writer.compact("answer") {
                    $0.attribute("text", answer.text)
                    figure(answer.figure, to: &$0)
                    topics(answer.about, to: &$0)
                }
            }
        }
    }

    private static func figure(_ figure: Survey.Figure?, to writer: inout MarkupWriter) {
        switch figure {
        case nil: break
        case .count(let range) where range.lowerBound == range.upperBound:
            writer.attribute("count", range.lowerBound)
        case .count(let range):
            writer.attribute("least", range.lowerBound)
            writer.attribute("most", range.upperBound)
        case .share(let share): writer.attribute("percent", share.percent)
        case .below(let share): writer.attribute("percent-below", share.percent)
        case .above(let share): writer.attribute("percent-above", share.percent)
        }
    }

    /// In the order of the schema.
    private static func topics(_ topics: [VoiceTopic], to writer: inout MarkupWriter) {
        func write(_ name: StaticString, _ isOne: (VoiceTopic) -> Bool) {
            for topic in topics where isOne(topic) { writer.empty(name) { $0.attribute("ref", topic.id) } }
        }
        write("service-type") { if case .serviceType = $0 { true } else { false } }
        write("standard") { if case .standard = $0 { true } else { false } }
        write("needs-group") { if case .needsGroup = $0 { true } else { false } }
        write("intervention") { if case .intervention = $0 { true } else { false } }
    }
}
