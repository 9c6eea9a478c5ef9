public import Provision

/// What a return takes the place of, and what it leaves as it was: told when it is recorded, since a return may be partial, or
/// speak for several areas.
public struct Replacement: Sendable {
    /// The revision that stood before; nil where this is the first.
    public let revision: Int?
    public let sentences: [String]

    public init(_ receipt: StoreWriter.Receipt, in model: ProvisionModel) {
        let document = receipt.document
        guard receipt.isNew else {
            (revision, sentences) = (nil, [])
            return
        }
        revision = receipt.latest?.revision
        let described = Self.ratings(document, receipt.latest, model.framework)
        sentences =
            described + Self.joint(document, model) + Self.kept(document, receipt.latest)
            + Self.posts(document, receipt.latest)
            + Self.answered(document, receipt.latest, model.framework)
    }

    private static func ratings(_ document: Return, _ latest: Return?, _ framework: Framework) -> [String] {
        let total = framework.serviceTypes.count
        let rated = Set(document.ratings.map(\.service))
        guard let latest else {
            let rest = framework.serviceTypes.filter { !rated.contains($0.id) }.map(\.name)
            return rest.isEmpty
                ? []
                : [
                    "It rates \(rated.count) of \(total) service types; what was said before of the others stands: \(rest.joined(separator: ", "))."
                ]
        }
        var changes: [String] = []
        var asBefore = 0
        for rating in document.ratings {
            let name = framework.serviceType(rating.service)?.name ?? rating.service.text
            let before = latest.ratings.first { $0.service == rating.service }
            if before == rating {
                asBefore += 1
            } else if let before {
                let from = before.value.sign
                let to = rating.value.sign
                changes.append(from == to ? "\(name) \(to), with other evidence" : "\(name) \(from) -> \(to)")
            } else {
                changes.append("\(name) \(rating.value.sign), not rated before")
            }
        }
        for before in latest.ratings where !rated.contains(before.service) {
            let name = framework.serviceType(before.service)?.name ?? before.service.text
            changes.append("\(name), which was \(before.value.sign), left out")
        }
        let state = latest.state == .submitted ? "" : ", \(latest.state.words),"
        let changed = changes.isEmpty ? "nothing changed in them" : "changed: " + changes.joined(separator: "; ")
        return [
            "It takes the place of revision \(latest.revision)\(state) of \(latest.recorded.at): "
                + "\(counted(asBefore, "rating")) as before; \(changed)."
        ]
    }

    private static func joint(_ document: Return, _ model: ProvisionModel) -> [String] {
        document.jointWith.map { other in
            let name = model.areas.area(other)?.name ?? other.text
            guard let own = model.standingReturn(area: other, round: document.round) else {
                return
                    "It was given jointly with \(name), which has no return of its own in this round: nothing is recorded for it."
            }
            return "It was given jointly with \(name), whose own return (revision \(own.revision)) stays as it is."
        }
    }

    private static func kept(_ document: Return, _ latest: Return?) -> [String] {
        guard let latest else { return [] }
        let same = document.services == latest.services && document.interventions == latest.interventions
        guard latest.services.count + latest.interventions.count > 0 else { return [] }
        let before =
            counted(latest.services.count, "service") + " and " + counted(latest.interventions.count, "intervention")
        return same
            ? ["Its \(before) stay as they were."]
            : [
                "In place of \(before) it states \(counted(document.services.count, "service")) and "
                    + "\(counted(document.interventions.count, "intervention"))."
            ]
    }

    private static func posts(_ document: Return, _ latest: Return?) -> [String] {
        guard let latest, latest.posts != document.posts else { return [] }
        let (before, now) = (counted(latest.posts.count, "post"), counted(document.posts.count, "post"))
        guard before == now else { return ["In place of \(before) it states \(now)."] }
        return document.posts.count == 1
            ? ["Its post is stated otherwise."] : ["Of its \(now) some are stated otherwise."]
    }

    private static func answered(_ document: Return, _ latest: Return?, _ framework: Framework) -> [String] {
        let wereOpen = Set((latest?.openQueries ?? []).map(\.number))
        return document.queries.compactMap { query in
            let about = query.service.map { " about \(framework.serviceType($0)?.name ?? $0.text)" } ?? ""
            if let answer = query.answer {
                return wereOpen.contains(query.number)
                    ? "It answers query \(query.number)\(about): \(answer.text)" : nil
            }
            return "Query \(query.number)\(about) stays open: \(query.text)"
        }
    }
}
