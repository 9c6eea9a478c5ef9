import GapDetection
import Markup
import Provision

/// The gap register: a table of the most severe gaps, which the script lets a reader sort, search and go on with.
extension ReportPage {
    private static let headings: [(name: String, key: String)] = [
        ("Severity", "severity"), ("Kind", "kind"), ("Area", "area"), ("Service type", "service"), ("Since", "since"),
        ("Why", "why"), ("Evidence", "evidence"),
    ]

    func writeRegister(to writer: inout MarkupWriter) {
        section("register", "Gap register", to: &writer) { writer in
            writer.element("p", text: "As of \(register.asOf.displayText): \(register.summary)")
            writeKinds(to: &writer)
            writer.element("form") { writer in
                writer.attribute("id", "search")
                writer.attribute("class", "controls")
                writer.attribute("hidden", "")
                writer.attribute("aria-label", "Search the gap register")
                writer.element("div") { writer in
                    writer.attribute("class", "fields")

                    field("words", "Gaps that contain", to: &writer) { writer in
                        writer.empty("input") {
                            $0.attribute("type", "search")
                            $0.attribute("id", "words")
                            $0.attribute("autocomplete", "off")
                        }
                    }
                    select("gap-kind", "Kind", first: "All", to: &writer)
                }
                writer.element("p") { writer in
                    writer.element("span") {
                        $0.attribute("id", "found")
                        $0.attribute("role", "status")
                    }
                    writer.text(" ")
                    writer.element("button", text: "Show all gaps again") {
                        $0.attribute("type", "reset")
                        $0.attribute("id", "all-gaps")
                        $0.attribute("hidden", "")
                    }
                }
            }
            let gaps = register.gaps(.provision)
            let rows = gaps.prefix(Self.maxGapRows)
            writer.element("h3", text: RegisterSection.provision.title)
            if gaps.isEmpty { writer.element("p", text: "None.") }
            if rows.count < gaps.count {
                writer.element(
                    "p",
                    text:
                        "The \(grouped(rows.count)) most severe of \(RegisterSection.provision.counted(gaps.count)) stand here; gaps.csv beside this page has all."
                ) {
                    $0.attribute("id", "cut")
                    $0.attribute("class", "note")
                }
            }
            writeTable(of: Array(rows), .provision, id: "gaps", to: &writer)
            writer.element("p") { writer in
                writer.attribute("id", "further")
                writer.attribute("hidden", "")
                writer.element("button", text: "Show more gaps") {
                    $0.attribute("type", "button")
                    $0.attribute("id", "more")
                }
            }
            writeRecord(to: &writer)
        }
    }

    /// The register of the record, below that of provision.
    private func writeRecord(to writer: inout MarkupWriter) {
        let gaps = register.gaps(.record)
        let rows = gaps.prefix(Self.maxGapRows)
        writer.element("h3", text: RegisterSection.record.title) { $0.attribute("id", "record") }
        writer.element("p", text: RegisterSection.record.meaning) { $0.attribute("class", "note") }
        if gaps.isEmpty {
            writer.element("p", text: "None.")
            return
        }
        if rows.count < gaps.count {
            writer.element(
                "p",
                text:
                    "\(grouped(rows.count)) of \(RegisterSection.record.counted(gaps.count)) stand here; gaps.csv beside this page has all."
            ) { $0.attribute("class", "note") }
        }
        writeTable(of: Array(rows), .record, id: "record-gaps", to: &writer)
    }

    private func writeTable(of gaps: [Gap], _ section: RegisterSection, id: String, to writer: inout MarkupWriter) {
        writer.element("div") { writer in
            Self.scrolling(section.title, class: "wide tall gaps", to: &writer)
            writer.element("table") { writer in
                writer.attribute("id", id)
                writer.attribute("class", "register")
                writer.element("caption", text: "\(section.title), the most severe first (severity from 0 to 100)")
                writer.element("thead") { writer in
                    writer.element("tr") { writer in
                        for heading in Self.headings {
                            writer.element("th", text: heading.name) {
                                $0.attribute("scope", "col")
                                $0.attribute("data-k", heading.key)
                            }
                        }
                    }
                }
                writer.element("tbody") { writer in
                    for gap in gaps {
                        writer.markup("\n")
                        write(gap, to: &writer)
                    }
                }
            }
        }
    }

    private func writeKinds(to writer: inout MarkupWriter) {
        guard !index.kinds.isEmpty else { return }
        writer.element("details") { writer in
            writer.element("summary", text: "What the kinds of gap mean, and what could not be judged")
            writer.element("dl") { writer in
                for rule in gapRules where index.place(ofKind: rule.kind) != nil {
                    writer.element("dt", text: rule.name)
                    writer.element("dd", text: rule.definition)
                }
            }
            for line in register.notJudgedLines { writer.element("p", text: safe(line)) }
        }
    }

    private func write(_ gap: Gap, to writer: inout MarkupWriter) {
        let area = model.areas.index(of: gap.area).flatMap { index.place(ofArea: $0) }
        let service = gap.service.flatMap { model.framework.index(of: $0) }
        writer.element("tr") { writer in
            writer.attribute("data-a", area)
            writer.attribute("data-s", service)
            writer.attribute("data-k", index.place(ofKind: gap.kind))
            writer.element("td", text: String(gap.severity))
            writer.element("td", text: GapRegister.name(of: gap.kind))
            writer.element("th", text: safe(register.areaName(gap))) { $0.attribute("scope", "row") }
            writer.element(
                "td",
                text: register.serviceName(gap).map(safe)
                    ?? (gap.kind == .noReturn ? "The area's return" : "The area as a whole")
            )
            writer.element("td", text: gap.since?.description ?? "not known")
            writer.element("td", text: safe(gap.why))
            writer.element("td", text: evidence(gap))
        }
    }

    /// A gap's evidence in one line; sources by their numbers in the list at the end of the page.
    private func evidence(_ gap: Gap) -> String {
        gap.evidence.map { item in
            let place = [
                item.source.flatMap(index.place(ofSource:)).map { "source \($0 + 1)" },
                item.sectionInWords,
            ].compactMap { $0 }.joined(separator: ", ")
            return safe(place.isEmpty ? item.text : "\(item.text) [\(place)]")
        }.joined(separator: " ")
    }
}
