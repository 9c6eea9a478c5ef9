/// Whom a kind of service is for, from the widest to the narrowest: what service types are grouped by in tables.
public enum ServiceReach: String, CaseIterable, Hashable, Sendable {
    /// For every family.
    case universal
    /// For families in circumstances that put them at a disadvantage.
    case targeted
    /// For families with a need that takes a specialist.
    case specialist

    /// As a heading.
    public var name: String {
        switch self {
        case .universal: "Universal"
        case .targeted: "Targeted"
        case .specialist: "Specialist"
        }
    }
}
