import GapDetection
package import Provision

/// What would change if a return were recorded as it is.
package struct DryRunAnswer: Answer {
    let area: String
    let round: String
    /// The date that the gaps are seen from: the round's reference date.
    let asOf: String?
    let cells: [Cell]
    let opened: [GapAnswer]
    let closed: [GapAnswer]
    let carriedForward: [Carried]
    let notRated: [String]
    let contradictions: [String]
    private let run: DryRun
    private let notes: [String]

    private enum CodingKeys: CodingKey {
        case area, round, asOf, cells, opened, closed, carriedForward, notRated, contradictions
    }

    struct Cell: Encodable {
        let area: String
        let service: String
        let before: String
        let after: String
        let direction: String
    }

    struct Carried: Encodable {
        let service: String
        let from: String
    }
    /// - Parameter notes: what else is to be told, of what the return would take the place of.
    package init(_ document: Return, in model: ProvisionModel, notes: [String]) {
        let run = DryRun(document, in: model)
        self.run = run
        self.notes = notes
        area = document.area.text
        round = document.round.text
        asOf = run.changes?.to.description
        cells = run.moves.map { move in
            Cell(
                area: model.areas.areas[move.area].id.text,
                service: model.framework.serviceTypes[move.service].id.text,
                before: model.code(of: move.before),
                after: model.code(of: move.after),
                direction: move.direction.rawValue
            )
        }
        opened = run.opened.map(GapAnswer.init)
        closed = (run.changes?.closed ?? []).map(GapAnswer.init)
        carriedForward = run.carried.map { Carried(service: $0.service.text, from: $0.round.text) }
        notRated = run.unrated.map(\.text)
        contradictions = run.contradictions
    }

    package var text: AnswerText {
        var text = run.text
        text.lines(notes)
        return text
    }
}
