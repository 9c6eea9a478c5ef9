public import Provision
public import ScopingStore
import Spreadsheets

extension ReturnForm {
    /// Reads a form that somebody filled in, and checks all of it: a spreadsheet's text, a workbook of Excel or LibreOffice, or
    /// the page. Which of them it is, its first bytes say.
    ///
    /// - Parameters:
    ///   - file: its name for messages.
    ///   - terms: who hands it in, and whether what stood before may be left out.
    /// - Throws: every fault found, by its place.
    public static func read(
        _ bytes: [UInt8],
        file: String,
        terms: Submission.Terms,
        model: ProvisionModel
    ) throws(DocumentFaults) -> Submission {
        var faults = FormFaults()
        let form: FilledForm?
        switch FormFormat(recognising: bytes) {
        case .csv?: form = CSVFormReader.read(bytes, file: file, model: model, &faults)
        case .html?: form = PageFormReader.read(bytes, file: file, &faults)
        case .xlsx?, .ods?, nil: form = WorkbookFormReader.read(bytes, file: file, &faults)
        }
        guard let form else { throw DocumentFaults(faults.sorted) }
        return try read(form, faults, terms: terms, model: model)
    }

    /// Reads a filled-in form's cells, wherever they came from.
    static func read(
        _ form: FilledForm,
        _ faults: FormFaults,
        terms: Submission.Terms,
        model: ProvisionModel
    ) throws(DocumentFaults) -> Submission {
        var reading = FormReading(form, faults, terms: terms, model: model)
        let submission = reading.submission()
        guard reading.faults.isEmpty, let submission else { throw DocumentFaults(reading.faults.sorted) }
        return submission
    }
}

/// What was found wrong in a form, and what is only to be told, by place.
struct FormFaults {
    private var faults: [(part: FormPart, row: Int, fault: DocumentFault)] = []
    private(set) var remarks: [DocumentFault] = []

    var isEmpty: Bool { faults.isEmpty }
    var count: Int { faults.count }

    mutating func add(_ fault: DocumentFault, _ part: FormPart = .head, row: Int? = nil) {
        faults.append((part, row ?? 0, fault))
    }

    mutating func remark(_ fault: DocumentFault) { remarks.append(fault) }

    /// In the order of the form.
    var sorted: [DocumentFault] {
        faults.enumerated().sorted { one, other in
            (one.element.fault.line ?? 0, one.element.part, one.element.row, one.offset)
                < (other.element.fault.line ?? 0, other.element.part, other.element.row, other.offset)
        }.map(\.element.fault)
    }
}

/// One form while it is read. Its parts: the head (`FormReading+Head`), the ratings (`FormReading+Ratings`), the services
/// (`FormReading+Services`), the interventions (`FormReading+Interventions`), the standards (`FormReading+Assessments`), the posts
/// (`FormReading+Posts`), and what else may have happened to its cells
/// (`FormReading+Cells`).
struct FormReading {
    let form: FilledForm
    let terms: Submission.Terms
    let model: ProvisionModel
    let names: NameIndex
    var faults: FormFaults
    /// The rating that was read of each service type.
    var read: [Int: Rating] = [:]
    /// The part that is being read.
    var part = FormPart.head

    init(_ form: FilledForm, _ faults: FormFaults, terms: Submission.Terms, model: ProvisionModel) {
        self.form = form
        self.faults = faults
        self.terms = terms
        self.model = model
        names = NameIndex(model)
    }

    typealias Row = SpreadsheetTable.Row

    var isDraft: Bool { terms.state == .draft }

    mutating func submission() -> Submission? {
        checkLetters()
        let head = head()
        part = .ratings
        guard let table = form.tables[.ratings], let columns = columns(table.heading) else { return nil }
        guard let head else { return nil }
        let base = FormBase(area: head.area, round: head.round, revision: head.basedOn, model: model)
        var rows = FormRows(base: base, columns: columns, heading: table.heading.number)
        for row in table.rows where !isEmpty(row) { read(row, &rows) }
        tellOwnColumns(rows.columns.own, rows.ownCells, heading: rows.heading)
        tellDates(rows)
        tellLeftOut(rows)
        let ordered = rows.ratings.sorted { $0.service < $1.service }

        for (service, _, rating) in ordered { read[service] = rating }
        let queries = queries(base)
        let services = services(base, head.area)
        let interventions = interventions(base, services)
        let assessments = assessments(base)
        let posts = posts(base, services)
        // An intervention, and a post, names a service of its own document.
        let states =
            services.isChanged || interventions.isChanged
            || posts.isChanged && posts.entries.contains { $0.post.service != nil }
        let statesPosts = posts.isChanged || states && !posts.entries.isEmpty
        let places = FormPlaces(
            form: form,
            ratings: ordered.map(\.row),
            services: states ? services.entries.map(\.row) : [],
            interventions: states ? interventions.entries.map(\.row) : [],
            posts: statesPosts ? posts.entries.map(\.row) : [],
            queries: queries.map(\.row),
            assessments: assessments.isChanged ? assessments.entries.map(\.row) : [],
            evidence: columns.evidence
        )
        var submission = Submission(
            area: head.area.id,
            round: head.round.id,
            basedOn: terms.basedOn ?? head.basedOn,
            respondent: head.respondent,
            ratings: ordered.map(\.rating),
            register: states ? (services.entries.map(\.service), interventions.entries.map(\.delivered)) : nil,
            assessments: assessments.isChanged ? assessments.entries.map(\.assessment) : nil,
            posts: statesPosts ? posts.entries.map(\.post) : nil,
            remarks: faults.remarks,
            terms: terms,
            isSimulated: model.framework.isSimulated,
            locate: { [places] in places.located($0) }
        )
        submission.queries = queries.map(\.stated)
        for fault in submission.faults(after: base.revision, in: model) {
            let (part, row, _) = places.place(of: fault.place)
            faults.add(places.located(fault), part, row: row)
        }
        return submission
    }

    // MARK: Cells

    /// A cell's text on one line.
    func field(_ row: Row, _ column: Int) -> String { collapsed(row[column]) }

    /// Whether a cell shows nothing: no-break spaces are none to see.
    func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { $0.properties.isWhitespace } }

    func isEmpty(_ row: Row) -> Bool { row.fields.allSatisfy(isBlank) }

    mutating func note(_ row: Int?, _ column: Int?, _ message: String, _ hint: String?) {
        faults.add(form.fault(part, row: row, column: column, message, hint), part, row: row)
    }

    mutating func remark(_ row: Int?, _ column: Int?, _ message: String, _ hint: String? = nil) {
        faults.remark(form.fault(part, row: row, column: column, message, hint))
    }

    /// What stood on record and is left out now: a fault, unless it is meant. A draft may be half done.
    mutating func leaveOut(_ row: Int?, _ column: Int?, _ message: String) {
        if terms.drops || isDraft {
            remark(row, column, message)
        } else {
            note(row, column, message, Submission.dropAdvice)
        }
    }
}

/// The beginning of a text, for messages.
func shown(_ text: String) -> String {
    let text = collapsed(text)
    return text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(57)) + "..."
}

/// Where in a form the entries of the return stand that was made of it.
struct FormPlaces: Sendable {
    private let form: FilledForm
    /// The rows of each entry, in the order of the entries.
    private let ratings: [Int]
    private let services: [Int]
    private let interventions: [Int]
    private let posts: [Int]
    private let queries: [Int]
    private let assessments: [Int]
    private let evidence: Int

    init(
        form: FilledForm,
        ratings: [Int],
        services: [Int],
        interventions: [Int],
        posts: [Int],
        queries: [Int],
        assessments: [Int],
        evidence: Int
    ) {
        self.queries = queries
        self.assessments = assessments
        self.form = form
        self.ratings = ratings
        self.services = services
        self.interventions = interventions
        self.posts = posts
        self.evidence = evidence
    }

    func located(_ fault: ModelFault) -> DocumentFault {
        let (part, row, column) = place(of: fault.place)
        return form.fault(part, row: row, column: column, fault.message, fault.hint)
    }

    func place(of place: ModelFault.Place) -> (part: FormPart, row: Int?, column: Int?) {
        func head(_ row: FormHeadRow) -> (FormPart, Int?, Int?) { (.head, form.head[row]?.row, 1) }
        func entry(_ part: FormPart, _ rows: [Int], _ column: Int?) -> (FormPart, Int?, Int?) {
            (part, rows.indices.contains(place.index) ? rows[place.index] : nil, column)
        }
        return switch place.list {
        case .rating: entry(.ratings, ratings, evidence)
        case .service: entry(.services, services, nil)
        case .delivered: entry(.interventions, interventions, nil)
        case .post: entry(.posts, posts, nil)
        case .query: entry(.queries, queries, nil)
        case .assessment: entry(.assessments, assessments, nil)
        case .round: head(.round)
        case .respondent: head(place.index == 0 ? .role : place.index == 1 ? .organisation : .name)
        case .recorded where place.index == 3: head(.basedOn)
        case .whole: head(.area)
        default: (.head, nil, nil)
        }
    }
}
