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
            writer.element(
                "form",
                [
                    Attribute("id", "search"), Attribute("class", "controls"), Attribute("hidden", ""),
                    Attribute("aria-label", "Search the gap register"),
                ]
            ) { writer in
                writer.element("div", [Attribute("class", "fields")]) { writer in
                    field("words", "Gaps that contain", to: &writer) { writer in
                        writer.element(
                            "input",
                            [Attribute("type", "search"), Attribute("id", "words"), Attribute("autocomplete", "off")]
                        )
                    }
                    select("gap-kind", "Kind", first: "All", to: &writer)
                }
                writer.element("p", [Attribute("id", "found"), Attribute("role", "status")]) { _ in }
            }
            let gaps = register.gaps(.provision)
            let rows = gaps.prefix(Self.maxGapRows)
            writer.element("h3", text: RegisterSection.provision.title)
            if gaps.isEmpty { writer.element("p", text: "None.") }
            if rows.count < gaps.count {
                writer.element(
                    "p",
                    [Attribute("id", "cut"), Attribute("class", "note")],
                    text:
                        "The \(grouped(rows.count)) most severe of \(RegisterSection.provision.counted(gaps.count)) stand here; gaps.csv beside this page has all."
                )
            }
            writeTable(of: Array(rows), .provision, id: "gaps", to: &writer)
            writer.element("p", [Attribute("id", "further"), Attribute("hidden", "")]) { writer in
                writer.element(
                    "button",
                    [Attribute("type", "button"), Attribute("id", "more")],
                    text: "Show more gaps"
                )
            }
            writeRecord(to: &writer)
        }
    }

    /// The register of the record, below that of provision.
    private func writeRecord(to writer: inout MarkupWriter) {
        let gaps = register.gaps(.record)
        let rows = gaps.prefix(Self.maxGapRows)
        writer.element("h3", [Attribute("id", "record")], text: RegisterSection.record.title)
        writer.element("p", [Attribute("class", "note")], text: RegisterSection.record.meaning)
        if gaps.isEmpty {
            writer.element("p", text: "None.")
            return
        }
        if rows.count < gaps.count {
            writer.element(
                "p",
                [Attribute("class", "note")],
                text:
                    "\(grouped(rows.count)) of \(RegisterSection.record.counted(gaps.count)) stand here; gaps.csv beside this page has all."
            )
        }
        writeTable(of: Array(rows), .record, id: "record-gaps", to: &writer)
    }

    private func writeTable(of gaps: [Gap], _ section: RegisterSection, id: String, to writer: inout MarkupWriter) {
        writer.element("div", Self.scrolling(section.title, class: "wide tall gaps")) { writer in
            writer.element("table", [Attribute("id", id), Attribute("class", "register")]) { writer in
                writer.element("caption", text: "\(section.title), the most severe first (severity from 0 to 100)")
                writer.element("thead") { writer in
                    writer.element("tr") { writer in
                        for heading in Self.headings {
                            writer.element(
                                "th",
                                [Attribute("scope", "col"), Attribute("data-k", heading.key)],
                                text: heading.name
                            )
                        }
                    }
                }
                writer.element("tbody") { writer in
                    for gap in gaps {
                        writer.raw("\n")
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
        writer.element(
            "tr",
            [
                Attribute("data-a", area), Attribute("data-s", service),
                Attribute("data-k", index.place(ofKind: gap.kind)),
            ]
        ) { writer in
            writer.element("td", text: String(gap.severity))
            writer.element("td", text: GapRegister.name(of: gap.kind))
            writer.element("th", [Attribute("scope", "row")], text: safe(register.areaName(gap)))
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
