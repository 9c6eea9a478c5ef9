import Provision
import ScopingStore
import Simulation
import Spreadsheets
import TestSupport
import Testing

@testable import Forms

/// One form of the real data, handed in in each format: what is said must not depend on what it was said with.
struct FormatBench {
    private(set) var model: ProvisionModel
    let round: Round

    init() throws {
        let sample = try FormSample()
        let real = sample.model
        let ids = real.areas.areas.filter { $0.kind.text == "place" && $0.isValid(on: sample.round.referenceDate) }.map(
            \.id
        )
        round = Round(
            id: sample.round.id,
            name: sample.round.name,
            opened: sample.round.opened,
            due: sample.round.due,
            referenceDate: sample.round.referenceDate,
            asked: ids
        )
        model = ProvisionModel(
            framework: real.framework,
            areas: real.areas,
            rounds: real.rounds.filter { $0.id != sample.round.id } + [round],
            returns: real.returns
        )
    }

    /// A round of its own at a day of 2022, asking all areas of a kind.
    init(asking kind: String, on iso: String) throws {
        let real = try RealData.model()
        let day = try date(iso)
        round = Round(
            id: try SmallWorld.id("2022-06"),
            name: "Summer",
            opened: try date("2022-05-02"),
            referenceDate: day,
            asked: real.areas.areas.filter { $0.kind.text == kind && $0.isValid(on: day) }.map(\.id)
        )
        model = ProvisionModel(
            framework: real.framework,
            areas: real.areas,
            rounds: real.rounds + [round],
            returns: real.returns
        )
    }

    /// A made-up network, in its last round: all that it recorded there is taken away again.
    init(simulated size: SimulatedNetwork.Size) throws {
        let network = try SimulatedNetwork(size, seed: 12, maxElements: 200_000)
        let last = try #require(network.rounds.last)
        var returns: [Return] = []
        network.makeReturns(digest: { $0.round.text }) { round, made in
            if round.id != last.id { returns += made }
        }
        round = last
        model = ProvisionModel(
            framework: network.framework,
            areas: network.areas,
            rounds: network.rounds,
            returns: returns
        )
    }

    /// The real network if it asked areas for their posts, in a round of Places.
    static func askingPosts() throws -> FormatBench {
        var bench = try FormatBench()
        let (real, plain) = (bench.model.framework, bench.model)
        let workforce = try #require(real.workforce)
        let framework = try Framework(
            title: real.title,
            network: real.network,
            sources: real.sources,
            scale: real.scale,
            causes: real.causes,
            ageBands: real.ageBands,
            needsGroups: real.needsGroups,
            serviceTypes: real.serviceTypes,
            interventions: real.interventions,
            standards: real.standards,
            workforce: Workforce(roleGroups: workforce.roleGroups, options: workforce.options, asksPosts: true),
            need: real.need,
            severity: real.severity
        )
        bench.model = ProvisionModel(
            framework: framework,
            areas: plain.areas,
            rounds: plain.rounds,
            returns: plain.returns
        )
        return bench
    }

    mutating func add(_ document: Return) { model = model.adding(document) }

    func area(_ id: String) throws -> Area { try #require(model.areas.area(try SmallWorld.id(id))) }

    func form(_ id: String) throws -> ReturnForm { ReturnForm(area: try area(id), round: round, model: model) }

    func read(_ bytes: [UInt8], drops: Bool = false, state: ReturnState = .submitted) throws -> Submission {
        try ReturnForm.read(bytes, file: "f", terms: FormSample.terms(drops: drops, state: state), model: model)
    }

    /// The document that a file would make, or its faults, without the file's places.
    func outcome(_ bytes: [UInt8]) -> String {
        do {
            let submission = try read(bytes)
            return String(decoding: ReturnWriter.bytes(of: submission.document(after: nil)), as: UTF8.self)
        } catch {
            return (error as? DocumentFaults)?.faults.map { Self.withoutPlace($0.message) }.joined(separator: "\n")
                ?? "\(error)"
        }
    }

    /// `column C: …`, `Ratings!C7: …` and `Ratings, IAPT 0-5s, Evidence: …` alike.
    static func withoutPlace(_ message: String) -> String {
        guard let colon = message.firstRange(of: ": ") else { return message }
        return String(message[colon.upperBound...])
    }

    /// The form in a format, with cells changed before it is written.
    func bytes(_ form: ReturnForm, as format: FormFormat, _ change: (inout FormCells) -> Void) throws -> [UInt8] {
        var cells = FormCells()
        change(&cells)
        return try FormFilling(cells: cells).filled(form, as: format)
    }
}

/// What somebody fills in: by part, row of the table counted from 0, and heading.
struct FormCells {
    var head: [FormHeadRow: String] = [.role: "Commissioner"]
    var cells: [(part: FormPart, row: Int, heading: String, text: String)] = []

    subscript(part: FormPart, row: Int, heading: String) -> String {
        get { cells.last { $0.part == part && $0.row == row && $0.heading == heading }?.text ?? "" }
        set { cells.append((part, row, heading, newValue)) }
    }
}

@Suite("Forms in every format")
struct EveryFormatTests {
    private let bench: FormatBench

    init() throws { bench = try FormatBench() }

    @Test("A form that only says who answers gives the same document in all formats, for each of the real Places")
    func untouched() throws {
        #expect(bench.round.asked.count == 14)
        try agree(bench, bench.round.asked)
        for id in bench.round.asked {
            let form = try bench.form(id.text)
            // What was left alone is carried forward, and the lists of the register are not stated anew.
            let submission = try bench.read(try bench.bytes(form, as: .xlsx) { _ in })
            #expect(submission.ratings.allSatisfy { $0.carriedFrom?.text == "2022-05" }, "\(id)")
            #expect(submission.document(after: nil).services.isEmpty, "\(id)")
        }
    }

    /// Each area's form in all formats, with nothing but a role filled in: the documents must be one.
    private func agree(_ bench: FormatBench, _ areas: [Area.ID]) throws {
        for id in areas {
            let form = try bench.form(id.text)
            let made = try FormFormat.allCases.map { format in
                bench.outcome(try bench.bytes(form, as: format) { _ in })
            }
            #expect(made[0].hasPrefix("<?xml"), "\(id): \(made[0].prefix(300))")
            for (format, text) in zip(FormFormat.allCases, made) { #expect(text == made[0], "\(id) as \(format)") }
        }
    }

    @Test("So do forms of the seventeen areas that were asked or rated in 2022")
    func former() throws {
        let bench = try FormatBench(asking: "ccg", on: "2022-06-01")
        #expect(bench.round.asked.count == 17)
        try agree(bench, bench.round.asked)
    }

    @Test("So do those of a made-up network of fifty service types; all areas where tests are thorough")
    func national() throws {
        let bench = try FormatBench(simulated: .init(areas: 150, services: 50, rounds: 3))
        let asked = bench.round.asked
        #expect(asked.count > 140 && bench.model.framework.serviceTypes.count == 50)
        try agree(bench, Thorough.isAsked ? asked : [asked[3], asked[140]])
    }

    @Test("Everything that a form asks for, filled in, gives the same document in all formats")
    func filled() throws {
        let form = try bench.form("place-halton")
        let made = try FormFormat.allCases.map { format in
            bench.outcome(
                try bench.bytes(form, as: format) { cells in
                    cells.head[.name] = "Zoë Ó Briain"
                    cells[.ratings, 2, "Level"] = "A"
                    cells[.ratings, 2, "Evidence"] = "Two practitioners, “since March” – £40k"
                    cells[.ratings, 8, "Level"] = "A"
                    cells[.ratings, 8, "Causes"] = "staff finances"
                    cells[.ratings, 3, "Level"] = "n/e"
                    let row = form.table(.services)?.rows.count ?? 0
                    let new = [
                        "Service": "Little Minds", "Service type": "Parent Infant MH Service",
                        "Provider": "Halton Council",
                        "Sector": "Local authority", "Provider 2": "A charity", "Sector 2": "Third sector",
                        "Where": "Widnes", "Ages from": "birth", "Ages to": "6 weeks", "Commissioned": "yes",
                        "Delivering": "no", "Accepting referrals": "no", "Places a year": "120",
                        "Funding": "Pilot", "Funder": "NHS England", "Funded from": "2022-04-01",
                        "Funded until": "2024-02-29", "Funding 2": "Recurrent", "Funder 2": "Halton Council",
                        "Interventions used": "Video Interaction Guidance; Peer support", "Opened": "2018",
                        "Evidence": "Told by the provider.",
                    ]
                    for (heading, text) in new { cells[.services, row, heading] = text }
                    cells[.services, 0, "Closed"] = "2022-09-30"
                    cells[.interventions, 2, "Delivered here"] = "planned"
                    cells[.interventions, 2, "By service"] = "Little Minds"
                    cells[.interventions, 2, "Ages from"] = "conception"
                    cells[.interventions, 2, "Ages to"] = "2 years"
                    cells[.interventions, 2, "Staff trained"] = "12"
                }
            )
        }
        for (format, text) in zip(FormFormat.allCases, made) { #expect(text == made[0], "\(format)") }
        // Worked out by hand from the words above.
        for wanted in [
            #"<rating service="iapt-0-5" value="A">"#, #"<not-expected service="ihv-champions-iapt""#,
            #"<cause ref="finances"/>"#,
            #"<service id="little-minds-place-halton" name="Little Minds" type="parent-infant-mh" extent="part" part="Widnes" age-from="0" age-to="6w" opened="2018" commissioned="yes" delivering="no" accepting-referrals="no" capacity="120">"#,
            #"<provider sector="local-authority">Halton Council</provider>"#,
            #"<provider sector="third-sector">A charity</provider>"#,
            #"<funding kind="pilot" funder="NHS England" from="2022-04-01" until="2024-02-29"/>"#,
            #"<funding kind="recurrent" funder="Halton Council"/>"#, #"<intervention ref="vig"/>"#,
            #"id="bibs" name="Baby and Infant Bonding Support (BIBS)" type="parent-infant-mh" age-from="-9" age-to="6" closed="2022-09-30""#,
            #"<delivered intervention="vig" state="planned" service="little-minds-place-halton" age-from="-9" age-to="24" staff-trained="12"/>"#,
            #"name="Zoë Ó Briain""#,
        ] {
            #expect(made[0].contains(wanted), "\(wanted)")
        }
        // What the form did not touch keeps its sources.
        #expect(made[0].contains(#"<evidence source="scoping-cm-2022" section="2.2">"#))
    }

    @Test("Every fault at once, the same in all formats, each at its place")
    func faulty() throws {
        let form = try bench.form("place-halton")
        func change(_ cells: inout FormCells) {
            cells.head[.role] = ""
            cells[.ratings, 0, "Level"] = "X"
            cells[.ratings, 4, "Level"] = "R"
            cells[.ratings, 4, "Evidence"] = ""
            cells[.ratings, 5, "Level"] = ""
            cells[.ratings, 8, "Causes"] = "weather"
            cells[.services, 0, "Ages to"] = ""
            cells[.services, 1, "Sector"] = "Church"
            cells[.services, 1, "Funded until"] = "31/02/2023"
            cells[.services, 2, "Delivering"] = "perhaps"
            cells[.services, 2, "Ages from"] = "6"
            cells[.interventions, 0, "By service"] = "BIBZ"
            cells[.interventions, 1, "Delivered here"] = "often"
        }
        let made = try FormFormat.allCases.map { bench.outcome(try bench.bytes(form, as: $0, change)) }
        let expected = [
            "nobody's role is stated", "'X' is no level", "Health Visiting is rated R without a reason",
            "Specialist Perinatal MH Health Visitors has no level, and was rated G on 2022-05-01",
            "'weather' is no cause",
            "one of the two ages is missing", "'Church' is no sector", "'31/02/2023' is no date",
            "'perhaps' is neither yes nor no",
            "'6' may be months or years", "a sector is stated, and no provider", "funding without its kind",
            "'BIBZ' is no service of this form",
            "'often' is neither delivered nor planned",
        ]
        for (format, text) in zip(FormFormat.allCases, made) {
            // The service with one age is named by an intervention: nothing is said of it twice.
            #expect(text.split(separator: "\n").count == expected.count, "\(format): \(text)")
            for words in expected { #expect(text.contains(words), "\(format): \(words)\n\(text)") }
        }
        let workbook = try #require(throws: DocumentFaults.self) {
            try bench.read(try bench.bytes(form, as: .xlsx, change))
        }.faults.map(\.description)
        #expect(workbook.contains { $0.hasPrefix("f: Ratings!B5: 'X' is no level") }, "\(workbook)")
        #expect(workbook.contains { $0.hasPrefix("f: Start!B9: nobody's role is stated") }, "\(workbook)")
        let page = try #require(throws: DocumentFaults.self) {
            try bench.read(try bench.bytes(form, as: .html, change))
        }.faults.map(\.description)
        #expect(
            page.contains { $0.hasPrefix("f: Ratings, Parent Infant MH Service, Level: 'X' is no level") },
            "\(page)"
        )
        #expect(
            page.contains { $0.hasPrefix("f: Interventions, Watch, Wait and Wonder, Delivered here: 'often'") },
            "\(page)"
        )
    }

    @Test("A service that has no row any more is asked about, and let go where that is meant")
    func removed() throws {
        let form = try bench.form("place-halton")
        for format in FormFormat.allCases {
            let bytes = try bench.bytes(form, as: format) { cells in
                for column in form.table(.services)?.columns ?? []
                where !column.isHidden && column.heading != "Last stated" {
                    cells[.services, 1, column.heading] = ""
                }
                for (row, texts) in (form.table(.interventions)?.rows ?? []).enumerated()
                where texts.contains("Halton Children's Centres") {
                    cells[.interventions, row, "By service"] = ""
                }
            }
            let faults = try #require(throws: DocumentFaults.self) { try bench.read(bytes) }.faults.map(\.message)
            #expect(
                faults.contains { $0.contains("the service 'Halton Children's Centres' was listed on 2022-05-01") },
                "\(format): \(faults)"
            )
            let document = try bench.read(bytes, drops: true).document(after: nil)
            #expect(document.services.map(\.id.text) == ["bibs", "halton-cypmhs", "cm-perinatal"], "\(format)")
        }
    }

    @Test("The whole of one of two areas that came together is a part of the new one")
    func merged() throws {
        let coast = try bench.form("place-fylde-coast").base.services
        let named = try #require(coast.first { $0.service.name.hasPrefix("Blackpool NHS Parent") })
        #expect(named.service.extent == .part("Blackpool"))
        // One that both areas listed works in the whole of what they became.
        let shared = try #require(
            try bench.form("place-sefton").base.services.first { $0.service.id.text == "cm-perinatal" }
        )
        #expect(shared.service.extent == .whole)
    }

    @Test("Open queries stand in the form; an answer is recorded, a mended cell answers its own, and the rest is told")
    func queries() throws {
        var bench = try FormatBench()
        let first = try bench.read(try bench.bytes(bench.form("place-halton"), as: .csv) { _ in }).document(after: nil)
        let signature = Query.Signature(at: first.recorded.at, by: "ann", role: "network manager")
        let asked = try ["health-visiting", "iapt-0-5", "maternal-mh"].enumerated().map { index, service in
            Query(
                number: index + 1,
                service: try SmallWorld.id(service),
                asked: signature,
                text: "Still so in \(index + 1)?"
            )
        }
        bench.add(first.with(queries: asked))
        let form = try bench.form("place-halton")
        for format in FormFormat.allCases {
            let submission = try bench.read(
                try bench.bytes(form, as: format) { cells in
                    cells[.queries, 0, "Your answer"] = "Yes, in all wards."
                    cells[.ratings, 2, "Level"] = "G"
                    cells[.ratings, 2, "Evidence"] = "Two posts."
                }
            )
            #expect(
                submission.queries.map(\.answer) == ["Yes, in all wards.", nil, nil]
                    && submission.queries.map(\.number) == [1, 2, 3],
                "\(format)"
            )
            let told = submission.remarks.map { FormatBench.withoutPlace($0.message) }
            #expect(told == ["query 3 stays open: Still so in 3?"], "\(format): \(told)")
        }
    }

    @Test("A form before it asked for services is read as before: what is on record stays")
    func older() throws {
        let sample = try FormSample()
        let end = try #require(sample.rows.firstIndex { $0.first == "Service" })
        let old = Array(sample.rows[..<(end - 1)])
        let submission = try ReturnForm.read(
            Array(FormSample.text(old).utf8),
            file: "f.csv",
            terms: FormSample.terms(),
            model: sample.model
        )
        #expect(submission.document(after: nil).services.isEmpty && submission.remarks.isEmpty)
    }
}
