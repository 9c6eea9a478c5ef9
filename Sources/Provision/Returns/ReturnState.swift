/// How far a return has come.
public enum ReturnState: String, CaseIterable, Hashable, Sendable {
    /// Kept, and counts for nothing.
    case draft
    /// Counts.
    case submitted
    /// Counts, and the network has accepted it.
    case accepted
    /// Counts, and the network has asked the area to change it.
    case changesRequested = "changes-requested"

    /// As a sentence has it: "changes requested".
    public var words: String { self == .changesRequested ? "changes requested" : rawValue }
}

/// What is done to a return. Each step that changes anything is its next revision.
public enum ReturnStep: String, CaseIterable, Hashable, Sendable {
    /// Keep an answer that is not finished.
    case draft
    /// Hand an answer in.
    case submit
    /// Change one rating.
    case correct
    /// Send it back, saying what is to be changed.
    case requestChanges = "request-changes"
    case accept
    /// Ask about it.
    case query
    /// Answer what was asked.
    case answer

    /// Why a step cannot be taken.
    public struct Refusal: Error, Hashable, Sendable {
        public let message: String
        public let hint: String?
    }

    /// Whether it is the network's to take, and not the area's.
    public var isOfTheNetwork: Bool { [.requestChanges, .accept, .query].contains(self) }

    /// The state after each step, by the state before. What the table does not allow is nil.
    ///
    /// A draft counts for nothing, so there is nothing in it to accept or to ask about. What was accepted is no more so once
    /// it is changed; what was sent back is so until it is handed in again, or accepted as it is.
    private static let table: [(step: ReturnStep, after: [ReturnState: ReturnState], fromNothing: ReturnState?)] = [
        (.draft, every(.draft), .draft),
        (.submit, every(.submitted), .submitted),
        (.correct, unchanged.merging([.accepted: .submitted]) { $1 }, nil),
        (.requestChanges, counting(.changesRequested), nil),
        (.accept, counting(.accepted), nil),
        (.query, unchanged.filter { $0.key != .draft }, nil),
        (.answer, unchanged, nil),
    ]

    private static let unchanged = Dictionary(ReturnState.allCases.map { ($0, $0) }) { $1 }

    private static func every(_ state: ReturnState) -> [ReturnState: ReturnState] { unchanged.mapValues { _ in state } }

    private static func counting(_ state: ReturnState) -> [ReturnState: ReturnState] {
        every(state).filter { $0.key != .draft }
    }

    /// The state of a return after this step.
    ///
    /// - Parameter state: of the latest revision; nil where there is none.
    /// - Throws: why it cannot be taken, in words, with the mend.
    public func after(_ state: ReturnState?) throws(Refusal) -> ReturnState {
        let row = Self.table.first { $0.step == self }
        let next = if let state { row?.after[state] } else { row?.fromNothing }
        if let next { return next }
        guard state == nil else {
            throw Refusal(message: "a draft cannot be \(done): it has to be submitted first", hint: nil)
        }
        throw Refusal(
            message: "there is no return to \(doing)",
            hint: self == .query ? "the area has not answered in this round: remind it" : "it has to be submitted first"
        )
    }

    private var doing: String {
        switch self {
        case .draft: "keep"
        case .submit: "submit"
        case .correct: "correct"
        case .requestChanges: "send back"
        case .accept: "accept"
        case .query: "ask about"
        case .answer: "answer for"
        }
    }

    private var done: String {
        switch self {
        case .draft: "kept"
        case .submit: "submitted"
        case .correct: "corrected"
        case .requestChanges: "sent back"
        case .accept: "accepted"
        case .query: "asked about"
        case .answer: "answered for"
        }
    }
}
