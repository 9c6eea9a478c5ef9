import GapDetection
import Markup
import Provision

/// What a board reads first: the headlines, each with the gaps beneath it, and the counts behind them.
extension ReportPage {
    func writeHeadlines(to writer: inout MarkupWriter) {
        section("summary", "Headlines", to: &writer) { writer in
            if headlines.headlines.isEmpty {
                writer.element("p", text: "\(safe(headlines.fallback)).") { $0.attribute("class", "lead") }
            } else {
                writer.element("ol") { writer in
                    writer.attribute("class", "headlines")
                    for (place, headline) in headlines.headlines.enumerated() {
                        writer.element("li") { write(headline, place, to: &$0) }
                    }
                }
            }
            if let day = headlines.comparedWith {
                writer.element("p", text: "Compared with \(day.displayText), the round before.") {
                    $0.attribute("class", "note")
                }
            }
            writer.element("details") { writer in
                writer.element("summary", text: "The counts behind these sentences")
                writer.element("ul") { writer in
                    writer.attribute("class", "findings")
                    for line in summary { writer.element("li", text: safe(line)) }
                }
            }
            guard !leftOut.isEmpty else { return }
            writer.element("p") { writer in
                writer.attribute("class", "warning")
                writer.text(
                    leftOut.count == 1
                        ? "1 return is damaged or invalid and is not part of this report: "
                        : "\(leftOut.count) returns are damaged or invalid and are not part of this report: "
                )
                writer.element("a", text: "what was left out") { $0.attribute("href", "#left-out") }
                writer.text(".")
            }
        }
    }

    private func write(_ headline: Headline, _ place: Int, to writer: inout MarkupWriter) {
        writer.element("strong", text: safe(headline.claim))
        writer.text(safe(headline.detail.map { ": \($0). " } ?? ". "))
        guard !headline.gaps.isEmpty else { return }
        let isOfTheRecord = beneath(headline).allSatisfy { $0 >= register.gaps(.provision).count }
        writer.element("a", text: counted(headline.gaps.count, "gap")) {
            $0.attribute("href", isOfTheRecord ? "#record" : "#register")
            // The script leads to these alone.
            if !isOfTheRecord { $0.attribute("data-headline", place) }
        }
    }

    /// The places of the gaps beneath a headline in the register, those in provision first.
    func beneath(_ headline: Headline) -> [Int] { headline.gaps.compactMap { gapPlaces[$0] }.sorted() }
}
