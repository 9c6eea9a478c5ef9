/// The place a picture is made for, by its width on paper or on a slide.
///
/// A picture made for a place states its size in millimetres, and no type in it is smaller than `leastType` there. Drawings of few
/// marks are laid out in CSS pixels (96 to the inch), dense ones (tables, grids of lines) in finer units, in which type of size 11 is
/// of just that size.
public enum PictureWidth: String, CaseIterable, Sendable {
    /// One column of two on A4 paper: 85 mm.
    case column
    /// A4 upright between its margins: 170 mm.
    case a4
    /// A4 on its side between its margins: 257 mm.
    case a4Landscape = "a4-landscape"
    /// A slide of 10 by 5.6 inches.
    case slide

    /// The smallest type, in points.
    public static let leastType = 7.0
    /// The smallest type of a dense drawing, in its units.
    static let leastFineSize = 11.0
    static let pixelsPerMillimetre = 96 / 25.4

    public var millimetres: Double {
        switch self {
        case .column: 85
        case .a4: 170
        case .a4Landscape: 257
        case .slide: 254
        }
    }

    /// How high a picture may be there, in millimetres.
    public var tallestMillimetres: Double {
        switch self {
        case .column, .a4: 257
        case .a4Landscape: 170
        case .slide: 142.24
        }
    }

    /// Whether it is wider than high, so that what stands above and below a table must be short.
    var isLow: Bool { self == .slide || self == .a4Landscape }

    /// As a sentence names it: "A4 on its side (257 mm)".
    public var name: String {
        switch self {
        case .column: "a column (85 mm)"
        case .a4: "A4 upright (170 mm)"
        case .a4Landscape: "A4 on its side (257 mm)"
        case .slide: "a slide (254 mm by 142 mm)"
        }
    }

    /// Units of a drawing to the millimetre.
    static func unitsPerMillimetre(isFine: Bool) -> Double {
        guard isFine else { return pixelsPerMillimetre }
        // A point is 25.4 / 72 mm; type of size 11 is to be of seven.
        return leastFineSize / (leastType * 25.4 / 72)
    }
}

extension ExhibitOptions {
    /// Draws in usual units or, where that does not fit the place, in finer ones.
    func fitting(_ draw: (ExhibitOptions) -> [UInt8]) -> [UInt8] {
        let svg = draw(self)
        guard let width, !isFine, PictureSize(of: svg)?.misfit(width) != nil else { return svg }
        return draw(fine)
    }
}

/// How large a picture says it is.
public struct PictureSize: Hashable, Sendable {
    /// In millimetres where the picture is made for paper, else in CSS pixels.
    public let width: Double
    public let height: Double
    public let isInMillimetres: Bool

    /// Reads the size from the picture's first element; nil where it states none.
    public init?(of svg: [UInt8]) {
        let head = String(decoding: svg.prefix(2_048), as: UTF8.self)
        guard let start = head.firstRange(of: "<svg "), let end = head[start.upperBound...].firstIndex(of: ">") else {
            return nil
        }
        let tag = head[head.index(before: start.upperBound)..<end]
        func value(_ name: String) -> Substring? {
            guard let begin = tag.firstRange(of: " \(name)=\"") else { return nil }
            return tag[begin.upperBound...].prefix { $0 != "\"" }
        }
        guard let width = value("width"), let height = value("height") else { return nil }
        isInMillimetres = width.hasSuffix("mm")
        let cut = isInMillimetres ? 2 : 0
        guard let wide = Double(width.dropLast(cut)), let high = Double(height.dropLast(cut)) else { return nil }
        (self.width, self.height) = (wide, high)
    }

    /// In CSS pixels, rounded up.
    public var pixels: (width: Int, height: Int) {
        let scale = isInMillimetres ? PictureWidth.pixelsPerMillimetre : 1
        func whole(_ size: Double) -> Int { Int(min(max((size * scale).rounded(.up), 1), 1e6)) }
        return (whole(width), whole(height))
    }

    /// Why the picture does not fit the place it was made for, and what to do; nil where it does.
    public func misfit(_ place: PictureWidth) -> String? {
        func millimetres(_ size: Double) -> String { "\(grouped(size.rounded(.up))) mm" }
        let mend = "Draw a part of it, with --within or --service, or choose another --width."
        guard isInMillimetres else { return nil }
        if width > place.millimetres + 0.5 {
            return "The picture is \(millimetres(width)) wide with type of 7 pt, too wide for \(place.name). \(mend)"
        }
        if height > place.tallestMillimetres + 0.5 {
            let most = millimetres(place.tallestMillimetres)
            return
                "The picture is \(millimetres(height)) high with type of 7 pt, and \(place.name) has room for \(most). \(mend)"
        }
        return nil
    }
}
