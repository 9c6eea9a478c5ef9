package import GapDetection
package import Provision

/// What a workforce by one option would take, held against what is in post: role group by role group, and area by area.
package struct WorkforceAnswer: Answer {
    package let asOf: String
    /// The option's id, and what it is.
    package let option: String
    package let title: String
    package let meaning: String
    package let teams: String?
    package let source: String
    package let section: String?
    /// Of all areas together.
    package let groups: [Group]
    package let areas: [AreaRow]
    package let posts: [PostRow]
    package let advantages: [String]
    package let disadvantages: [String]
    /// The section of the source in which the options are held against each other.
    package let comparison: String?
    /// Null where there are none, so that nothing is known of what it would take.
    package let ratios: [Ratio]?
    /// What has to be known beside the figures; left out where nothing is to be said.
    package let notes: [String]?
    /// The sources of the target.
    package let sources: [String]?
    let heading: String

    private enum CodingKeys: CodingKey {
        case asOf, option, title, meaning, teams, source, section, groups, areas, posts, advantages, disadvantages
        case comparison, ratios, notes, sources
    }

    package struct Ratio: Encodable {
        package let roleGroup: String
        package let childrenPerWTE: Double
        package let costPerWTE: Double?

        private enum Key: CodingKey { case roleGroup, childrenPerWTE, costPerWTE }

        /// Writes null where the cost is not known.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(roleGroup, forKey: .roleGroup)
            try container.encode(childrenPerWTE, forKey: .childrenPerWTE)
            try container.encode(costPerWTE, forKey: .costPerWTE)
        }
    }

    /// The figures of a role group.
    package struct Figures {
        /// "ics" or "place": what it is counted by.
        let level: WorkforceOption.Tier
        let cell: WorkforceEstimate.Cell
    }

    /// A role group over all areas.
    package struct Group: Encodable {
        let group: RoleGroup
        let work: WorkforceOption.Work
        let figures: Figures

        private enum Key: CodingKey { case id, name, level, levels, roles }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(group.id.text, forKey: .id)
            try container.encode(group.name, forKey: .name)
            try container.encode(figures.level.rawValue, forKey: .level)
            try container.encode(work.tiers.map(\.rawValue), forKey: .levels)
            try container.encode(group.roles + work.roles, forKey: .roles)
            try figures.encode(to: encoder)
        }
    }

    /// An area, with the role groups that are counted for it or have posts there.
    package struct AreaRow: Encodable {
        let figures: WorkforceEstimate.AreaFigures
        let area: Area
        let levels: [WorkforceOption.Tier]

        private enum Key: CodingKey { case area, name, level, target, groups }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(area.id.text, forKey: .area)
            try container.encode(area.name, forKey: .name)
            try container.encode(figures.isHead ? "ics" : "place", forKey: .level)
            try container.encode(figures.target, forKey: .target)
            try container.encode(cells.map(OfArea.init), forKey: .groups)
        }

        /// Those of which there is anything to say.
        var cells: [Figures] {
            zip(levels, figures.cells).filter { $1.isCounted || $1.staff.posts > 0 }
                .map { Figures(level: $0, cell: $1) }
        }

        private struct OfArea: Encodable {
            let figures: Figures

            private enum Key: CodingKey { case id, level }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(figures.cell.group.text, forKey: .id)
                try container.encode(figures.level.rawValue, forKey: .level)
                try figures.encode(to: encoder)
            }
        }
    }

    /// A post on record.
    package struct PostRow: Encodable {
        let post: Post
        let area: Area
        let document: String
        let isEnded: Bool
        let group: String?
        let service: String?

        private enum Key: CodingKey {
            case area, title, roleGroup, service, wte, filled, fundedUntil, evidence, document
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(area.id.text, forKey: .area)
            try container.encode(post.title, forKey: .title)
            try container.encode(post.role?.text, forKey: .roleGroup)
            try container.encode(post.service?.text, forKey: .service)
            try container.encode(post.wte?.number, forKey: .wte)
            try container.encode(post.filled?.number, forKey: .filled)
            try container.encode(post.fundedUntil?.description, forKey: .fundedUntil)
            try container.encode(post.evidence.map(EvidenceAnswer.init), forKey: .evidence)
            try container.encode(document, forKey: .document)
        }
    }

    /// - Parameters:
    ///   - note: what is shown in place of the area asked about.
    ///   - people: whose figures the children of areas without their own are.
    ///   - heading: what part of the map it is of.
    package init(
        _ estimate: WorkforceEstimate,
        _ model: ProvisionModel,
        on date: CalendarDate,
        note: String? = nil,
        people: String? = nil,
        heading: String = ""
    ) {
        let workforce = model.framework.workforce
        let option = estimate.option
        asOf = estimate.asOf.description
        self.option = option.id.text
        title = option.title
        meaning = option.text
        teams = option.teams
        source = option.source.text
        section = option.section
        advantages = option.advantages
        disadvantages = option.disadvantages
        comparison = workforce?.comparison
        self.heading = heading
        groups = zip(option.works, estimate.totals).compactMap { work, cell in
            workforce?.roleGroup(work.group).map { group in
                Group(group: group, work: work, figures: Figures(level: work.counted, cell: cell))
            }
        }
        let levels = option.works.map(\.counted)
        areas = estimate.areas.map { figures in
            AreaRow(figures: figures, area: model.areas.area(at: figures.area, on: date), levels: levels)
        }
        posts = estimate.posts.map { entry in
            let group = entry.post.role.flatMap { workforce?.roleGroup($0)?.name }
            let document = model.standingReturn(area: entry.document.area, round: entry.document.round)
            return PostRow(
                post: entry.post,
                area: model.areas.area(at: entry.area, on: date),
                document: documentPath(entry.document),
                isEnded: !entry.post.isFunded(at: estimate.asOf),
                group: group,
                service: entry.post.service.map { id in
                    document?.services.first { $0.id == id }?.name ?? id.text
                }
            )
        }
        let known = option.works.compactMap { estimate.ratios[$0.group] }
        ratios =
            known.isEmpty
            ? nil
            : known.map { ratio in
                Ratio(
                    roleGroup: ratio.group.text,
                    childrenPerWTE: ratio.childrenPerWTE.number,
                    costPerWTE: ratio.costPerWTE?.number
                )
            }
        let notes =
            [note].compactMap { $0 } + estimate.notes(model, on: date)
            + [people].compactMap { known.isEmpty ? nil : $0 }
        self.notes = notes.isEmpty ? nil : notes
        sources = known.isEmpty ? nil : model.sourcesOfNeed(areas: estimate.areas.map(\.area))
    }

    package var table: AnswerTable? {
        typealias Row = (area: AreaRow, figures: Figures)
        let rows: [Row] = areas.flatMap { area in area.cells.map { (area, $0) } }
        func number(_ value: Hundredths, _ row: Row) -> String {
            row.figures.cell.staff.posts > row.figures.cell.staff.unsized ? value.description : ""
        }
        return AnswerTable(
            rows,
            [
                .text("area") { $0.area.area.id.text }, .text("name") { $0.area.area.name },
                .text("role group") { $0.figures.cell.group.text }, .text("level") { $0.figures.level.rawValue },
                .number("posts") { $0.figures.cell.staff.posts },
                .number("posts without size") { $0.figures.cell.staff.unsized },
                .figure("wte") { number($0.figures.cell.staff.size, $0) },
                .figure("filled") { number($0.figures.cell.staff.filled, $0) },
                .figure("in post") { number($0.figures.cell.staff.inPost, $0) },
                .number("target") { $0.area.figures.target },
                .figure("required") { $0.figures.cell.required.map(\.plain) ?? "" },
                .figure("shortfall") { $0.figures.cell.shortfall.map(\.plain) ?? "" },
                .number("cost") { $0.figures.cell.cost?.rounded() },
            ]
        )
    }
}

extension WorkforceAnswer.Figures {
    private enum Key: CodingKey { case posts, unsized, wte, filled, vacant, inPost, required, shortfall, cost }

    fileprivate func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let staff = cell.staff
        try container.encode(staff.posts, forKey: .posts)
        try container.encode(staff.unsized, forKey: .unsized)
        try container.encode(staff.size.number, forKey: .wte)
        try container.encode(staff.filled.number, forKey: .filled)
        try container.encode(staff.vacant.number, forKey: .vacant)
        try container.encode(staff.inPost.number, forKey: .inPost)
        try container.encode(cell.required?.tenths, forKey: .required)
        try container.encode(cell.shortfall?.tenths, forKey: .shortfall)
        try container.encode(cell.cost?.rounded(), forKey: .cost)
    }
}

extension Hundredths {
    /// As JSON has it: 0.3, not 0.30000000000000004.
    fileprivate var number: Double { Double(value) / 100 }
}

extension Fraction {
    /// To a tenth, as JSON has it.
    fileprivate var tenths: Double { Double(rounded(to: 10)) / 10 }

    /// To a tenth, as spreadsheets have it: "1012.5".
    fileprivate var plain: String { description.replacing(",", with: "") }
}
