import Foundation
import TestSupport

@testable import Exhibits

/// What stands in an SVG picture: its texts with their places, its titles, the names of its elements. A strict reader of
/// the well-formed markup that Lacuna writes; anything else is an error.
struct Picture {
    private(set) var texts: [Text] = []
    private(set) var titles: [String] = []
    private(set) var elements: Set<String> = []
    private(set) var root: [String: String] = [:]

    struct Text {
        let text: String
        let x: Double
        let y: Double
        let size: Double
        let isBold: Bool
        let anchor: String
    }

    struct NotWellFormed: Error { let at: String }

    init(_ svg: [UInt8]) throws {
        var open: [(name: String, attributes: [String: String], text: String)] = []
        var rest = String(decoding: svg, as: UTF8.self)[...]
        while let start = rest.firstIndex(of: "<") {
            if !open.isEmpty { open[open.count - 1].text += try Self.decoded(rest[..<start]) }
            guard let end = rest[start...].firstIndex(of: ">") else { throw NotWellFormed(at: String(rest.suffix(50))) }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("?xml") { continue }
            if tag.hasPrefix("/") {
                guard let element = open.popLast(), element.name == tag.dropFirst() else {
                    throw NotWellFormed(at: String(tag))
                }
                close(element)
                continue
            }
            let (name, attributes) = try Self.parse(tag.hasSuffix("/") ? tag.dropLast() : tag)
            elements.insert(name)
            if open.isEmpty { root = attributes }
            if !tag.hasSuffix("/") { open.append((name, attributes, "")) }
        }
        if !open.isEmpty { throw NotWellFormed(at: "the end") }
    }

    private mutating func close(_ element: (name: String, attributes: [String: String], text: String)) {
        if element.name == "title" { titles.append(element.text) }
        guard element.name == "text" else { return }
        func number(_ name: String) -> Double { Double(element.attributes[name] ?? "") ?? .nan }
        texts.append(
            Text(
                text: element.text,
                x: number("x"),
                y: number("y"),
                size: number("font-size"),
                isBold: element.attributes["font-weight"] == "bold",
                anchor: element.attributes["text-anchor"] ?? "start"
            )
        )
    }

    private static func parse(_ tag: Substring) throws -> (String, [String: String]) {
        let name = tag.prefix { $0 != " " }
        var attributes: [String: String] = [:]
        var rest = tag.dropFirst(name.count)
        while !rest.isEmpty {
            let parts = rest.dropFirst().split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
            guard rest.first == " ", parts.count == 3, parts[0].hasSuffix("="), !parts[1].contains("<") else {
                throw NotWellFormed(at: String(tag))
            }
            attributes[String(parts[0].dropLast())] = try decoded(parts[1])
            rest = parts[2]
        }
        return (String(name), attributes)
    }

    private static func decoded(_ text: Substring) throws -> String {
        var result = String(text)
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r"),
        ] {
            result = result.replacing(entity, with: character)
        }
        let pieces = result.components(separatedBy: "&")
        guard pieces.dropFirst().allSatisfy({ $0.hasPrefix("amp;") }) else { throw NotWellFormed(at: result) }
        return result.replacing("&amp;", with: "&")
    }

    /// A text's box by Lacuna's own measure, which is no narrower than the fonts it is made for.
    private struct Box {
        let text: String
        let left: Double
        let right: Double
        let top: Double
        let bottom: Double

        init(_ item: Text) {
            let width = TextMeasure(size: item.size, isBold: item.isBold).width(of: item.text)
            text = item.text
            left = item.anchor == "middle" ? item.x - width / 2 : item.anchor == "end" ? item.x - width : item.x
            right = left + width
            top = item.y - item.size * 0.8
            bottom = item.y + item.size * 0.2
        }

        func overlaps(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    /// Pairs of texts that overlap, and texts outside the picture.
    var collisions: [String] {
        let boxes = texts.map(Box.init)
        let width = Double(root["width"] ?? "") ?? 0
        let height = Double(root["height"] ?? "") ?? 0
        var found = boxes.filter { $0.left < 0 || $0.right > width || $0.bottom > height || $0.top < 0 }.map {
            "outside: \($0.text)"
        }
        for (index, box) in boxes.enumerated() {
            found += boxes[(index + 1)...].filter(box.overlaps).map { "\(box.text) / \($0.text)" }
        }
        return found
    }
}
