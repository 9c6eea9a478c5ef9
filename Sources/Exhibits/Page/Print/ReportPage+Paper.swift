import Provision

extension ReportPage {
    /// A sheet to print on.
    public enum Paper: String, CaseIterable, Sendable {
        case a4
        case a4Landscape = "a4-landscape"
        case letter
        /// Lying on its side.
        case a3

        /// Whether it stands upright.
        var isUpright: Bool { self == .a4 || self == .letter }

        /// As a style sheet names it, without its way up.
        fileprivate var size: String {
            switch self {
            case .a4, .a4Landscape: "A4"
            case .letter: "letter"
            case .a3: "A3"
            }
        }
    }

    /// The style sheet's part about sheets: their size and, where the page is made to be printed, what stands at the head and foot of
    /// each: of what and as of when, and the number of the page. Charts higher than wide have sheets that stand upright.
    func pageRules(_ paper: Paper?) -> [UInt8] {
        guard let paper else { return Array("@page { size: landscape; }\n@page upright { size: portrait; }\n".utf8) }
        let known = snapshot.knownAt.map { ", as recorded by \($0.displayText)" } ?? ""
        let head = "\(exhibits.first?.heading ?? heading), ratings as of \(snapshot.asOf.displayText)\(known)"
        let box = "font: 8pt Arial, Helvetica, 'Liberation Sans', sans-serif; color: #3d4449;"
        let rules = """
            @page { size: \(paper.size) \(paper.isUpright ? "portrait" : "landscape"); margin: 14mm 12mm 12mm;
              @top-left { content: \(Self.quoted(head)); \(box) }
              @bottom-right { content: "Page " counter(page) " of " counter(pages); \(box) } }
            @page :first { @top-left { content: none; } }
            @page upright { size: \(paper.size) portrait; }
            @media print { .appendix { columns: \(paper.isUpright ? 1 : 2); } }
            \(paper.isUpright && table.columns.count > Self.maxLevelHeadings ? Self.uprightHeadings : "")

            """
        return Array(rules.utf8)
    }

    /// With more service types than these an upright sheet has no room for their names side by side.
    private static let maxLevelHeadings = 8
    private static let uprightHeadings = """
        @media print { #grid thead th[data-c] { vertical-align: bottom; padding: 1mm 0; }
          #grid thead th[data-c] > * { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 30mm; } }
        """

    /// A text as a style sheet has it, with everything but letters, digits and spaces as escapes, so that it can end neither the
    /// string nor the style sheet.
    private static func quoted(_ text: String) -> String {
        let pieces = withoutDirectionMarks(text).unicodeScalars.map { scalar -> String in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", ",": String(scalar)
            default: "\\\(String(scalar.value, radix: 16)) "
            }
        }
        return "\"\(pieces.joined())\""
    }
}
