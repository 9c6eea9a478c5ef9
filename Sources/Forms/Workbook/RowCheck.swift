import Provision
import Spreadsheets

/// What a row of a table still wants: as a formula for the spreadsheet, and as what the formula comes to. Both say what
/// `lacuna return check` would say.
struct RowCheck {
    static let reasonWanted = "reason wanted"
    static let levelWanted = "level wanted"

    private let part: FormPart
    private let columns: [FormColumn]
    private let gapLevels: [String]

    init(_ part: FormPart, _ columns: [FormColumn], _ framework: Framework) {
        self.part = part
        self.columns = columns
        gapLevels = framework.scale.levels.filter { !$0.closesGap }.map(\.code)
    }

    // MARK: The rules

    /// One thing that a row may want: its words, when it is wanted, and the same as a formula.
    private struct Rule {
        let words: String
        let isWanted: (_ text: (String) -> String) -> Bool
        let formula: (_ cell: (String) -> String) -> String
    }

    private var rules: [Rule] {
        switch part {
        case .head, .queries: []
        case .ratings: ratingRules
        case .services: serviceRules
        case .interventions: interventionRules
        case .assessments: assessmentRules
        case .posts: postRules
        }
    }

    private var ratingRules: [Rule] {
        let (level, causes, evidence) = (
            RatingColumn.level.rawValue, RatingColumn.causes.rawValue, RatingColumn.evidence.rawValue
        )
        let last = RatingColumn.lastLevel.rawValue
        let gaps = gapLevels
        return [
            Rule(
                words: Self.levelWanted,
                isWanted: { $0(level).isEmpty && !($0(last).isEmpty && $0(evidence).isEmpty && $0(causes).isEmpty) },
                formula: { "AND(\($0(level))=\"\",OR(\($0(last))<>\"\",\($0(evidence))<>\"\",\($0(causes))<>\"\"))" }
            ),
            Rule(
                words: "no causes where it is not expected",
                isWanted: { $0(level) == FormWords.notExpected && !$0(causes).isEmpty },
                formula: { "AND(\($0(level))=\"\(FormWords.notExpected)\",\($0(causes))<>\"\")" }
            ),
            Rule(
                words: Self.reasonWanted,
                isWanted: { text in
                    gaps.contains(text(level)) && text(level) != text(last) && text(causes).isEmpty
                        && text(evidence).isEmpty
                },
                formula: { cell in
                    let isGap = gaps.map { "\(cell(level))=\"\($0)\"" }.joined(separator: ",")
                    return
                        "AND(OR(\(isGap.isEmpty ? "FALSE" : isGap)),\(cell(level))<>\(cell(last)),\(cell(causes))=\"\",\(cell(evidence))=\"\")"
                }
            ),
        ]
    }

    private var serviceRules: [Rule] {
        let headings = columns.map(\.heading)
        let open = columns.filter { $0.entry.isOpen && $0.heading != ServiceField.name.heading }.map(\.heading)
        var rules = [
            Rule(
                words: "name wanted",
                isWanted: { text in
                    text(ServiceField.name.heading).isEmpty
                        && (open.contains { !text($0).isEmpty } || !text(ServiceField.id.heading).isEmpty)
                },
                formula: { cell in
                    // All cells from the second column to the last of the form, which is the id.
                    let range = "\(cell(headings[1])):\(cell(ServiceField.id.heading))"
                    return "AND(\(cell(ServiceField.name.heading))=\"\",COUNTA(\(range))>0)"
                }
            )
        ]
        rules.append(both(ServiceField.agesFrom.heading, ServiceField.agesTo.heading, "both ages wanted"))
        for index in 1...ServiceField.mostRepeated {
            let funding = ServiceField.funding(index).heading
            guard headings.contains(funding) else { break }
            let others = [ServiceField.funder(index), .fundedFrom(index), .fundedUntil(index)].map(\.heading)
            rules.append(
                Rule(
                    words: "kind of funding wanted",
                    isWanted: { text in text(funding).isEmpty && others.contains { !text($0).isEmpty } },
                    formula: { cell in
                        "AND(\(cell(funding))=\"\",OR(\(others.map { "\(cell($0))<>\"\"" }.joined(separator: ","))))"
                    }
                )
            )
        }
        for index in 1...ServiceField.mostRepeated {
            let (provider, sector) = (ServiceField.provider(index).heading, ServiceField.sector(index).heading)
            guard headings.contains(provider) else { break }
            rules.append(
                Rule(
                    words: "provider wanted",
                    isWanted: { $0(provider).isEmpty && !$0(sector).isEmpty },
                    formula: { "AND(\($0(provider))=\"\",\($0(sector))<>\"\")" }
                )
            )
        }
        return rules
    }

    private var interventionRules: [Rule] {
        let (name, state) = (InterventionColumn.intervention.rawValue, InterventionColumn.state.rawValue)
        let last = InterventionColumn.lastStated.rawValue
        let others = [InterventionColumn.service, .agesFrom, .agesTo, .staffTrained, .evidence].map(\.rawValue)
        return [
            Rule(
                words: "intervention wanted",
                isWanted: { text in text(name).isEmpty && ([state] + others).contains { !text($0).isEmpty } },
                formula: { cell in
                    let filled = ([state] + others).map { "\(cell($0))<>\"\"" }.joined(separator: ",")
                    return "AND(\(cell(name))=\"\",OR(\(filled)))"
                }
            ),
            Rule(
                words: "delivered or planned?",
                isWanted: { text in
                    text(state).isEmpty && (others.contains { !text($0).isEmpty } || !text(last).isEmpty)
                },
                formula: { cell in
                    let filled = (others + [last]).map { "\(cell($0))<>\"\"" }.joined(separator: ",")
                    return "AND(\(cell(state))=\"\",OR(\(filled)))"
                }
            ),
            both(InterventionColumn.agesFrom.rawValue, InterventionColumn.agesTo.rawValue, "both ages wanted"),
        ]
    }

    private var assessmentRules: [Rule] {
        let (state, evidence) = (AssessmentColumn.state.rawValue, AssessmentColumn.evidence.rawValue)
        let last = AssessmentColumn.lastStated.rawValue
        return [
            Rule(
                words: "state wanted",
                isWanted: { $0(state).isEmpty && !($0(evidence).isEmpty && $0(last).isEmpty) },
                formula: { "AND(\($0(state))=\"\",OR(\($0(evidence))<>\"\",\($0(last))<>\"\"))" }
            )
        ]
    }

    private var postRules: [Rule] {
        let (title, size, filled) = (PostColumn.title.rawValue, PostColumn.size.rawValue, PostColumn.filled.rawValue)
        let others = [PostColumn.roleGroup, .service, .size, .filled, .fundedUntil, .evidence].map(\.rawValue)
        return [
            Rule(
                words: "post wanted",
                isWanted: { text in text(title).isEmpty && others.contains { !text($0).isEmpty } },
                formula: { cell in
                    "AND(\(cell(title))=\"\",OR(\(others.map { "\(cell($0))<>\"\"" }.joined(separator: ","))))"
                }
            ),
            Rule(
                words: "size wanted",
                isWanted: { $0(size).isEmpty && !$0(filled).isEmpty },
                formula: { "AND(\($0(size))=\"\",\($0(filled))<>\"\")" }
            ),
            Rule(
                words: "filled beyond its size",
                isWanted: { text in
                    guard let size = Hundredths(text(size)), let filled = Hundredths(text(filled)) else { return false }
                    return filled > size
                },
                formula: { "AND(ISNUMBER(\($0(size))),ISNUMBER(\($0(filled))),\($0(filled))>\($0(size)))" }
            ),
        ]
    }

    /// Two cells of which one alone says nothing.
    private func both(_ one: String, _ other: String, _ words: String) -> Rule {
        Rule(
            words: words,
            isWanted: { $0(one).isEmpty != $0(other).isEmpty },
            formula: { "(\($0(one))=\"\")<>(\($0(other))=\"\")" }
        )
    }

    // MARK: Formula and result

    func formula(row: Int) -> String {
        let places = Dictionary(
            columns.enumerated().map { ($1.heading, "$\(CellAddress.letters(ofColumn: $0))\(row)") },
            uniquingKeysWith: { first, _ in first }
        )
        let first = places[columns.first?.heading ?? ""] ?? "$A\(row)"
        if part == .queries {
            let answer = places[QueryColumn.answer.rawValue] ?? "\"\""
            return "IF(\(answer)=\"\",\"\(WorkbookForm.open)\",\"\(WorkbookForm.done)\")"
        }
        let end = part == .ratings ? "\"\(WorkbookForm.done)\"" : "IF(\(first)=\"\",\"\",\"\(WorkbookForm.done)\")"
        return rules.reversed().reduce(end) { rest, rule in
            "IF(\(rule.formula { places[$0] ?? "\"\"" }),\"\(rule.words)\",\(rest))"
        }
    }

    /// What a row's check says of these texts.
    func result(_ texts: [String]) -> String {
        if part == .queries { return (texts.last ?? "").isEmpty ? WorkbookForm.open : WorkbookForm.done }
        let cells = Dictionary(zip(columns.map(\.heading), texts), uniquingKeysWith: { first, _ in first })
        if let rule = rules.first(where: { $0.isWanted { cells[$0] ?? "" } }) { return rule.words }
        return part == .ratings || !(texts.first ?? "").isEmpty ? WorkbookForm.done : ""
    }
}
