package import Provision

/// As people read what families said: what it is, who answered and from where; the findings with their base; who was not heard.
extension VoiceAnswer {
    package var text: AnswerText {
        var text = AnswerText(["\(heading): what families said\(topic.map { " of \($0)" } ?? "")"])
        text.paragraph([note].compactMap(\.self))
        guard !surveys.isEmpty else {
            text.paragraph(
                wrapped(
                    topic == nil
                        ? "Nothing that families said is on record: voice.xml of the store is for it, and 'lacuna schema voice' says what it holds."
                        : "No finding on record speaks of it."
                )
            )
            return text
        }
        for survey in surveys { write(survey, to: &text) }
        if isOfPart {
            text.paragraph(
                wrapped("Findings are of all who answered: no survey on record has any of one area.")
            )
        }
        for wish in wishes ?? [] { text.paragraph(wrapped(sentence(wish))) }
        if let unheard { text.paragraph(wrapped(sentence(unheard))) }
        return text
    }

    /// What stands out, and who answered, as sentences for a report.
    package var sentences: (found: [String], answered: [String]) {
        (
            (wishes ?? []).map(sentence) + [unheard.map(sentence)].compactMap(\.self),
            surveys.compactMap { survey in
                let (answered, places) = (answeredInWords(survey), placesInWords(survey))
                let parts = [answered.isEmpty ? "" : "\(answered).", places.isEmpty ? "" : "From where: \(places)."]
                let said = parts.filter { !$0.isEmpty }.joined(separator: " ")
                return said.isEmpty ? nil : "Who answered, \(survey.title): \(said)"
            }
        )
    }

    /// The source of a survey, with its section.
    package func citation(of id: Survey.ID) -> String {
        surveys.first { $0.id == id.text }.map { survey in
            survey.sourceTitle + (survey.section.map { ", \(Evidence.displayText($0))" } ?? "")
        } ?? id.text
    }

    private func write(_ survey: Asked, to text: inout AnswerText) {
        text.paragraph(wrapped("\(survey.survey.inWords): \(survey.nature)."))
        text.lines(wrapped("Source: \(citation(of: survey.survey.id))."))
        if topic == nil {
            for note in survey.notes { text.lines(wrapped(note)) }
            let answered = answeredInWords(survey)
            if !answered.isEmpty { text.lines(wrapped("Who answered: \(answered).")) }
            let places = placesInWords(survey)
            if !places.isEmpty { text.lines(wrapped("From where: \(places).")) }
        }
        text.paragraph(findings(of: survey))
        if !survey.remarks.isEmpty {
            text.line()
            text.line("Without a figure:")
            for remark in survey.remarks { text.lines(wrapped("- " + remark.text)) }
        }
        if !survey.withoutFigures.isEmpty {
            text.paragraph(
                wrapped("Asked, and no figure printed: \(survey.withoutFigures.joined(separator: "; ")).")
            )
        }
    }

    /// The findings of one survey: a question in full, and its answers below it with their figures.
    private func findings(of survey: Asked) -> [String] {
        let width = survey.findings.map(\.answer.count).max() ?? 0
        var last: [String?] = []
        return survey.findings.flatMap { finding -> [String] in
            let key = [finding.number, finding.question, finding.among]
            defer { last = key }
            let number = finding.number.map { "\($0)" + (finding.printedAs.map { " (printed as \($0))" } ?? "") + ". " }
            let among = finding.among.map { ", among \($0)" } ?? ""
            let question = last == key ? [] : wrapped((number ?? "") + finding.question + among)
            return question + ["    \(padded(finding.answer, to: width))  \(finding.figure)"]
        }
    }

    /// "ethnic group: White 94%, Mixed 3%; gender: Female 8".
    private func answeredInWords(_ survey: Asked) -> String {
        var order: [String] = []
        var groups: [String: [String]] = [:]
        for group in survey.survey.groups {
            if groups[group.characteristic] == nil { order.append(group.characteristic) }
            let figure = group.figure.map { " \($0.displayText(of: nil))" } ?? " (no figure printed)"
            groups[group.characteristic, default: []].append(group.name + figure)
        }
        return order.map { "\($0.replacing("-", with: " ")): \((groups[$0] ?? []).joined(separator: ", "))" }
            .joined(separator: "; ")
    }

    /// "Chester 35, Liverpool 33; outside the network, Bolton 2 to 4".
    private func placesInWords(_ survey: Asked) -> String {
        func words(_ sample: Sample) -> String {
            if let count = sample.count { return "\(sample.place) \(grouped(count))" }
            guard let least = sample.least, let most = sample.most else { return sample.place }
            return "\(sample.place) \(grouped(least)) to \(grouped(most))"
        }
        let inside = survey.samples.filter { !$0.outside }.map(words)
        let outside = survey.samples.filter(\.outside).map(words)
        return [
            inside.joined(separator: ", "),
            outside.isEmpty ? "" : "outside the network " + outside.joined(separator: ", "),
        ]
        .filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// Where what many want is on record.
    private func sentence(_ wish: Wish) -> String {
        let all = wish.having.count + wish.lacking.count + wish.notKnown.count
        guard all > 0 else { return wish.finding }
        let through =
            wish.through.isEmpty || wish.having.isEmpty ? "" : ", through services of the type \(listed(wish.through))"
        let lacking =
            wish.lacking.isEmpty
            ? "" : " Not in \(listed(wish.lackingNames))."
        let notKnown =
            wish.notKnown.isEmpty ? "" : " Of \(counted(wish.notKnown.count, "area")) nothing is on record."
        return
            "\(wish.finding) \(wish.name) is on record in \(grouped(wish.having.count)) of \(counted(all, "area"))\(through).\(lacking)\(notKnown)"
    }

    private func sentence(_ unheard: Unheard) -> String {
        let (all, unclear) = (counted(unheard.of, "area"), listed(unheard.unclear))
        guard unheard.names.isEmpty else {
            let rest = unclear.isEmpty ? "" : " Of \(unclear) it cannot be told."
            return
                "Who was not heard: nobody who answered is known to live in \(listed(unheard.names, most: 40)), \(grouped(unheard.names.count)) of \(all).\(rest) A place that a survey names may reach beyond its area."
        }
        let heard = max(0, unheard.of - unheard.unclear.count)
        let whether = "it cannot be told whether somebody from there answered"
        if unclear.isEmpty {
            return "Who was not heard: somebody from \(heard == 1 ? "the one area" : "each of \(all)") answered."
        }
        if heard == 0 { return "Who was not heard: of \(unclear) \(whether)." }
        return "Who was not heard: somebody from \(grouped(heard)) of \(all) answered; of \(unclear) \(whether)."
    }
}
