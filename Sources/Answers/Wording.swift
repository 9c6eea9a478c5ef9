package import GapDetection
package import Provision
import ScopingStore

/// The path of a gap's document within the store.
package func documentPath(_ document: Gap.Document) -> String {
    StoreLayout.path(area: document.area, round: document.round, revision: document.revision)
}

/// A number between 0 and 1 with three digits after the point.
package func threeDigits(_ value: Double) -> String {
    let thousandths = Int((min(1, max(0, value)) * 1_000).rounded())
    let digits = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
}

/// A day of an answer as its sentences and headings have it, "1 May 2022"; tables and JSON keep `2022-05-01`.
func inWords(_ day: String) -> String { CalendarDate(iso: day)?.displayText ?? day }

/// A moment of an answer likewise, as clocks in England show it.
func inWords(moment: String) -> String { Instant(rfc3339: moment)?.displayText ?? moment }

/// A paragraph in lines that a terminal of 100 columns holds.
func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        if !line.isEmpty, line.count + 1 + word.count > 98 {
            lines.append(line)
            line = "  " + word
        } else {
            line += (line.isEmpty ? "" : " ") + word
        }
    }
    return lines + [line]
}

extension ProvisionModel {
    /// A cell's state in a word: the level's code, "not-expected" or "unrated".
    package func code(of state: CellState) -> String {
        framework.scale.code(of: state) ?? "unrated"
    }
}
