/// What an area says of one standard.
///
/// A return's list of them stands until the area, or one that succeeded it, makes another, as its lists of services and
/// interventions do.
public struct Assessment: Hashable, Sendable {
    public let standard: Standard.ID
    public let state: State
    public let evidence: [Evidence]

    public init(standard: Standard.ID, state: State, evidence: [Evidence] = []) {
        self.standard = standard
        self.state = state
        self.evidence = evidence
    }

    /// How far a standard is met.
    public enum State: String, CaseIterable, Hashable, Sendable {
        case met
        case partly
        case notMet = "not-met"
        case notApplicable = "not-applicable"

        /// As a sentence has it: "met", "partly met".
        public var words: String {
            switch self {
            case .met: "met"
            case .partly: "partly met"
            case .notMet: "not met"
            case .notApplicable: "not applicable"
            }
        }
    }
}

extension Return {
    /// The same return with other assessments.
    public func with(assessments: [Assessment]) -> Return {
        var changed = self
        changed.assessments = assessments
        return changed
    }

    /// Assessments of standards that the framework does not have, and of one standard twice.
    func assessmentFaults(framework: Framework) -> [ModelFault] {
        var faults: [ModelFault] = []
        var seen: Set<Standard.ID> = []
        for (index, assessment) in assessments.enumerated() {
            let place = ModelFault.Place(.assessment, index)
            if framework.standard(assessment.standard) == nil {
                let known = framework.standards.map(\.id.text)
                faults.append(.unknown("standard", assessment.standard.text, known: known, at: place))
            }
            if !seen.insert(assessment.standard).inserted {
                let message = "'\(assessment.standard)' is assessed twice in this return"
                faults.append(ModelFault(place, message, hint: "keep one of the two"))
            }
            for source in assessment.evidence.compactMap(\.source) where !framework.knows(source) {
                let known = framework.sources.map(\.id.text)
                faults.append(.unknown("source", source.text, known: known, at: place))
            }
        }
        return faults
    }
}
