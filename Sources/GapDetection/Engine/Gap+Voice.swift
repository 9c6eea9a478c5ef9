package import Provision

extension Gap {
    /// What of the framework the gap is about, by which findings of what families said speak of it.
    package func topics(_ framework: Framework) -> Set<VoiceTopic> {
        var topics = Set(service.map { [VoiceTopic.serviceType($0)] } ?? [])
        let subject = id.subject
        switch kind {
        case .needsGroup:
            if let group = framework.needsGroups.first(where: { $0.id.text == subject }) {
                topics.insert(.needsGroup(group.id))
            }
        case .standardUnmet, .overclaimed, .underclaimed:
            if let standard = framework.standards.first(where: { $0.id.text == subject }) {
                topics.insert(.standard(standard.id))
            }
        case .voiceMismatch:
            if let intervention = framework.interventions.first(where: { $0.id.text == subject }) {
                topics.insert(.intervention(intervention.id))
            }
        default: break
        }
        return topics
    }
}
