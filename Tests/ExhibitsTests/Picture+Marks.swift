/// A text or a shape inside a group of a picture: a letter, a glyph, a sign.
struct Mark {
    typealias Extent = (left: Double, top: Double, right: Double, bottom: Double)

    let name: String
    let extent: Extent
    /// Whether it is there to be written upon, or a pattern's lines.
    let isGround: Bool
    /// Whether it is an outline alone.
    let isOutline: Bool

    init(text: String, _ extent: Extent) {
        (name, self.extent, isGround, isOutline) = (text, extent, false, false)
    }

    /// - Parameter parts: the marks inside it.
    init?(_ element: String, _ attributes: [String: String], parts: [Mark]) {
        func number(_ name: String) -> Double { Double(attributes[name] ?? "") ?? .nan }
        name = element
        isGround = attributes["pointer-events"] == "none" || attributes["stroke-width"] == "0"
        isOutline = attributes["fill"] == "none"
        let line = attributes["stroke"] == nil ? 0 : (Double(attributes["stroke-width"] ?? "1") ?? 1) / 2
        let inner: Extent
        switch element {
        case "rect":
            inner = (number("x"), number("y"), number("x") + number("width"), number("y") + number("height"))
        case "path":
            guard let extent = Self.extent(ofPath: attributes["d"] ?? "") else { return nil }
            inner = extent
        case "g":
            guard let extent = Self.union(parts.filter { !$0.isGround }.map(\.extent)) else { return nil }
            inner = extent
        default: return nil
        }
        extent = (inner.left - line, inner.top - line, inner.right + line, inner.bottom + line)
    }

    /// Pairs that lie over each other, and those beyond the first shape, which the others stand on.
    static func overlaps(in all: [Mark]) -> [String] {
        guard let ground = all.first, ground.name == "rect" || ground.name == "path" else { return [] }
        let marks = all.dropFirst().filter { mark in
            // A frame runs around all of the ground.
            let isFrame =
                mark.isOutline
                && mark.extent.right - mark.extent.left > 0.7 * (ground.extent.right - ground.extent.left)
                && mark.extent.bottom - mark.extent.top > 0.6 * (ground.extent.bottom - ground.extent.top)
            return !mark.isGround && !isFrame
        }
        var found = marks.filter { mark in
            mark.extent.left < ground.extent.left - 0.1 || mark.extent.right > ground.extent.right + 0.1
                || mark.extent.top < ground.extent.top - 0.1 || mark.extent.bottom > ground.extent.bottom + 0.1
        }.map { "\($0.name) beyond its ground" }
        for (index, mark) in marks.enumerated() {
            for other in marks[(index + 1)...] where mark.touches(other) {
                found.append("\(mark.name) / \(other.name)")
            }
        }
        return found
    }

    /// By more than a tenth, to which places are rounded.
    private func touches(_ other: Mark) -> Bool {
        extent.left + 0.1 < other.extent.right && other.extent.left + 0.1 < extent.right
            && extent.top + 0.1 < other.extent.bottom && other.extent.top + 0.1 < extent.bottom
    }

    private static func union(_ extents: [Extent]) -> Extent? {
        guard let first = extents.first else { return nil }
        return extents.dropFirst().reduce(first) {
            (min($0.left, $1.left), min($0.top, $1.top), max($0.right, $1.right), max($0.bottom, $1.bottom))
        }
    }

    /// The box around a path's points; of an arc over half a circle or more, around the circle.
    private static func extent(ofPath data: String) -> Extent? {
        let bytes = Array(data.utf8)
        var (x, y, start) = (0.0, 0.0, (0.0, 0.0))
        var extent: Extent?
        func cover(_ x: Double, _ y: Double) {
            guard let known = extent else {
                extent = (x, y, x, y)
                return
            }
            extent = (min(known.left, x), min(known.top, y), max(known.right, x), max(known.bottom, y))
        }
        var numbers: [Double] = []
        var command = UInt8(0)
        func take() {
            let (baseX, baseY) = command & 0x20 != 0 ? (x, y) : (0, 0)
            // Without the bit that makes a letter small.
            let kind = command & ~0x20
            switch numbers.count {
            case 2 where kind == Letter.m || kind == Letter.l: (x, y) = (baseX + numbers[0], baseY + numbers[1])
            case 1 where kind == Letter.h: x = baseX + numbers[0]
            case 1 where kind == Letter.v: y = baseY + numbers[0]
            case 7 where kind == Letter.a:
                let end = (baseX + numbers[5], baseY + numbers[6])
                if numbers[3] == 1 {
                    let middle = ((x + end.0) / 2, (y + end.1) / 2)
                    cover(middle.0 - numbers[0], middle.1 - numbers[1])
                    cover(middle.0 + numbers[0], middle.1 + numbers[1])
                }
                (x, y) = end
            default: return
            }
            if kind == Letter.m { start = (x, y) }
            cover(x, y)
            numbers = []
        }
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if isLetter(byte) {
                command = byte
                numbers = []
                if byte & ~0x20 == Letter.z { (x, y) = start }
                place += 1
            } else if byte == Letter.space {
                place += 1
            } else {
                let first = place
                while place < bytes.count, bytes[place] != Letter.space, !isLetter(bytes[place]) { place += 1 }
                if let number = Double(String(decoding: bytes[first..<place], as: UTF8.self)) {
                    numbers.append(number)
                    take()
                }
            }
        }
        return extent
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

    private enum Letter {
        static let space = UInt8(ascii: " ")
        static let (a, h, l) = (UInt8(ascii: "A"), UInt8(ascii: "H"), UInt8(ascii: "L"))
        static let (m, v, z) = (UInt8(ascii: "M"), UInt8(ascii: "V"), UInt8(ascii: "Z"))
    }

    /// Elements and attributes of which CairoSVG, MuPDF, LibreOffice or Inkscape is known to make something else than browsers do.
    static func unportable(_ name: String, _ attributes: [String: String]) -> [String] {
        var found: [String] = []
        if unportableElements.contains(name) { found.append("<\(name)>") }
        for (attribute, value) in attributes {
            if unportableAttributes.contains(attribute) { found.append("\(name) \(attribute)") }
            if attribute == "fill" || attribute == "stroke", value != "none",
                !value.hasPrefix("#") || value.utf8.count != 7
            {
                found.append("\(attribute)=\(value)")
            }
        }
        return found
    }

    private static let unportableElements: Set = [
        "pattern", "mask", "clipPath", "filter", "foreignObject", "symbol", "marker", "image", "switch", "tspan", "a",
        "linearGradient", "radialGradient", "script",
    ]

    private static let unportableAttributes: Set = [
        "class", "style", "paint-order", "dominant-baseline", "alignment-baseline", "baseline-shift", "letter-spacing",
        "textLength", "mask", "clip-path", "filter", "transform-box", "transform-origin", "mix-blend-mode", "opacity",
        "vector-effect", "href",
    ]
}
