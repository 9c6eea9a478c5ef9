extension Action.State {
    /// The words of documents, options and answers.
    public static let words = ["planned", "in-progress", "done", "deferred", "dropped"]

    /// As documents and programs write it.
    public var word: String {
        switch self {
        case .planned: "planned"
        case .inProgress: "in-progress"
        case .done: "done"
        case .deferred: "deferred"
        case .dropped: "dropped"
        }
    }

    /// In a few words for people: "deferred until 1 May 2024: no budget".
    public var inWords: String {
        switch self {
        case .planned: "planned"
        case .inProgress: "in progress"
        case .done(let day): "done on \(day.displayText)"
        case .deferred(let reason, let until): "deferred until \(until.displayText): \(reason)"
        case .dropped(let reason): "dropped: \(reason)"
        }
    }
}

extension Action.Owner {
    /// "head of commissioning, NHS Cheshire and Merseyside (A. Person)".
    public var inWords: String {
        role + (organisation.map { ", \($0)" } ?? "") + (person.map { " (\($0))" } ?? "")
    }
}

extension Action.Cost {
    /// "£ 12,000", "£ 1,250.50".
    public var inWords: String {
        let (whole, pence) = pounds.value.quotientAndRemainder(dividingBy: 100)
        return "£ \(grouped(whole))" + (pence == 0 ? "" : ".\(pence < 10 ? "0" : "")\(pence)")
    }
}

extension Action {
    /// Who answers for it, or that nobody does.
    public var ownerInWords: String { owner?.inWords ?? "no owner" }
}
