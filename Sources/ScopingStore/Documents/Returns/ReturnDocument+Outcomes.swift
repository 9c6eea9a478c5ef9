import Provision

extension ReturnDocument {
    static func outcome(_ entry: XMLElement) throws -> Outcome {
        guard let from = try entry.optionalDate("from"), let until = try entry.optionalDate("until") else {
            throw entry.fault("outcomes need the first and the last day of their period")
        }
        return Outcome(
            service: try entry.id("service"),
            measure: try entry.optionalID("measure"),
            from: from,
            until: until,
            referred: try entry.count("referred"),
            contacts: try entry.count("contacts"),
            seen: try entry.count("seen"),
            paired: try entry.count("paired"),
            improved: try entry.count("improved"),
            ethnicityRecorded: try entry.count("ethnicity-recorded"),
            deprivationRecorded: try entry.count("deprivation-recorded"),
            evidence: try entry.evidence()
        )
    }
}

extension XMLElement {
    fileprivate func count(_ name: StaticString) throws(DocumentFault) -> OutcomeCount? {
        guard let text = attribute(name) else { return nil }
        guard let count = OutcomeCount(text) else {
            throw fault(
                "\(name)=\"\(text)\" is no number of families",
                hint: "0 to \(OutcomeCount.limit), or \"withheld\""
            )
        }
        return count
    }
}
