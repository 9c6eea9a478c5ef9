import Provision

/// What most families asked for, and where it is on record: of the wishes more than a third have (`FamilyWishes`) the one that most areas
/// lack, else the one that most families have. Of a network or an ICS alone: a survey says nothing of one area.
func familiesHeadline(_ now: HeadlineScope) -> Headline? {
    guard now.rows.count > 1, now.context.model.voice != nil else { return nil }
    let inside = Set(now.rows)
    let wishes = FamilyWishes(now.context).wishes.map { wish in
        (wish: wish, lacking: wish.lacking.filter(inside.contains), having: wish.having.filter(inside.contains))
    }.sorted { first, second in
        if first.lacking.count != second.lacking.count { return first.lacking.count > second.lacking.count }
        return first.wish.share > second.wish.share
    }
    guard let (wish, lacking, having) = wishes.first, case .answer(let answer, let question) = wish.finding else {
        return nil
    }
    let name = wish.topic.name(now.context.framework)
    let figure = answer.figure.displayText(of: question.base(in: wish.survey))
    let through =
        wish.through.count == 1 && !having.isEmpty
        ? ", through services of the type \(wish.through[0].name) alone" : ""
    let there =
        having.isEmpty
        ? "\(name) is not on record in any area of \(now.name)"
        : "\(name) is on record in \(now.share(having.count)) of \(now.name)\(through)"
    return Headline(
        .families,
        "Asked \(lowerFirst(question.text)), \(figure)\(figure.hasSuffix("%") ? " of" : "") families said “\(answer.text)”",
        detail: there,
        figure: lacking.count,
        area: now.area?.id,
        children: lacking.isEmpty ? nil : now.children(lacking),
        gaps: now.gaps { $0.kind == .voiceMismatch }
    )
}

/// As a sentence goes on; a name in capitals stays.
private func lowerFirst(_ text: String) -> String {
    guard let second = text.dropFirst().first, !second.isUppercase else { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
}
