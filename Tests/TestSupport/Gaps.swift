public import GapDetection
public import Provision

/// The gaps at a snapshot: those in provision before those in the record, of each the most severe first.
///
/// - Parameter kinds: only these; nil for all.
public func gaps(in model: ProvisionModel, at snapshot: Snapshot, kinds: Set<GapKind>? = nil) -> [Gap] {
    GapAudit(model, at: snapshot, kinds: kinds).gaps
}
