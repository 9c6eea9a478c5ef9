import Markup

/// The marks of a drawing, written as SVG: text, lines, boxes, paths.
extension MarkupWriter {
    enum Anchor: String { case start, middle, end }

    /// Text on one line.
    ///
    /// - Parameter plate: the colour of a plain box behind the text, which keeps it clear of what is drawn there. A stroke around the
    ///   letters would cover them wherever `paint-order` (SVG 2) is not known.
    mutating func label(
        _ content: String,
        x: Double,
        y: Double,
        _ measure: TextMeasure,
        colour: Colour = .ink,
        anchor: Anchor = .start,
        plate: Colour? = nil
    ) {
        if let plate {
            let width = measure.width(of: content)
            let left = anchor == .middle ? x - width / 2 : anchor == .end ? x - width : x
            self.plate(left - 2, y - measure.size * 0.84, width + 4, measure.size * 1.1, plate)
        }
        element("text", text: withoutDirectionMarks(content)) {
            $0.attribute("x", length: x)
            $0.attribute("y", length: y)
            $0.attribute("font-size", length: measure.size)
            $0.attribute("font-weight", measure.isBold ? "bold" : nil)
            $0.attribute("fill", colour.hex)
            $0.attribute("text-anchor", anchor == .start ? nil : anchor.rawValue)
        }
    }

    /// The name of a row, right-aligned before it and in its middle: on one line where it fits, else on two smaller ones, cut only where
    /// these have no room.
    mutating func rowName(
        _ content: String,
        right: Double,
        middle: Double,
        width: Double,
        _ measure: TextMeasure,
        least: Double = 11
    ) {
        if measure.width(of: content) <= width {
            label(content, x: right, y: middle + measure.size * 0.35, measure, anchor: .end)
            return
        }
        let small = TextMeasure(size: max(least, measure.size - 2), isBold: measure.isBold)
        let lines = small.wrap(content, width: width, maxLines: 2)
        for (index, line) in lines.enumerated() {
            let offset = (Double(index) - Double(lines.count - 1) / 2) * small.size * 1.08
            label(line, x: right, y: middle + offset + small.size * 0.35, small, anchor: .end)
        }
    }

    /// Text that is turned about its beginning: by -45 degrees it rises to the right.
    mutating func turnedLabel(
        _ content: String,
        x: Double,
        y: Double,
        _ measure: TextMeasure,
        colour: Colour = .ink,
        degrees: Int
    ) {
        element("text", text: withoutDirectionMarks(content)) {
            $0.attribute("x", length: x)
            $0.attribute("y", length: y)
            $0.attribute("transform", "rotate(\(degrees) \(length(x)) \(length(y)))")
            $0.attribute("font-size", length: measure.size)
            $0.attribute("font-weight", measure.isBold ? "bold" : nil)
            $0.attribute("fill", colour.hex)
        }
    }

    /// The outline of a rectangle; nothing where it has no extent.
    mutating func frame(
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        colour: Colour,
        thickness: Double = 1.5
    ) {
        guard width > 0, height > 0 else { return }
        path(
            "M\(length(x)) \(length(y)) H\(length(x + width)) V\(length(y + height)) H\(length(x)) Z",
            stroke: colour,
            width: thickness
        )
    }

    /// A straight line.
    mutating func rule(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double,
        colour: Colour = .edge,
        width: Double = 1,
        dash: String? = nil
    ) {
        let end = y1 == y2 ? "H\(length(x2))" : x1 == x2 ? "V\(length(y2))" : "L\(length(x2)) \(length(y2))"
        path("M\(length(x1)) \(length(y1)) \(end)", stroke: colour, width: width, dash: dash)
    }

    /// A rectangle; nothing where it has no extent.
    mutating func box(
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        fill: String,
        border: Colour? = nil,
        dash: String? = nil,
        radius: Int? = nil,
        title: String? = nil
    ) {
        guard width > 0, height > 0 else { return }
        // A border is drawn inside the edge, so that neighbours do not hide it.
        let inset = border == nil ? 0 : min(0.5, width / 4, height / 4)
        compact("rect") { writer in
            writer.attribute("x", length: x + inset)
            writer.attribute("y", length: y + inset)
            writer.attribute("width", length: width - 2 * inset)
            writer.attribute("height", length: height - 2 * inset)
            writer.attribute("rx", radius)
            writer.attribute("fill", fill)
            writer.attribute("stroke", border?.hex)
            writer.attribute("stroke-dasharray", dash)
            if let title { writer.element("title", text: title) }
        }
    }

    /// A plain box behind what must be read. Its border has no width, whatever colour a style sheet gives it.
    mutating func plate(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: Colour) {
        guard width > 0, height > 0 else { return }
        empty("rect") {
            $0.attribute("x", length: x)
            $0.attribute("y", length: y)
            $0.attribute("width", length: width)
            $0.attribute("height", length: height)
            $0.attribute("rx", length: min(3, height / 4))
            $0.attribute("fill", colour.hex)
            $0.attribute("stroke-width", 0)
        }
    }

    /// A box in the look of a style.
    mutating func box(
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        _ style: LevelStyle,
        radius: Int? = nil,
        title: String? = nil
    ) {
        guard width > 0, height > 0 else { return }
        // The lines end at the border.
        let inset = style.border == nil ? 0 : min(1, width / 2, height / 2)
        let corners = TileGeometry.corners(x + inset, y + inset, width - 2 * inset, height - 2 * inset)
        Hatching.fill(style, corners: corners, to: &self) { fill, writer in
            writer.box(
                x,
                y,
                width,
                height,
                fill: fill,
                border: style.border,
                dash: style.isBlank ? "3 2" : nil,
                radius: radius,
                title: title
            )
        }
    }

    mutating func path(
        _ d: String,
        fill: String = "none",
        stroke: Colour? = nil,
        width: Double = 1,
        dash: String? = nil,
        title: String? = nil
    ) {
        compact("path") { writer in
            writer.attribute("d", d)
            writer.attribute("fill", fill)
            writer.attribute("stroke", stroke?.hex)
            if stroke != nil, width != 1 { writer.attribute("stroke-width", length: width) }
            writer.attribute("stroke-dasharray", dash)
            writer.attribute("stroke-linejoin", width > 1 ? "round" : nil)
            if let title { writer.element("title", text: title) }
        }
    }

    /// Writes a length as `length` does.
    mutating func attribute(_ name: StaticString, length value: Double) {
        attribute(name, tenths: lengthInTenths(value))
    }
}

/// A length with at most one decimal, and no more digits than it needs. What is not a number is 0; nothing is larger than 10^9.
func length(_ value: Double) -> String {
    tenthsText(lengthInTenths(value))
}

/// A length in tenths, rounded. What is not a number is 0; nothing is larger than 10^9.
func lengthInTenths(_ value: Double) -> Int {
    let bounded = value.isNaN ? 0 : min(max(value, -1e9), 1e9)
    return Int((bounded * 10).rounded())
}

/// A number of tenths: 125 is "12.5", 120 is "12".
private func tenthsText(_ tenths: Int) -> String {
    // At most a sign, eleven digits and a point: that a string holds without memory of its own.
    unsafe String(unsafeUninitializedCapacity: 15) { buffer in
        var digits = tenths.magnitude
        let hasFraction = !digits.isMultiple(of: 10)
        if !hasFraction { digits /= 10 }
        var place = 15
        var written = 0
        repeat {
            if hasFraction, written == 1 {
                place -= 1
                unsafe buffer[place] = UInt8(ascii: ".")
            }
            place -= 1
            unsafe buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digits % 10)
            digits /= 10
            written += 1
        } while digits > 0 || (hasFraction && written < 2)
        if tenths < 0 {
            place -= 1
            unsafe buffer[place] = UInt8(ascii: "-")
        }
        for index in place..<15 { unsafe buffer[index - place] = buffer[index] }
        return 15 - place
    }
}

/// Text without the marks that reverse what stands beside them (U+202A to U+202E, U+2066 to U+2069): in a picture, as in
/// program text, they would let a name change how its neighbours read.
package func withoutDirectionMarks(_ text: String) -> String {
    func isMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
    guard text.unicodeScalars.contains(where: isMark) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isMark(scalar) { result.append(scalar) }
    return String(result)
}

/// A circle as a path's data.
func circle(_ x: Double, _ y: Double, _ r: Double) -> String {
    "M\(length(x - r)) \(length(y)) a\(length(r)) \(length(r)) 0 1 1 \(length(2 * r)) 0 "
        + "a\(length(r)) \(length(r)) 0 1 1 \(length(-2 * r)) 0 Z"
}
