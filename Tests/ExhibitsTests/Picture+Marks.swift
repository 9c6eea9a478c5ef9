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
        var tokens: [Substring] = []
        var rest = data[...]
        while let first = rest.first {
            let end =
                first.isLetter
                ? rest.index(after: rest.startIndex) : rest.firstIndex { $0.isLetter || $0 == " " } ?? rest.endIndex
            if first != " " { tokens.append(rest[..<end]) }
            rest = first == " " ? rest.dropFirst() : rest[end...]
        }
        var (x, y, start) = (0.0, 0.0, (0.0, 0.0))
        var points: [(Double, Double)] = []
        var numbers: [Double] = []
        var command: Character = "M"
        func isRelative() -> Bool { command.isLowercase }
        func take() {
            let (baseX, baseY) = isRelative() ? (x, y) : (0, 0)
            switch (command.uppercased(), numbers.count) {
            case ("M", 2), ("L", 2): (x, y) = (baseX + numbers[0], baseY + numbers[1])
            case ("H", 1): x = baseX + numbers[0]
            case ("V", 1): y = baseY + numbers[0]
            case ("A", 7):
                let end = (baseX + numbers[5], baseY + numbers[6])
                if numbers[3] == 1 {
                    let middle = ((x + end.0) / 2, (y + end.1) / 2)
                    points += [
                        (middle.0 - numbers[0], middle.1 - numbers[1]), (middle.0 + numbers[0], middle.1 + numbers[1]),
                    ]
                }
                (x, y) = end
            default: return
            }
            if command.uppercased() == "M" { start = (x, y) }
            points.append((x, y))
            numbers = []
        }
        for token in tokens {
            if let letter = token.first, letter.isLetter {
                command = letter
                numbers = []
                if letter.uppercased() == "Z" { (x, y) = start }
            } else if let number = Double(token) {
                numbers.append(number)
                take()
            }
        }
        return union(points.map { ($0.0, $0.1, $0.0, $0.1) })
    }

    /// Elements and attributes of which CairoSVG, MuPDF, LibreOffice or Inkscape is known to make something else than browsers do.
    static func unportable(_ name: String, _ attributes: [String: String]) -> [String] {
        var found: [String] = []
        let elements: Set = [
            "pattern", "mask", "clipPath", "filter", "foreignObject", "symbol", "marker", "image", "switch", "tspan",
            "a",
            "linearGradient", "radialGradient", "script",
        ]
        if elements.contains(name) { found.append("<\(name)>") }
        let names: Set = [
            "class", "style", "paint-order", "dominant-baseline", "alignment-baseline", "baseline-shift",
            "letter-spacing",
            "textLength", "mask", "clip-path", "filter", "transform-box", "transform-origin", "mix-blend-mode",
            "opacity",
            "vector-effect", "href",
        ]
        for (attribute, value) in attributes {
            if names.contains(attribute) { found.append("\(name) \(attribute)") }
            if attribute == "fill" || attribute == "stroke", value != "none",
                !value.hasPrefix("#") || value.utf8.count != 7
            {
                found.append("\(attribute)=\(value)")
            }
        }
        return found
    }
}
