import Exhibits
import GapDetection
import Provision

/// What it would take: the posts on record by role group, what the network's ratios ask for, and the options with what speaks for
/// each. Nil where the framework has no options, or no post is on record.
func workforceChapter(_ model: ProvisionModel, _ snapshot: Snapshot, leftOut: [String]) -> ReportChapter? {
    guard let workforce = model.framework.workforce, !workforce.options.isEmpty else { return nil }
    let scope = ExhibitScope(model, asOf: snapshot.asOf, knownAt: snapshot.knownAt, leftOut: leftOut)
    guard let matrix = WorkforceMatrix(scope) else { return nil }
    let estimates = workforce.options.map { WorkforceEstimate(model, $0, at: snapshot) }
    let chart = ReportChart(
        name: "workforce",
        heading: "Posts by role group and area",
        table: WorkforceChart.table(matrix)
    ) { WorkforceChart.svg(matrix, $0) }
    var tables = estimates.compactMap { required($0, workforce) }
    tables += workforce.options.compactMap { arguments($0, workforce) }
    if let posts = estimates.first.flatMap({ posts($0, model, snapshot) }) { tables.append(posts) }
    return ReportChapter(
        id: "workforce",
        heading: "What it would take",
        paragraphs: paragraphs(estimates, workforce),
        charts: [chart],
        tables: tables
    )
}

/// With more posts than these the page does not list them one by one.
private let maxPostsListed = 60

private func paragraphs(_ estimates: [WorkforceEstimate], _ workforce: Workforce) -> [String] {
    guard let first = estimates.first else { return [] }
    let count = first.posts.count - first.ended.count
    let absent = first.absent(of: workforce.askedInAnyCase).map { $0.name.lowercased() }
    let areas = Set(first.posts.map(\.area)).count
    var paragraphs = [
        "\(counted(count, "post")) \(count == 1 ? "is" : "are") on record, in \(counted(areas, "area"))."
            + (absent.isEmpty ? "" : " None of them is in \(listed(absent)), which the model asks for.")
    ]
    for estimate in estimates {
        let title = "Option \(estimate.option.id.text.uppercased()), \(estimate.option.title)"
        let teams = estimate.option.teams.map { " \($0)" } ?? ""
        let shortfalls = estimate.totals.compactMap(\.shortfall)
        let costs = estimate.totals.compactMap(\.cost)
        let lacking =
            shortfalls.isEmpty
            ? ""
            : " By the network's ratios \(shortfalls.total) whole-time equivalents are lacking"
                + (costs.isEmpty ? "." : ", at £\(grouped(costs.total.rounded())) a year.")
        paragraphs.append("\(title): \(estimate.option.text)\(teams)\(lacking)")
    }
    if estimates.allSatisfy(\.ratios.isEmpty) {
        paragraphs.append(
            "How many people either would take is not known: the service model prints no ratios, and the network has written none into its framework. 'lacuna workforce --ratios FILE' works it out for any."
        )
    }
    return paragraphs
}

private func required(_ estimate: WorkforceEstimate, _ workforce: Workforce) -> (heading: String, table: DataTable)? {
    guard estimate.totals.contains(where: { $0.required != nil }) else { return nil }
    let title = "What option \(estimate.option.id.text.uppercased()) would take"
    return (
        title,
        DataTable(
            caption: "\(title), in whole-time equivalents and pounds a year",
            columns: ["Role group", "Works across", "In post", "Required", "Lacking", "A year"],
            rows: zip(estimate.option.works, estimate.totals).map { work, cell in
                [
                    workforce.roleGroup(work.group)?.name ?? work.group.text,
                    listed(work.tiers.map(\.name)), cell.staff.displayText, cell.required?.description ?? "",
                    cell.shortfall?.description ?? "", cell.cost.map { "£\(grouped($0.rounded()))" } ?? "",
                ]
            }
        )
    )
}

private func arguments(_ option: WorkforceOption, _ workforce: Workforce) -> (heading: String, table: DataTable)? {
    let (pro, contra) = (option.advantages, option.disadvantages)
    guard !pro.isEmpty || !contra.isEmpty else { return nil }
    let section = workforce.comparison.map { " (\(Evidence.displayText($0)))" } ?? ""
    let title = "Option \(option.id.text.uppercased()): advantages and disadvantages\(section)"
    return (
        title,
        DataTable(
            caption: title,
            columns: ["No.", "Advantage", "Disadvantage"],
            rows: (0..<max(pro.count, contra.count)).map { place in
                [
                    String(place + 1), pro.indices.contains(place) ? pro[place] : "",
                    contra.indices.contains(place) ? contra[place] : "",
                ]
            }
        )
    )
}

private func posts(
    _ estimate: WorkforceEstimate,
    _ model: ProvisionModel,
    _ snapshot: Snapshot
) -> (heading: String, table: DataTable)? {
    guard !estimate.posts.isEmpty, estimate.posts.count <= maxPostsListed else { return nil }
    return (
        "The posts on record",
        DataTable(
            caption: "Posts on record, with their size in whole-time equivalents",
            columns: ["Post", "Area", "Role group", "Size", "Filled", "Money until", "What is known"],
            rows: estimate.posts.map { entry in
                let post = entry.post
                let evidence = post.evidence.map { item in
                    item.text + (item.sectionInWords.map { " (\($0))" } ?? "")
                }
                return [
                    post.title, model.areas.area(at: entry.area, on: snapshot.areasAsOf).name,
                    post.role.flatMap { model.framework.workforce?.roleGroup($0)?.name } ?? "not known",
                    post.wte?.description ?? "not stated", post.filled?.description ?? "not known",
                    post.fundedUntil?.displayText ?? "", evidence.joined(separator: " "),
                ]
            }
        )
    )
}
