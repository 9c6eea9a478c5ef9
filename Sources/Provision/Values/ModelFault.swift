/// One thing that is wrong with a part of the model: where, what, and how to mend it.
///
/// The model knows which entry of which list is at fault; whoever read that entry from a document knows its file and
/// line. So the rules live here and the places there.
public struct ModelFault: Error, Hashable, Sendable {
    public let place: Place
    public let message: String
    public let hint: String?

    public init(_ place: Place, _ message: String, hint: String? = nil) {
        self.place = place
        self.message = message
        self.hint = hint
    }

    /// An entry of one of the model's lists, by its position in the order it was given.
    public struct Place: Hashable, Sendable {
        public let list: List
        public let index: Int

        public init(_ list: List, _ index: Int) {
            self.list = list
            self.index = index
        }

        /// No single entry: the document as a whole.
        public static let whole = Place(.whole, 0)
    }

    public enum List: String, Hashable, Sendable {
        case whole
        case source, level, cause, ageBand, needsGroup, serviceType, intervention, criterion, rung, standard, roleGroup,
            workforceOption,
            ratio
        case measure, published, figure, severity
        case kind, area
        case survey, answered, sample, question, answer, remark
        case round, contact
        case target, milestone
        case rating, service, delivered, assessment, post, outcome, query, jointWith, respondent, recorded
    }
}

/// Every fault found in one value, in the order found.
public struct ModelFaults: Error, Hashable, Sendable {
    public let faults: [ModelFault]

    public init(_ faults: [ModelFault]) { self.faults = faults }
}
