import Answers
import Exhibits
import GapDetection
package import Provision

/// A paper of two to six pages for a board: what stands out, the heatmap, what changed, the gaps, and what it all rests on.
///
/// Every figure comes from the functions behind `lacuna gaps`, `show`, `status` and `heatmap`, so that the paper says what they say.
package struct Brief: Sendable {
    let model: ProvisionModel
    let request: BriefRequest
    /// What the brief is of: an area's name.
    let heading: String
    /// The areas asked about.
    let snapshot: Snapshot
    let audit: GapAudit
    let register: GapRegister
    /// What the register says first.
    let headlines: Headlines
    /// What is done about them, and the day that this is told of.
    let actions: ActionsAnswer
    let actionsAsOf: CalendarDate
    /// The areas asked about, each with its own levels.
    let areas: ProvisionTable
    /// The heatmap's rows: the same areas or, where they are too many, what heads them.
    let heatmap: ProvisionTable
    /// What became of the gaps since the date that is held against the brief's own; nil in a first round.
    let changes: GapChanges?
    /// What moved since then.
    let moves: SnapshotComparison?
    /// What is shown in place of the area asked about; nil where that is not so.
    let scopeNote: String?

    package init(_ model: ProvisionModel, _ request: BriefRequest) {
        self.model = model
        self.request = request
        let within = request.within
        let heading = within.map { model.areas.areas[$0].name } ?? model.wholeName
        self.heading = heading
        func snapshot(
            at date: CalendarDate,
            _ basis: AreaBasis = .current,
            _ rule: CombinationRule = .worst,
            within: Int?
        ) -> Snapshot {
            model.snapshot(asOf: date, knownAt: request.knownAt, within: within, basis: basis, rule: rule)
        }
        let own = snapshot(at: request.asOf, within: within)
        let whole = within == nil ? own : snapshot(at: request.asOf, within: nil)
        let audit = GapAudit(model, at: whole, within: within)
        headlines = Headlines(model, at: whole, within: within)
        let day = request.actionsAsOf ?? request.asOf
        let onDay = day == request.asOf ? whole : snapshot(at: day, within: nil)
        var filter = ActionFilter()
        filter.within = within
        actions = ActionsAnswer(ActionsOnRecord(model, at: onDay), model, at: onDay, filter: filter)
        actionsAsOf = day
        scopeNote = within.flatMap { try? model.scope(of: $0, on: request.asOf) }?.note
        let earlier = request.earlier(in: model)
        let steady = AreaBasis.date(request.asOf)
        moves = earlier.map { date in
            SnapshotComparison(from: snapshot(at: date, steady, within: within), to: own, in: model)
        }
        changes = earlier.map { date in
            GapChanges(model, from: date, to: snapshot(at: request.asOf, steady, within: nil), within: within)
        }
        let counts = audit.countsByArea
        func table(_ snapshot: Snapshot, _ comparison: SnapshotComparison?) -> ProvisionTable {
            ProvisionTable(
                model: model,
                snapshot: snapshot,
                heading: heading,
                leftOut: request.leftOut,
                comparison: comparison,
                openGaps: counts
            )
        }
        areas = table(own, moves)
        let (basis, rule) = request.heatmapBasis(in: model)
        if basis == .current {
            heatmap = areas
        } else {
            let combined = snapshot(at: request.asOf, basis, rule, within: within)
            let before = earlier.map { snapshot(at: $0, basis, rule, within: within) }
            heatmap = table(combined, before.map { SnapshotComparison(from: $0, to: combined, in: model) })
        }
        // Words are made of the gaps that are told, and no others.
        let told = audit.findings.filter { !$0.isOfTheRecord }.prefix(BriefRequest.maxGapsTold)
        register = GapRegister(
            gaps: told.map(audit.gap),
            model: model,
            asOf: request.asOf,
            notJudged: audit.notJudged
        )
        self.snapshot = own
        self.audit = audit
    }

    /// How many gaps there are of each register.
    var tally: GapTally { audit.tally }

    var title: String { "\(heading), \(request.asOf.displayText)" }

    var subtitle: String {
        "\(model.framework.title): \(counted(areas.rowCount, "area")), \(counted(areas.columns.count, "service type"))"
            + (request.knownAt.map { ", as recorded by \($0.displayText)" } ?? "")
    }

    /// When the last return behind the brief was recorded.
    var created: Instant {
        model.standingReturns(knownAt: request.knownAt).map(\.recorded.at).max() ?? Instant(beginningOf: request.asOf)
    }

    /// The text document.
    ///
    /// - Parameter picture: the heatmap drawn; nil where nothing is there to draw it.
    package func paper(picture: PaperPicture?) -> Paper {
        Paper(
            title: title,
            subtitle: subtitle,
            runningHead: title,
            maker: request.maker,
            created: created,
            sections: [
                headlinesSection, heatmapSection(picture), changesSection, gapsSection, actionsSection, sourcesSection,
            ]
            .compactMap {
                $0
            }
        )
    }

    /// Three slides: what stands out, the heatmap, what changed.
    package func slides() -> Paper {
        var paper = paper(picture: nil)
        paper.sections = [headlinesSlide, heatmapSlide, changesSlide]
        return paper
    }
}
