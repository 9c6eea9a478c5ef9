/// Number formats as OpenDocument has them: elements in place of a picture.
enum ODSNumberFormat {
    /// Whether the format has a style of its own; what is not known here is shown as the program would.
    static func isKnown(_ format: String) -> Bool { kind(of: format) != nil }

    private enum Kind {
        case text
        case number(decimals: Int, isGrouped: Bool, isPercentage: Bool)
        case date
    }

    private static func kind(of format: String) -> Kind? {
        if format == "@" { return .text }
        let isPercentage = format.hasSuffix("%")
        let digits = isPercentage ? String(format.dropLast()) : format
        let isGrouped = digits.hasPrefix("#,##")
        let plain = isGrouped ? String(digits.dropFirst(4)) : digits
        let halves = plain.split(separator: ".", omittingEmptySubsequences: false)
        if halves.count <= 2, halves.first == "0", halves.allSatisfy({ $0.utf8.allSatisfy { $0 == UInt8(ascii: "0") } })
        {
            let decimals = halves.count == 2 ? halves.last?.utf8.count ?? 0 : 0
            return .number(decimals: decimals, isGrouped: isGrouped, isPercentage: isPercentage)
        }
        return NumberMeaning(format: format) == .date ? .date : nil
    }

    static func write(_ format: String, name: String, _ xml: inout XMLOutput) {
        switch kind(of: format) {
        case .text:
            xml.begin("number:text-style", ["style:name": name])
            xml.empty("number:text-content")
            xml.end()
        case .number(let decimals, let isGrouped, let isPercentage):
            xml.begin(isPercentage ? "number:percentage-style" : "number:number-style", ["style:name": name])
            xml.empty(
                "number:number",
                [
                    "number:decimal-places": "\(decimals)", "number:min-decimal-places": "\(decimals)",
                    "number:min-integer-digits": "1", "number:grouping": isGrouped ? "true" : nil,
                ]
            )
            if isPercentage { xml.element("number:text", text: "%") }
            xml.end()
        case .date:
            xml.begin("number:date-style", ["style:name": name])
            writeDate(Array(format.prefix { $0 != ";" }), &xml)
            xml.end()
        case nil: break
        }
    }

    /// `d mmmm yyyy`: letters in a row are a part of the date, what stands between them is text.
    private static func writeDate(_ format: [Character], _ xml: inout XMLOutput) {
        var place = 0
        while place < format.count {
            let letter = format[place]
            let run = format[place...].prefix { $0 == letter }.count
            place += run
            switch letter {
            case "d", "D": xml.empty("number:day", ["number:style": run > 1 ? "long" : nil])
            case "y", "Y": xml.empty("number:year", ["number:style": run > 2 ? "long" : nil])
            case "m", "M":
                xml.empty(
                    "number:month",
                    ["number:style": run == 2 || run > 3 ? "long" : nil, "number:textual": run > 2 ? "true" : nil]
                )
            case "\"", "\\": break
            default: xml.element("number:text", text: String(repeating: letter, count: run))
            }
        }
    }
}
