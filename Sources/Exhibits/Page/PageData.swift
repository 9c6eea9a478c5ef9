import GapDetection
import JSON
import Provision

/// What the page's script needs to filter, to play through time and to open a cell, as compact JSON. Names and evidence are
/// written once and referred to by number; levels are a character each.
struct PageData {
    let model: ProvisionModel
    let snapshot: Snapshot
    let table: ProvisionTable
    let history: ProvisionHistory
    let register: GapRegister
    /// The gaps that have no row in the page's own table of gaps in provision.
    let furtherGaps: [Gap]
    /// For each headline the places of its gaps in the register.
    let beneath: [[Int]]
    let index: PageIndex

    func json() -> [UInt8] {
        var evidence = Distinct<Evidence>()
        var documents = JSONWriter(for: .script)
        writeDocuments(&documents, &evidence)
        var services = JSONWriter(for: .script)
        writeServices(&services, &evidence)
        var gaps = JSONWriter(for: .script)
        var sentences = Distinct<[UInt8]>()
        gaps.array(furtherGaps) { writer, gap in write(gap, to: &writer, &evidence, &sentences) }
        let snapshots = PageSnapshots(snapshot, history: history)

        var writer = JSONWriter(for: .script)
        writer.object { writer in
            writer.key("levels")
            let order = Array(model.framework.scale.levels.placesBestFirst.reversed())
            writer.array(model.framework.scale.levels.indices) { writer, index in
                let level = model.framework.scale.levels[index]
                writer.array {
                    $0.string(safe(level.code))
                    $0.string(safe(level.name))
                    $0.string(safe(level.meaning))
                    $0.int(order.firstIndex(of: index) ?? 0)
                }
            }
            writer.key("dates")
            writer.strings(snapshots.dates.map(\.displayText))
            writer.key("first")
            writer.string(snapshots.first)
            writer.key("changes")
            writer.array(snapshots.changes) { writer, change in
                writer.array {
                    $0.ints(change.steps)
                    $0.string(change.letters)
                }
            }
            writer.key("words")
            writer.strings(searchWords)
            writer.key("made")
            writer.array { writer in
                for (cell, made) in compositions {
                    writer.int(cell)
                    writer.string(safe(made))
                }
            }
            writer.key("areas")
            writer.strings(index.names)
            writer.key("heads")
            writer.ints(index.heads)
            writer.key("services")
            writer.strings(model.framework.serviceTypes.map { safe($0.name) })
            writer.key("meanings")
            writer.strings(model.framework.serviceTypes.map { safe($0.meaning ?? "") })
            writer.key("kinds")
            writer.strings(index.kinds.map(GapRegister.name(of:)))
            writer.key("record")
            writer.ints(index.kinds.indices.filter { index.kinds[$0].isOfTheRecord })
            writer.key("rounds")
            writer.array(model.rounds) { writer, round in
                writer.array {
                    $0.string(round.id.text)
                    $0.string(round.referenceDate.displayText)
                }
            }
            writer.key("causes")
            writer.strings(model.framework.causes.map { safe($0.name) })
            writer.key("lineage")
            writer.array(snapshot.rows) { writer, area in
                writer.ints(model.areas.lineage(of: area).compactMap { index.place(ofArea: $0) })
            }
            writer.key("documents")
            writer.raw(documents.bytes)
            writer.key("register")
            writer.raw(services.bytes)
            if model.voice != nil {
                writer.key("voice")
                writeVoice(&writer)
            }
            writer.key("gaps")
            writer.raw(gaps.bytes)
            writer.key("beneath")
            writer.array(beneath) { $0.ints($1) }
            writer.key("sentences")
            writer.strings(sentences.values.map { String(decoding: $0, as: UTF8.self) })
            writer.key("evidence")
            writer.array(evidence.values) { writer, item in
                writer.array {
                    $0.string(safe(item.text))
                    $0.int(item.source.flatMap(index.place(ofSource:)) ?? -1)
                    $0.string(safe(item.section ?? ""))
                }
            }
            writer.key("sources")
            writer.strings(index.sources.map(\.title))
        }
        return writer.bytes
    }

    /// What an area is found by: its name, id, codes and aliases, in lower case.
    private var searchWords: [String] {
        snapshot.rows.map { place in
            let area = model.areas.areas[place]
            return safe(([area.name, area.id.text] + area.codes.map(\.value) + area.aliases).joined(separator: " "))
                .lowercased()
        }
    }

    private var compositions: [(cell: Int, made: String)] {
        table.groups.flatMap(\.rows).flatMap { row -> [(cell: Int, made: String)] in
            guard let place = index.row(of: row.area) else { return [] }
            return row.compositions.enumerated().compactMap { column, made in
                made.map { (place * snapshot.columns + column, $0) }
            }
        }
    }

    // MARK: Documents

    /// Each standing return of an area that a row shows: area, round, revision, whose words, a character for each service type, and,
    /// by service type, what was carried over, the causes and the evidence; last, where there are any, the queries about its cells that
    /// are still to be answered.
    private func writeDocuments(_ writer: inout JSONWriter, _ evidence: inout Distinct<Evidence>) {
        let scale = model.framework.scale
        let rounds = Dictionary(model.rounds.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let causes = Dictionary(
            model.framework.causes.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let shown = Set(snapshot.rows.flatMap { model.areas.lineage(of: $0) })
        writer.array { writer in
            for document in model.standingReturns(knownAt: snapshot.knownAt) {
                guard let area = model.areas.index(of: document.area), shown.contains(area),
                    let place = index.place(ofArea: area), let round = rounds[document.round],
                    model.rounds[round].referenceDate <= snapshot.asOf, !document.ratings.isEmpty
                else { continue }
                var letters = [UInt8](repeating: UInt8(ascii: "."), count: snapshot.columns)
                var carried: [Int] = []
                var reasons: [Int] = []
                var notes: [Int] = []
                for rating in document.ratings {
                    guard let column = model.framework.index(of: rating.service), letters.indices.contains(column),
                        let state = scale.state(of: rating.value)
                    else { continue }
                    letters[column] = PageSnapshots.letter(state)
                    if let from = rating.carriedFrom.flatMap({ rounds[$0] }) { carried += [column, from] }
                    for cause in rating.causes { if let place = causes[cause] { reasons += [column, place] } }
                    for item in rating.evidence { notes += [column, evidence.place(of: item)] }
                }
                writer.array {
                    $0.int(place)
                    $0.int(round)
                    $0.int(document.revision)
                    $0.int(document.source == .areaReturn ? 0 : 1)
                    $0.string(String(decoding: letters, as: UTF8.self))
                    $0.ints(notes)
                    $0.ints(reasons)
                    $0.ints(carried)
                    write(document.openQueries, to: &$0)
                }
            }
        }
    }

    /// By service type: "2 November 2022: Who runs it?"
    private func write(_ queries: [Query], to writer: inout JSONWriter) {
        let asked = queries.compactMap { query in
            query.service.flatMap { model.framework.index(of: $0) }.map { (column: $0, query: query) }
        }
        guard !asked.isEmpty else { return }
        writer.array { writer in
            for (column, query) in asked {
                let day = query.asked.at.dayInLondon.map { "\($0.displayText): " } ?? ""
                writer.int(column)
                writer.string(safe(day + query.text))
            }
        }
    }

    // MARK: Services and gaps

    /// Row by row the services on record: name, service type, facts, evidence.
    private func writeServices(_ writer: inout JSONWriter, _ evidence: inout Distinct<Evidence>) {
        writer.array { writer in
            for services in model.servicesOnRecord(for: snapshot) {
                writer.array { writer in
                    for service in services.map(\.service) {
                        guard let column = service.type.flatMap({ model.framework.index(of: $0) }) else { continue }
                        let notes = service.evidence.map { evidence.place(of: $0) }
                        writer.array {
                            $0.string(safe(service.name))
                            $0.int(column)
                            $0.string(safe(service.facts(model.framework)))
                            $0.ints(notes)
                        }
                    }
                }
            }
        }
    }

    /// What families said of service types: the type, the sentence, the survey with its size. The survey is the network's, so that it
    /// stands beside every cell of a type alike; answers of a part of them stand in the chapter alone.
    private func writeVoice(_ writer: inout JSONWriter) {
        writer.array { writer in
            for (column, type) in model.framework.serviceTypes.enumerated() {
                for (survey, finding) in model.voiceFindings(about: [.serviceType(type.id)]) {
                    if case .answer(_, let question) = finding, question.among != nil { continue }
                    writer.array {
                        $0.int(column)
                        $0.string(safe(finding.sentence(in: survey)))
                        $0.string(safe(survey.inWords))
                    }
                }
            }
        }
    }

    private func write(
        _ gap: Gap,
        to writer: inout JSONWriter,
        _ evidence: inout Distinct<Evidence>,
        _ sentences: inout Distinct<[UInt8]>
    ) {
        let notes = gap.evidence.map { evidence.place(of: $0) }
        let area = model.areas.index(of: gap.area).flatMap { index.place(ofArea: $0) }
        let service = gap.service.flatMap { model.framework.index(of: $0) }
        // Most sentences differ in their names alone: with these taken out, thousands of them are a few hundred.
        var why = Array(safe(gap.why).utf8)
        if let area { why = why.replacing(index.names[area].utf8, by: 1) }
        if let service { why = why.replacing(safe(model.framework.serviceTypes[service].name).utf8, by: 2) }
        let sentence = sentences.place(of: why)
        writer.array {
            $0.int(gap.severity)
            $0.int(index.place(ofKind: gap.kind) ?? -1)
            $0.int(area ?? -1)
            $0.int(service ?? -1)
            $0.string(gap.since?.description ?? "")
            $0.int(sentence)
            $0.ints(notes)
        }
    }

    private func safe(_ text: String) -> String { withoutDirectionMarks(text) }
}

extension [UInt8] {
    /// The text with each occurrence of a part, from the left, replaced by one byte that no text holds.
    func replacing(_ part: String.UTF8View, by mark: UInt8) -> [UInt8] {
        let part = Array(part)
        guard let first = part.first, count >= part.count else { return self }
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var place = 0
        while place < count {
            if self[place] == first, place + part.count <= count, self[place..<place + part.count].elementsEqual(part) {
                result.append(mark)
                place += part.count
            } else {
                result.append(self[place])
                place += 1
            }
        }
        return result
    }
}
