import GapDetection
import Markup
import Provision

/// The gap register as it is printed: small, by area, without evidence, so that it is an appendix and not most of the paper.
extension ReportPage {
    func writeAppendix(to writer: inout MarkupWriter) {
        section("register", "Appendix: the gap register", to: &writer) { writer in
            writer.element("p", text: "As of \(register.asOf.displayText): \(register.summary)")
            writer.element(
                "p",
                text: "By area, the most severe first (severity from 0 to 100). gaps.csv has the evidence."
            ) {
                $0.attribute("class", "note")
            }
            for section in RegisterSection.allCases { writeAppendix(section, to: &writer) }
        }
    }

    private func writeAppendix(_ section: RegisterSection, to writer: inout MarkupWriter) {
        let all = register.gaps(section)
        guard !all.isEmpty else { return }
        let gaps = all.prefix(Self.maxGapRows)
        writer.element("h3", text: section.title)
        if section == .record { writer.element("p", text: section.meaning) { $0.attribute("class", "note") } }
        if gaps.count < all.count {
            writer.element(
                "p",
                text:
                    "The \(grouped(gaps.count)) most severe of \(section.counted(all.count)) stand here; gaps.csv has all."
            ) { $0.attribute("class", "note") }
        }
        let byArea = Dictionary(grouping: gaps, by: \.area)
        let areas = model.areas.areas.map(\.id).filter { byArea[$0] != nil }
        writer.element("div") { writer in
            writer.attribute("class", "appendix")
            writer.element("table") { writer in
                writer.element("caption", text: "\(section.title), by area")
                writer.element("thead") { writer in
                    writer.element("tr") { writer in
                        for heading in ["Severity", "Gap", "Why", "Since"] {
                            writer.element("th", text: heading) { $0.attribute("scope", "col") }
                        }
                    }
                }
                for area in areas { write(byArea[area] ?? [], of: area, to: &writer) }
            }
        }
    }

    private func write(_ gaps: [Gap], of area: Area.ID, to writer: inout MarkupWriter) {
        writer.element("tbody") { writer in
            writer.element("tr") { writer in
                writer.attribute("class", "group")
                writer.element("th", text: safe(model.areas.area(area)?.name ?? area.text)) {
                    $0.attribute("scope", "rowgroup")
                    $0.attribute("colspan", 4)
                }
            }
            for gap in gaps {
                let subject = register.serviceName(gap) ?? gap.topic
                writer.element("tr") { writer in
                    writer.element("td", text: String(gap.severity))
                    writer.element(
                        "th",
                        text: safe(
                            [GapRegister.name(of: gap.kind), subject].compactMap(\.self).joined(separator: ": ")
                        )
                    ) { $0.attribute("scope", "row") }
                    writer.element("td", text: safe(gap.why))
                    writer.element("td", text: gap.since?.description ?? "not known")
                }
            }
        }
    }
}
