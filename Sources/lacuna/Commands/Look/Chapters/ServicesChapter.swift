import Exhibits
import GapDetection
import Provision

/// Services that a report names without saying where they are, under the ICS they are named of; nil where there are none.
func servicesChapter(_ model: ProvisionModel, _ snapshot: Snapshot) -> ReportChapter? {
    let groups = ServicesWithoutArea.all(of: snapshot, in: model)
    guard !groups.isEmpty else { return nil }
    let counts = groups.map { group in
        "\(group.services.count) of \(model.areas.area(at: group.head, on: snapshot.areasAsOf).name)"
    }
    let count = groups.reduce(0) { $0 + $1.services.count }
    return ReportChapter(
        id: "services",
        heading: "Services named without an area",
        paragraphs: [
            "\(counted(count, "service")) \(count == 1 ? "is" : "are") on record of which nobody has said in which area: "
                + "\(listed(counts)). They count for no area: no cell of the heatmap and no gap rests on them."
        ],
        tables: groups.map { group in
            let name = model.areas.area(at: group.head, on: snapshot.areasAsOf).name
            return (
                name,
                DataTable(
                    caption: "Services named of \(name) without an area",
                    columns: ["Service", "Service type", "Providers", "What is known", "Source"],
                    rows: group.services.map { entry in row(entry.service, model) }
                )
            )
        }
    )
}

private func row(_ service: Service, _ model: ProvisionModel) -> [String] {
    let sources = service.evidence.compactMap { item in
        item.source.flatMap { model.framework.source($0)?.title }
            .map { title in item.section.map { "\(title), \(Evidence.displayText($0))" } ?? title }
    }
    return [
        service.name,
        service.type.flatMap { model.framework.serviceType($0)?.name } ?? "of no type",
        listed(service.providers.map(\.name)), service.evidence.map(\.text).joined(separator: " "),
        sources.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; "),
    ]
}
