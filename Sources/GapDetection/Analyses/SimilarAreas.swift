import Glibc
public import Provision

/// Areas like one: of the same kind, with about as many children and as much deprivation.
///
/// The distance of two areas is Euclidean over two measures, each divided by its standard deviation among the areas of the
/// kind: the natural logarithm of the children aged 0-4 (so that twice as many is as far at every size) and the share of them in
/// deprived small areas. It is the method of nearest neighbours that local government uses to choose whom to compare with
/// (CIPFA's model has more measures).
public struct SimilarAreas: Sendable {
    public let area: Area
    /// The areas like it, the nearest first.
    public let twins: [(area: Area, row: Int, distance: Double)]

    /// - Returns: nil where the area's own children or deprivation are not known.
    public init?(of row: Int, in snapshot: Snapshot, _ model: ProvisionModel) {
        guard snapshot.rows.indices.contains(row) else { return nil }
        let own = model.areas.area(at: snapshot.rows[row], on: snapshot.areasAsOf)
        let known = snapshot.rows.indices.compactMap { index -> (row: Int, area: Area, size: Double, share: Double)? in
            let area = model.areas.area(at: snapshot.rows[index], on: snapshot.areasAsOf)
            guard area.kind == own.kind, let children = area.childrenUnderFive, children > 0,
                let share = area.deprivedShare
            else { return nil }
            return (index, area, log(Double(children)), share)
        }
        guard let me = known.first(where: { $0.row == row }) else { return nil }
        let (size, share) = (Self.deviation(known.map(\.size)), Self.deviation(known.map(\.share)))
        area = own
        twins = known.filter { $0.row != row }.map { other in
            let (one, two) = ((other.size - me.size) / size, (other.share - me.share) / share)
            return (other.area, other.row, (one * one + two * two).squareRoot())
        }.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }
    }

    /// The standard deviation of a population; 1 where all are alike, so that it divides.
    static func deviation(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 1 }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return variance > 0 ? variance.squareRoot() : 1
    }
}
