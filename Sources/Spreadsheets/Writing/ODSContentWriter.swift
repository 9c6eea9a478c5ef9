/// Writes the part with all sheets. Styles come before the cells that name them, so the sheets are written first.
enum ODSContentWriter {
    static func part(_ draft: WorkbookDraft, styles: inout ODSStyleTable) -> [UInt8] {
        var firstValidation = 0
        var sheets: [ODSSheetWriter] = []
        for (index, sheet) in draft.sheets.enumerated() {
            let writer = ODSSheetWriter(sheet, number: index + 1, firstValidation: firstValidation)
            writer.collectStyles(&styles)
            sheets.append(writer)
            firstValidation += sheet.validations.count
        }
        var xml = XMLOutput()
        ODSWriter.root("office:document-content", &xml)
        xml.begin("office:automatic-styles")
        for (index, sheet) in draft.sheets.enumerated() {
            xml.begin(
                "style:style",
                [
                    "style:name": "ta\(index + 1)", "style:family": "table",
                    "style:master-page-name": "Page\(index + 1)",
                ]
            )
            xml.empty(
                "style:table-properties",
                [
                    "table:display": sheet.visibility == .visible ? "true" : "false",
                    "tableooo:tab-color": sheet.tabColour.map { "#" + $0.hexadecimal },
                ]
            )
            xml.end()
        }
        styles.writeAutomatic(&xml)
        xml.end()
        xml.begin("office:body")
        xml.begin("office:spreadsheet")
        ODSValidationWriter.write(draft, &xml)
        for sheet in sheets { sheet.write(&xml, &styles) }
        writeNames(draft, &xml)
        xml.end()
        xml.end()
        xml.end()
        return xml.bytes
    }

    private static func writeNames(_ draft: WorkbookDraft, _ xml: inout XMLOutput) {
        guard !draft.names.isEmpty else { return }
        xml.begin("table:named-expressions")
        for name in draft.names.sorted(by: { $0.name.lowercased() < $1.name.lowercased() }) {
            let sheet = "$" + OpenFormula.quoted(name.sheet)
            let (first, last) = (name.range.first, name.range.last)
            xml.empty(
                "table:named-range",
                [
                    "table:name": name.name, "table:base-cell-address": "\(sheet).\(first.fixed)",
                    "table:cell-range-address": "\(sheet).\(first.fixed):.\(last.fixed)",
                ]
            )
        }
        xml.end()
    }
}

/// Writes what may be typed into cells; cells name their rule.
enum ODSValidationWriter {
    static func write(_ draft: WorkbookDraft, _ xml: inout XMLOutput) {
        guard draft.sheets.contains(where: { !$0.validations.isEmpty }) else { return }
        var number = 0
        xml.begin("table:content-validations")
        for sheet in draft.sheets {
            for validation in sheet.validations {
                number += 1
                write(validation, on: sheet.name, name: "val\(number)", &xml)
            }
        }
        xml.end()
    }

    private static func write(_ validation: Validation, on sheet: String, name: String, _ xml: inout XMLOutput) {
        let condition = condition(validation.rule)
        let base = validation.ranges.first.map { OpenFormula.address(sheet, CellRange($0.first)) }
        xml.begin(
            "table:content-validation",
            [
                "table:name": name, "table:condition": condition.map { "of:" + $0 },
                "table:allow-empty-cell": validation.allowsEmpty ? "true" : "false",
                "table:display-list": condition == nil ? nil : "unsorted", "table:base-cell-address": base,
            ]
        )
        if let prompt = validation.prompt {
            xml.begin("table:help-message", ["table:title": prompt.title, "table:display": "true"])
            ODSTextWriter.write(prompt.text, &xml)
            xml.end()
        }
        if condition != nil {
            xml.begin(
                "table:error-message",
                [
                    "table:message-type": validation.severity.rawValue, "table:title": validation.refusal?.title,
                    "table:display": "true",
                ]
            )
            if let refusal = validation.refusal { ODSTextWriter.write(refusal.text, &xml) }
            xml.end()
        }
        xml.end()
    }

    /// Nil where anything may be typed.
    private static func condition(_ rule: Validation.Rule) -> String? {
        func text(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        func between(_ kind: String, _ low: String, _ high: String) -> String {
            "cell-content-is-\(kind)() and cell-content-is-between(\(low),\(high))"
        }
        switch rule {
        case .any: return nil
        case .list(let choices): return "cell-content-is-in-list(\(choices.map(text).joined(separator: ";")))"
        case .listFrom(let sheet, let range):
            return "cell-content-is-in-list(\(OpenFormula.reference(sheet, range)))"
        case .wholeNumber(let range): return between("whole-number", "\(range.lowerBound)", "\(range.upperBound)")
        case .decimal(let range):
            return between("decimal-number", decimal(range.lowerBound), decimal(range.upperBound))
        case .date(let from, let to):
            let days = [from, to].map { SerialDates.serial(of: $0).map { "\($0)" } ?? "0" }
            return between("date", days.first ?? "0", days.last ?? "0")
        case .textLength(let range):
            return "cell-content-text-length-is-between(\(range.lowerBound),\(range.upperBound))"
        case .formula(let formula): return "is-true-formula(\(OpenFormula.converted(formula)))"
        }
    }
}

/// Writes a text as paragraphs, with elements for white space that would count as one blank.
enum ODSTextWriter {
    static func write(_ text: String, link: String? = nil, _ xml: inout XMLOutput) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            xml.begin("text:p")
            if let link { xml.begin("text:a", ["xlink:href": link, "xlink:type": "simple"]) }
            writeLine(line, &xml)
            if link != nil { xml.end() }
            xml.end()
        }
    }

    private static func writeLine(_ line: Substring, _ xml: inout XMLOutput) {
        var rest = line.unicodeScalars[...]
        var isAfterText = false
        while let next = rest.first {
            switch next {
            case " ":
                let count = rest.prefix { $0 == " " }.count
                rest = rest.dropFirst(count)
                // One blank between words stands for itself.
                let isPlain = isAfterText && !rest.isEmpty
                if isPlain { xml.text(" ") }
                let more = isPlain ? count - 1 : count
                if more > 0 { xml.empty("text:s", ["text:c": more > 1 ? "\(more)" : nil]) }
                isAfterText = false
            case "\t":
                xml.empty("text:tab")
                rest = rest.dropFirst()
                isAfterText = false
            default:
                let word = rest.prefix { $0 != " " && $0 != "\t" }
                xml.text(String(Substring(word)))
                rest = rest.dropFirst(word.count)
                isAfterText = true
            }
        }
    }
}
