import Provision

/// The coordinate system that a GeoJSON file names in `crs`, as files before RFC 7946 do (GeoJSON 2008, section 3).
///
/// It is written in many ways: "urn:ogc:def:crs:EPSG::4258", "EPSG:4258", "http://www.opengis.net/def/crs/EPSG/0/4258",
/// "urn:ogc:def:crs:OGC:1.3:CRS84". What counts is the code at its end.
struct CoordinateSystem: Hashable {
    /// As the file has it.
    let name: String
    let kind: Kind

    enum Kind: Hashable {
        /// Longitude and latitude in degrees.
        case geographic
        /// Lengths on a plane.
        case projected
        case unknown
    }

    init(name: String) {
        self.name = name
        let lower = name.lowercased()
        let code =
            lower.unicodeScalars.split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }.last
            .map { String($0) } ?? ""
        let digits = code.hasPrefix("epsg") ? String(code.dropFirst(4)) : code
        if code == "crs84" || code == "crs83" || code == "crs84h" || (code == "84" && lower.hasSuffix("crs:84")) {
            kind = .geographic
        } else if let number = Int(digits) {
            kind =
                Self.geographic.contains(number)
                ? .geographic : Self.projected.contains { $0.contains(number) } ? .projected : .unknown
        } else {
            kind = .unknown
        }
    }

    /// EPSG's codes of systems in degrees that British and European files are in: WGS 84 (also with heights), ETRS89, OSGB36, OSNI 1952, TM65,
    /// TM75, IRENET95, ED50, RGF93, NAD83, NAD27 and the sphere.
    private static let geographic: Set<Int> = [
        4326, 4979, 4258, 4937, 4277, 4188, 4299, 4300, 4173, 4230, 4171, 4269, 4267, 4035, 4047, 9067, 9057,
    ]

    /// EPSG's codes of systems on a plane: British National Grid (also with heights), Irish grids, Web Mercator under its several
    /// numbers, Europe's LAEA and LCC, world Mercator, UTM zones.
    private static let projected: [ClosedRange<Int>] = [
        27700...27700, 7405...7405, 29900...29903, 2157...2158, 3857...3857, 3785...3785, 900_913...900_913,
        102_100...102_100, 102_113...102_113, 3034...3035, 3395...3395, 32601...32660, 32701...32760, 25828...25838,
        23028...23038, 3038...3051, 2154...2154,
    ]

    /// How coordinates are to be read.
    struct Reading: Hashable {
        let isGeographic: Bool
        /// What is in doubt, a sentence each.
        let remarks: [String]
    }

    /// How coordinates in a system are to be read: as degrees where it is known to be in degrees or, unless it is known to be a plane,
    /// where all of them could be.
    ///
    /// The first number is the longitude, the second the latitude, whatever order the system itself has: so RFC 7946 (section 3.1.1)
    /// and GeoJSON 2008 (section 2.1.1) say, and so programs write, also under EPSG 4326. Files that have it otherwise are told.
    ///
    /// - Parameter system: nil where the file names none.
    /// - Returns: nil where coordinates are said to be degrees, and cannot be.
    static func reading(of points: some Sequence<Boundaries.Point>, in system: CoordinateSystem?) -> Reading? {
        var couldBeDegrees = true
        var isEmpty = true
        // Longitudes of the British Isles where latitudes belong, and the other way round.
        var looksTurned = true
        for point in points {
            isEmpty = false
            if abs(point.x) > 180 || abs(point.y) > 90 { couldBeDegrees = false }
            if !(48...62).contains(point.x) || !(-12...4).contains(point.y) { looksTurned = false }
            if !couldBeDegrees, !looksTurned { break }
        }
        var remarks: [String] = []
        let shown = "The coordinate system '\(system?.name.prefix(80) ?? "")'"
        let isGeographic: Bool
        switch system?.kind {
        case .geographic:
            guard couldBeDegrees else { return nil }
            isGeographic = true
        case .projected:
            isGeographic = false
            if couldBeDegrees, !isEmpty {
                remarks.append(
                    "\(shown) is a plane, and the map is drawn so, but all its coordinates could be degrees."
                )
            }
        case .unknown:
            isGeographic = couldBeDegrees
            if !isEmpty {
                remarks.append(
                    couldBeDegrees
                        ? "\(shown) is not known; its coordinates, all of which could be degrees, were taken as degrees."
                        : "\(shown) is not known; its coordinates, which are no degrees, were taken as lengths on a plane."
                )
            }
        case nil: isGeographic = couldBeDegrees
        }
        if isGeographic, looksTurned, !isEmpty {
            remarks.append(
                "The coordinates look as if latitude came first; GeoJSON has longitude first, and the map is drawn so."
            )
        }
        return Reading(isGeographic: isGeographic, remarks: remarks)
    }
}
