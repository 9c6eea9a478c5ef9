public import Provision

/// Why a document was not recorded. But for `outcomeUnknown`, nothing was written.
public enum WriteFailure: Error, Hashable, Sendable {
    /// Another writer holds the store; trying again later may succeed.
    case locked
    /// The document is based on a revision that is not the latest.
    case conflict(area: Area.ID, round: Round.ID, basedOn: Int, latest: Int)
    /// The update of an action is based on a revision that is not the latest.
    case actionConflict(Action.ID, basedOn: Int, latest: Int)
    /// The document is not fit to be recorded.
    case invalid([DocumentFault])
    /// The store cannot be read.
    case unreadable(StoreFailure.Code, [DocumentFault])
    /// A file or folder cannot be made: in what, and why.
    case cannotCreate(String, reason: String)
    /// Writing failed half-way (a full disk, a failing one): in what, and why.
    case inputOutput(String, reason: String)
    /// The document is in place, but the folder could not be made durable: it may or may not be there after a power cut.
    case outcomeUnknown(String, reason: String)
}

extension WriteFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .locked:
            "another writer holds the store; try again"
        case .conflict(let area, let round, let basedOn, let latest):
            "\(area) in round \(round): based on revision \(basedOn), but the latest is \(latest); nothing was recorded "
                + "(look at \(StoreLayout.path(area: area, round: round, revision: max(1, latest))) and base yours on it)"
        case .actionConflict(let id, let basedOn, let latest):
            "action \(id): based on revision \(basedOn), but the latest is \(latest); nothing was recorded "
                + "(look at it with 'lacuna action show \(id)' and base yours on it)"
        case .invalid(let faults):
            faults.map(\.description).joined(separator: "\n")
        case .unreadable(_, let faults):
            faults.map(\.description).joined(separator: "\n")
        case .cannotCreate(let path, let reason):
            "\(path): cannot be made: \(reason); nothing was recorded"
        case .inputOutput(let path, let reason):
            "\(path): cannot be written: \(reason); nothing was recorded"
        case .outcomeUnknown(let path, let reason):
            "\(path): written, but not known to be durable: \(reason); look whether it is there after a restart"
        }
    }
}
