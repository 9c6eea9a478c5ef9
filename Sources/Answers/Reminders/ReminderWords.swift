import Forms
import Provision

/// What a mail says: plain English, to one person, short.
struct ReminderWords {
    let digest: ReminderDigest
    let round: Round
    let model: ProvisionModel
    let day: CalendarDate
    /// The attached forms' names, in the order of the digest's areas; empty where none goes with it.
    let forms: [String]
    let format: FormFormat
    /// What the record says of the areas now, a sentence each; empty where nobody is told.
    let findings: [String]
    let hasCalendar: Bool

    private var names: [String] { digest.entries.map { model.areas.areas[$0.progress.area].name } }
    private var isOne: Bool { digest.entries.count == 1 }
    /// "Halton and Sefton"; of many the first few.
    private var areas: String { listed(names, most: 3) }
    private var returns: String { isOne ? "return" : "returns" }

    var subject: String {
        let about = "\(returns) for \(areas)"
        let due = round.due.map { ", by \($0.dayInWords)" } ?? ""
        return switch digest.kind {
        case .invitation: "\(round.name): your \(about)\(due)"
        case .reminder: "Reminder: your \(about)\(due)"
        case .late: "Overdue: your \(about), \(round.name)"
        case .changes: "Changes asked for: your \(about), \(round.name)"
        case .queries: "Questions about your \(about), \(round.name)"
        case .thanks: "Thank you for your \(about), \(round.name)"
        }
    }

    var letter: Letter {
        Letter(
            title: subject,
            blocks: [.paragraph(digest.person.name.map { "Dear \($0)," } ?? "Hello,")] + matter + howTo + [
                .paragraph(digest.kind == .thanks ? "With kind regards," : "Thank you."),
                .paragraph(model.framework.network),
            ]
        )
    }

    // MARK: What it is about

    private var matter: [Letter.Block] {
        switch digest.kind {
        case .invitation: invitation
        case .reminder: reminder
        case .late: late
        case .changes:
            [
                .paragraph(
                    "Thank you for your \(returns) in the round “\(round.name)”. Before \(isOne ? "it" : "they") can be "
                        + "accepted, please change:"
                ), .items(open), .paragraph("Please make the changes in the attached \(isOne ? "form" : "forms")."),
            ]
        case .queries:
            [
                .paragraph("Thank you for your \(returns) in the round “\(round.name)”. We have questions:"),
                .items(open),
                .paragraph(
                    "Please answer in the attached \(isOne ? "form" : "forms"), or simply in an answer to this mail."
                ),
            ]
        case .thanks: thanks
        }
    }

    private var invitation: [Letter.Block] {
        var first =
            "\(model.framework.network) asks you for \(isOne ? "a return" : "returns") in the round “\(round.name)”, on "
            + "“\(model.framework.title)”: how things stand on \(round.referenceDate.dayInWords)."
        first += round.due.map { " Please send \(isOne ? "it" : "them") back by \($0.dayInWords)." } ?? ""
        let early =
            day < round.opened ? "Returns are taken from \(round.opened.dayInWords) on, and not before that day." : nil
        return [.paragraph(first)] + (early.map { [.paragraph($0)] } ?? []) + attached
    }

    private var reminder: [Letter.Block] {
        let due = round.due ?? day
        let left = Int(due.daysSince1970) - Int(day.daysSince1970)
        let when = left <= 0 ? "today" : left == 1 ? "tomorrow" : "in \(left) days"
        return [
            .paragraph(
                "Your \(returns) in the round “\(round.name)” \(isOne ? "is" : "are") due \(when), on \(due.dayInWords), and "
                    + "\(isOne ? "has" : "have") not reached us yet. If you have sent \(isOne ? "it" : "them") in the last "
                    + "days, there is nothing to do."
            )
        ] + attached
    }

    private var late: [Letter.Block] {
        let due = round.due ?? day
        let past = Int(day.daysSince1970) - Int(due.daysSince1970)
        return [
            .paragraph(
                "Your \(returns) in the round “\(round.name)” \(isOne ? "was" : "were") due on \(due.dayInWords), "
                    + "\(counted(past, "day")) ago, and \(isOne ? "has" : "have") not reached us. Late answers still "
                    + "count. If something stands in the way, please answer this mail and tell us what would help."
            )
        ] + attached
    }

    private var thanks: [Letter.Block] {
        let items = digest.entries.map { entry in
            let name = model.areas.areas[entry.progress.area].name
            let came = entry.progress.answered?.dayInLondon.map { ": received on \($0.dayInWords)" } ?? ""
            return name + came + (entry.progress.state == .accepted ? ", accepted" : "") + missing(entry.progress)
        }
        let isComplete = digest.entries.allSatisfy(\.progress.missing.isEmpty)
        return [
            .paragraph("Thank you for your \(returns) in the round “\(round.name)”. On record:"), .items(items),
            .paragraph(
                isComplete
                    ? "There is nothing more to do."
                    : "If you learn more about what is not rated, send us the form again; the new one takes the old one's place."
            ),
        ] + (findings.isEmpty ? [] : [.paragraph("What the record says now:"), .items(findings)])
    }

    /// "; not rated: IAPT 0-5s and Maternal MH Service".
    private func missing(_ entry: RoundProgress.Entry) -> String {
        let types = model.framework.serviceTypes
        let names = entry.missing.filter(types.indices.contains).map { types[$0].name }
        return names.isEmpty ? "" : "; not rated: \(listed(names))"
    }

    /// What is open, an item each, with the area where there are several.
    private var open: [String] {
        digest.entries.flatMap { entry in
            let name = model.areas.areas[entry.progress.area].name
            return entry.matters.map { isOne ? $0.text : "\(name): \($0.text)" }
        }
    }

    /// The forms by area.
    private var attached: [Letter.Block] {
        let items = zip(digest.entries, forms).map { entry, form in
            let begun = entry.progress.state == .draft ? " (begun, not yet submitted)" : ""
            return "\(model.areas.areas[entry.progress.area].name)\(begun): \(form)"
        }
        return [
            .paragraph(isOne ? "The form is attached:" : "There is a form for each of your areas, attached:"),
            .items(items),
        ]
    }

    // MARK: How to hand it in

    private var howTo: [Letter.Block] {
        guard digest.kind.hasForms else { return [] }
        let advice = FormAdvice(format: format, isOne: isOne)
        var blocks: [Letter.Block] = [.paragraph(advice.filling), .paragraph(advice.handingIn)]
        if hasCalendar {
            blocks.append(
                .paragraph("The day is attached for your calendar too, with a reminder a week and a day before.")
            )
        }
        return blocks
    }
}
