import Exhibits
import GapDetection
import Provision

/// What the paper rests on: documents, dates, sources, rules.
extension Brief {
    /// The most rules that could not judge that are told.
    private static let maxNotJudged = 5

    var sourcesSection: Paper.Section {
        var blocks: [Block] = [.bullets(basis)]
        let people = model.areas.peopleSources(of: snapshot.rows).map(\.citation)
        let sources = areas.sources + people
        if !sources.isEmpty { blocks += [.heading("Sources", level: 2), .bullets(sources)] }
        let silent = register.notJudgedLines
        if !silent.isEmpty {
            blocks += [
                .heading("What could not be judged", level: 2), .bullets(Array(silent.prefix(Self.maxNotJudged))),
            ]
            if silent.count > Self.maxNotJudged {
                blocks.append(.text("And \(counted(silent.count - Self.maxNotJudged, "further rule")).", .note))
            }
        }
        return Paper.Section("Sources and rules", blocks)
    }

    private var basis: [String] {
        var lines = [
            "As of \(request.asOf.displayText), "
                + (request.knownAt.map { "as it was on record by \($0.displayText)." }
                    ?? "with all that is on record today."),
            "Read: \(counted(model.returns.count, "return")) on record, as areas or the network wrote them.",
        ]
        if let round = model.latestRound(asOf: request.asOf) { lines.append(contentsOf: participation(in: round)) }
        if request.leftOut.isEmpty {
            lines.append("Nothing was left out: every return on record could be read.")
        } else {
            lines.append(
                "Left out, since damaged or invalid: \(listed(request.leftOut, most: 20))."
            )
        }
        lines.append("Made by \(request.maker) from the register itself; every figure is the register's.")
        return lines
    }

    /// Who answered in the latest round, of the areas that the paper is of.
    private func participation(in round: Round) -> [String] {
        let took = model.participation(in: round, knownAt: request.knownAt)
        let date = snapshot.areasAsOf
        func inside(_ areas: [Int]) -> [Int] {
            guard let within = request.within else { return areas }
            let members = Set(snapshot.members.joined())
            return areas.filter { members.contains($0) || model.areas.isWithin($0, within, on: date) }
        }
        let (asked, returned, silent) = (inside(took.asked), inside(took.returned), inside(took.silent))
        guard !asked.isEmpty else { return [] }
        let names = silent.map { model.areas.areas[$0].name }
        return [
            "\(round.name): \(grouped(returned.count)) of the \(counted(asked.count, "area")) asked made a return."
                + (names.isEmpty ? "" : " Asked and silent: \(listed(names)).")
        ]
    }
}
