import Glibc

/// Maps places on the ground to a plane, x to the east and y to the south, in lengths of no particular unit.
///
/// Degrees are projected by the transverse Mercator projection of the sphere around the middle meridian (J. P. Snyder, *Map Projections: A
/// Working Manual*, USGS Professional Paper 1395, 1987, equations 8-1 and 8-3), which keeps shapes; where the boundaries reach
/// farther than 20 degrees, by the equirectangular projection true at their middle latitude.
struct BoundaryProjection {
    private let isGeographic: Bool
    private let isWide: Bool
    private let middleLongitude: Double
    private let scaleOfLongitude: Double

    init(_ boundaries: Boundaries) {
        isGeographic = boundaries.isGeographic
        var (west, east) = (Double.infinity, -Double.infinity)
        var (south, north) = (Double.infinity, -Double.infinity)
        for feature in boundaries.features {
            for ring in feature.rings {
                for point in ring {
                    (west, east) = (min(west, point.x), max(east, point.x))
                    (south, north) = (min(south, point.y), max(north, point.y))
                }
            }
        }
        let isEmpty = west > east
        middleLongitude = isEmpty ? 0 : (west + east) / 2
        scaleOfLongitude = isEmpty ? 1 : max(0.01, cos((south + north) / 2 * Double.pi / 180))
        isWide = !isEmpty && east - west > 20
    }

    func project(_ point: Boundaries.Point) -> Boundaries.Point {
        guard isGeographic else { return Boundaries.Point(x: point.x, y: -point.y) }
        let degree = Double.pi / 180
        guard !isWide else { return Boundaries.Point(x: point.x * degree * scaleOfLongitude, y: -point.y * degree) }
        let longitude = (point.x - middleLongitude) * degree
        // At the poles tangents grow without bound; there all longitudes are one place.
        let latitude = min(max(point.y, -89.999), 89.999) * degree
        return Boundaries.Point(
            x: atanh(cos(latitude) * sin(longitude)),
            y: -atan2(tan(latitude), cos(longitude))
        )
    }
}
