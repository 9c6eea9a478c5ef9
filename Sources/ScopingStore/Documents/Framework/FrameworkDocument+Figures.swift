import Provision

extension FrameworkDocument {
    static func figure(_ entry: XMLElement) throws -> PublishedFigure {
        PublishedFigure(
            id: try entry.id("id"),
            title: try entry.required("title"),
            unit: entry.attribute("unit"),
            rule: try entry.choice("rule"),
            claim: try entry.child("printed").map(printed),
            parts: try entry.children("from").map(printed),
            total: try entry.number("total"),
            tolerance: try entry.number("tolerance")
        )
    }

    private static func printed(_ entry: XMLElement) throws -> PublishedFigure.Printed {
        guard let value = try entry.number("value") else { throw entry.fault("a printed figure needs a value") }
        return PublishedFigure.Printed(
            value: value,
            of: try entry.number("of"),
            label: entry.attribute("label"),
            words: entry.attribute("words"),
            source: try entry.id("source"),
            section: entry.attribute("section")
        )
    }
}

extension XMLElement {
    /// A number as it is printed; nil where the attribute is left out.
    fileprivate func number(_ name: StaticString) throws(DocumentFault) -> PrintedNumber? {
        guard let text = attribute(name) else { return nil }
        guard let number = PrintedNumber(text) else {
            throw fault("\(name)=\"\(text)\" is no number", hint: "digits, and up to three decimals: 225, 71.7")
        }
        return number
    }
}
