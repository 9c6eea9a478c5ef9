import Foundation
import TestSupport

@testable import Exhibits

/// What stands in an SVG picture: its texts with their places, its titles, the names of its elements. A strict reader of
/// the well-formed markup that Lacuna writes; anything else is an error.
struct Picture {
    private(set) var texts: [Text] = []
    private(set) var titles: [String] = []
    private(set) var cells: [Cell] = []
    private(set) var elements: Set<String> = []
    private(set) var root: [String: String] = [:]
    /// Marks of one cell, tile or strip that lie over each other or beyond what they stand on.
    private(set) var overlaps: [String] = []
    /// What renderers that know no more than SVG 1.1, and not all of that, leave out or draw otherwise.
    private(set) var unportable: Set<String> = []

    struct Text {
        let text: String
        let x: Double
        let y: Double
        let size: Double
        let isBold: Bool
        let anchor: String
        /// Whether it runs upwards from its place.
        let isUpright: Bool
        /// By Lacuna's own measure, which is no narrower than the fonts it is made for.
        let box: Box
        /// The same more closely: of slanted text a chain of small boxes along the middle of its letters.
        let boxes: [Box]

        /// - Parameter degrees: by which it is turned about its place: 0, -45 or -90.
        init(_ text: String, x: Double, y: Double, size: Double, isBold: Bool, anchor: String, degrees: Int) {
            let isUpright = degrees == -90
            (self.text, self.x, self.y, self.size, self.isBold, self.anchor) = (text, x, y, size, isBold, anchor)
            self.isUpright = isUpright
            let width = TextMeasure(size: size, isBold: isBold).width(of: text)
            if isUpright {
                box = Box(text: text, left: x - size * 0.8, right: x + size * 0.2, top: y - width, bottom: y)
                boxes = [box]
                return
            }
            if degrees == -45 {
                let (slope, half) = (0.7071, size * 0.28)
                let reach = width * slope
                box = Box(text: text, left: x - size * 0.6, right: x + reach, top: y - reach - size * 0.6, bottom: y)
                boxes = stride(from: half, to: max(width, size), by: half).map { along in
                    let (centre, middle) = (x + (along - size * 0.35) * slope, y - (along + size * 0.35) * slope)
                    return Box(
                        text: text,
                        left: centre - half,
                        right: centre + half,
                        top: middle - half,
                        bottom: middle + half
                    )
                }
                return
            }
            let left = anchor == "middle" ? x - width / 2 : anchor == "end" ? x - width : x
            box = Box(text: text, left: left, right: left + width, top: y - size * 0.8, bottom: y + size * 0.2)
            boxes = [box]
        }
    }

    struct NotWellFormed: Error { let at: String }

    /// An element that can be reached by keyboard: its title, its first rectangle and the texts in it.
    struct Cell {
        var title = ""
        var box: (x: Double, y: Double, width: Double, height: Double)?
        var texts: [Text] = []
    }

    private struct Open {
        let name: String
        let attributes: [String: String]
        var text = ""
        var cell: Cell?
        var title: String?
        var marks: [Mark] = []
    }

    init(_ svg: [UInt8]) throws {
        let svg = MarkupBytes(svg)
        var open: [Open] = []
        var place = 0
        while let start = svg.first(UInt8(ascii: "<"), in: place..<svg.count) {
            if !open.isEmpty { open[open.count - 1].text += try Self.decoded(svg, place..<start) }
            guard let end = svg.first(UInt8(ascii: ">"), in: start..<svg.count) else {
                throw NotWellFormed(at: svg.text(max(0, svg.count - 50)..<svg.count))
            }
            let tag = (start + 1)..<end
            place = end + 1
            let (first, last) = tag.isEmpty ? (0, 0) : (svg[start + 1], svg[end - 1])
            if first == UInt8(ascii: "?") { continue }
            if first == UInt8(ascii: "/") {
                guard let element = open.popLast(), element.name == svg.text(tag.dropFirst()) else {
                    throw NotWellFormed(at: svg.text(tag))
                }
                close(element, in: &open)
                continue
            }
            let isEmpty = last == UInt8(ascii: "/")
            let (name, attributes) = try Self.parse(svg, isEmpty ? tag.dropLast() : tag)
            elements.insert(name)
            unportable.formUnion(Mark.unportable(name, attributes))
            if open.isEmpty { root = attributes }
            var element = Open(name: name, attributes: attributes)
            if attributes["tabindex"] != nil { element.cell = Cell() }
            if isEmpty { close(element, in: &open) } else { open.append(element) }
        }
        if !open.isEmpty { throw NotWellFormed(at: "the end") }
    }

    private mutating func close(_ element: Open, in open: inout [Open]) {
        if let cell = element.cell { cells.append(cell) }
        if element.name == "g", let title = element.title {
            overlaps += Mark.overlaps(in: element.marks).map { "\($0) in \(title)" }
        }
        if !open.isEmpty, let mark = Mark(element.name, element.attributes, parts: element.marks) {
            open[open.count - 1].marks.append(mark)
        }
        func number(_ name: String) -> Double { Double(element.attributes[name] ?? "") ?? .nan }
        switch element.name {
        case "title":
            titles.append(element.text)
            if !open.isEmpty { open[open.count - 1].title = element.text }
            if open.last?.cell != nil { open[open.count - 1].cell?.title = element.text }
        case "rect":
            guard open.last?.cell != nil, open.last?.cell?.box == nil else { return }
            open[open.count - 1].cell?.box = (number("x"), number("y"), number("width"), number("height"))
        case "text":
            func inherited(_ name: String) -> String? {
                element.attributes[name] ?? open.last { $0.attributes[name] != nil }?.attributes[name]
            }
            let text = Text(
                element.text,
                x: number("x"),
                y: number("y"),
                size: Double(inherited("font-size") ?? "") ?? .nan,
                isBold: inherited("font-weight") == "bold",
                anchor: inherited("text-anchor") ?? "start",
                degrees: Int(
                    element.attributes["transform"]?.dropFirst("rotate(".count).prefix { $0 != " " } ?? "0"
                ) ?? 0
            )
            texts.append(text)
            let box = text.box
            if !open.isEmpty {
                open[open.count - 1].marks.append(Mark(text: text.text, (box.left, box.top, box.right, box.bottom)))
            }
            if open.last?.cell != nil { open[open.count - 1].cell?.texts.append(text) }
        default: break
        }
    }

    private static func parse(_ svg: MarkupBytes, _ tag: Range<Int>) throws -> (String, [String: String]) {
        var place = svg.first(UInt8(ascii: " "), in: tag) ?? tag.upperBound
        let name = svg.text(tag.lowerBound..<place)
        var attributes: [String: String] = [:]
        while place < tag.upperBound {
            guard svg[place] == UInt8(ascii: " "),
                let start = svg.first(UInt8(ascii: "\""), in: place..<tag.upperBound),
                let end = svg.first(UInt8(ascii: "\""), in: (start + 1)..<tag.upperBound),
                svg[start - 1] == UInt8(ascii: "="),
                svg.first(UInt8(ascii: "<"), in: start..<end) == nil
            else { throw NotWellFormed(at: svg.text(tag)) }
            attributes[svg.text((place + 1)..<(start - 1))] = try decoded(svg, (start + 1)..<end)
            place = end + 1
        }
        return (name, attributes)
    }

    private static func decoded(_ svg: MarkupBytes, _ range: Range<Int>) throws -> String {
        var result = svg.text(range)
        guard svg.first(UInt8(ascii: "&"), in: range) != nil else { return result }
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r"),
        ] {
            result = result.replacing(entity, with: character)
        }
        let pieces = result.components(separatedBy: "&")
        guard pieces.dropFirst().allSatisfy({ $0.hasPrefix("amp;") }) else { throw NotWellFormed(at: result) }
        return result.replacing("&amp;", with: "&")
    }

    /// What a text covers.
    struct Box {
        let text: String
        let left: Double
        let right: Double
        let top: Double
        let bottom: Double

        func overlaps(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    /// In units of the drawing.
    var size: (width: Double, height: Double) {
        let numbers = (root["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
        return numbers.count == 4 ? (numbers[2], numbers[3]) : (0, 0)
    }

    /// The smallest type in points, at the size the picture states in millimetres; nil where it states none.
    var leastPoints: Double? {
        guard let wide = root["width"], wide.hasSuffix("mm"), let millimetres = Double(wide.dropLast(2)),
            let least = texts.map(\.size).min()
        else { return nil }
        return least / size.width * millimetres * 72 / 25.4
    }

    /// Pairs of texts and other marks that overlap, texts outside the picture, and what some renderers do not know.
    var collisions: [String] {
        let boxes = texts.enumerated().flatMap { index, text in text.boxes.map { (text: index, box: $0) } }
            .sorted { $0.box.top < $1.box.top }
        let (width, height) = size
        var found = boxes.map(\.box).filter { $0.left < 0 || $0.right > width || $0.bottom > height || $0.top < 0 }.map
        {
            "outside: \($0.text)"
        }
        for (index, (text, box)) in boxes.enumerated() {
            let below = boxes[(index + 1)...].prefix { $0.box.top < box.bottom }.filter { $0.text != text }
            found += below.map(\.box).filter(box.overlaps).map { "\(box.text) / \($0.text)" }
        }
        return found + overlaps + unportable.sorted()
    }

    /// Texts that reach beyond the cell they stand in.
    var cutTexts: [String] {
        cells.flatMap { cell -> [String] in
            guard let box = cell.box else { return ["no box: \(cell.title)"] }
            return cell.texts.map(\.box).filter { text in
                text.left < box.x || text.right > box.x + box.width || text.top < box.y
                    || text.bottom > box.y + box.height
            }.map { "\($0.text) in \(cell.title)" }
        }
    }
}
