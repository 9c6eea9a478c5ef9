/// Everything on record about who provides what, where and when: the value that all questions are asked of.
///
/// It is built from documents and never changes; a new document makes a new model.
public struct ProvisionModel: Sendable {
    public let framework: Framework
    public let areas: AreaHierarchy
    /// By reference date.
    public let rounds: [Round]
    /// Every revision of every return, by area, round and revision.
    public private(set) var returns: [Return]
    public private(set) var ratings: RatingTable
    /// What families said; nil where nothing of it is on record. Like the framework it is held against every date.
    public let voice: FamilyVoice?
    /// What is done about gaps and standards; none where nothing of it is on record.
    public private(set) var actions: ActionRegister

    private var supersession: [Int64]
    private let numbers: RoundNumbers
    /// For each round the areas it asked.
    private let asked: [Set<Area.ID>]
    private var registerLists: RegisterLists
    /// For each round the areas it asked, by place in the hierarchy.
    let askedPlaces: [[Int]]
    /// For each return its round's reference date; nil where there is no such round.
    private var dates: [CalendarDate?]
    /// For each round its returns, by place.
    private var placesOfRound: [Round.ID: [Int]]

    /// - Parameter returns: returns in which `Return.faults` found nothing.
    public init(
        framework: Framework,
        areas: AreaHierarchy,
        rounds: [Round],
        returns: [Return],
        voice: FamilyVoice? = nil,
        actions: ActionRegister = .none
    ) {
        let rounds = rounds.sorted { $0.referenceDate < $1.referenceDate }
        func isBefore(_ one: Return, _ other: Return) -> Bool {
            (one.area, one.round, one.revision) < (other.area, other.round, other.revision)
        }
        let isSorted = zip(returns, returns.dropFirst()).allSatisfy { !isBefore($1, $0) }
        let returns = isSorted ? returns : returns.sorted(by: isBefore)
        let supersession = Self.supersession(of: returns)
        self.framework = framework
        self.areas = areas
        self.rounds = rounds
        self.voice = voice
        self.actions = actions
        self.returns = returns
        self.supersession = supersession
        let numbers = RoundNumbers(rounds)
        self.numbers = numbers
        self.asked = rounds.map { Set($0.asked) }
        let dateOfRound = Dictionary(rounds.map { ($0.id, $0.referenceDate) }, uniquingKeysWith: { first, _ in first })
        placesOfRound = Dictionary(grouping: returns.indices) { returns[$0].round }
        askedPlaces = rounds.map { $0.asked.compactMap { areas.index(of: $0) } }
        let dates = returns.map { dateOfRound[$0.round] }
        self.dates = dates
        self.registerLists = RegisterLists(areas: areas, returns: returns, dates: dates)
        self.ratings = RatingTable(
            framework: framework,
            areas: areas,
            rounds: rounds,
            numbers: numbers,
            returns: returns,
            supersession: supersession
        )
    }

    /// When a later revision took each return's place: `Int64.max` while none has, `Int64.min` for a draft, which counts
    /// for nothing at any time and takes nobody's place.
    private static func supersession(of returns: [Return]) -> [Int64] {
        var result = [Int64](repeating: .max, count: returns.count)
        var next: Int?
        for index in returns.indices.reversed() {
            let document = returns[index]
            if document.state == .draft {
                result[index] = .min
                continue
            }
            if let next, returns[next].area == document.area, returns[next].round == document.round {
                result[index] = returns[next].recorded.at.secondsSince1970
            }
            next = index
        }
        return result
    }

    /// The same model with one return more: it costs what the return touches, and a copy of flat arrays. A return that the rating table
    /// has no place for, or that is there already, makes the model anew.
    ///
    /// - Parameter document: one in which `Return.faults` found nothing.
    public func adding(_ document: Return) -> ProvisionModel {
        func whole() -> ProvisionModel {
            ProvisionModel(
                framework: framework,
                areas: areas,
                rounds: rounds,
                returns: returns + [document],
                voice: voice,
                actions: actions
            )
        }
        let place = place(before: document)
        guard let area = areas.index(of: document.area), let round = numbers[document.round],
            place == returns.count || !isSame(returns[place], document),
            let marks = document.marks(in: framework, rounds: numbers), marks.count == document.ratingCount,
            Set(marks.map(\.service)).count == marks.count
        else { return whole() }
        var model = self
        model.returns.insert(document, at: place)
        model.dates.insert(rounds[round].referenceDate, at: place)
        for id in model.placesOfRound.keys {
            model.placesOfRound[id] = model.placesOfRound[id]?.map { $0 >= place ? $0 + 1 : $0 }
        }
        let ofRound = model.placesOfRound[document.round] ?? []
        let next = ofRound.firstIndex { $0 > place } ?? ofRound.count
        model.placesOfRound[document.round, default: []].insert(place, at: next)
        // Of the same area and round alone: they lie side by side.
        model.supersession.insert(.max, at: place)
        var (low, high) = (place, place)
        while low > 0, isSameReturn(model.returns[low - 1], document) { low -= 1 }
        while high + 1 < model.returns.count, isSameReturn(model.returns[high + 1], document) { high += 1 }
        let revisions = Self.supersession(of: Array(model.returns[low...high]))
        model.supersession.replaceSubrange(low...high, with: revisions)
        model.registerLists = registerLists.adding(document, area: area, place: place, dates: model.dates)
        model.ratings = ratings.adding(
            marks,
            area: area,
            round: round,
            recorded: document.recorded.at.secondsSince1970,
            place: place,
            revision: { [returns = model.returns] in returns[$0].revision },
            supersession: model.supersession
        )
        return model
    }

    /// The same model with other actions.
    package func with(actions: ActionRegister) -> ProvisionModel {
        var model = self
        model.actions = actions
        return model
    }

    /// Where a return belongs among the others: before the first that is not before it.
    private func place(before document: Return) -> Int {
        var (low, high) = (0, returns.count)
        while low < high {
            let middle = (low + high) / 2
            let other = returns[middle]
            if (other.area, other.round, other.revision) < (document.area, document.round, document.revision) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private func isSameReturn(_ one: Return, _ other: Return) -> Bool {
        one.area == other.area && one.round == other.round
    }
    private func isSame(_ one: Return, _ other: Return) -> Bool {
        isSameReturn(one, other) && one.revision == other.revision
    }

    public func round(_ id: Round.ID) -> Round? { numbers[id].map { rounds[$0] } }

    /// The latest round about a date not after `asOf`: the one that areas owe an answer to. A round that asked nobody is none:
    /// nobody can be silent in it, or answer unasked.
    public func latestRound(asOf: CalendarDate) -> Round? {
        rounds.last { $0.referenceDate <= asOf && !$0.asked.isEmpty }
    }

    /// The date questions are about when none is named: the reference date of the latest round; nil before the first.
    public var latestReferenceDate: CalendarDate? { rounds.last?.referenceDate }

    /// The revision of an area's return that stood on record at a moment, or stands today.
    public func standingReturn(area: Area.ID, round: Round.ID, knownAt: Instant? = nil) -> Return? {
        var place = firstPlace(area: area, round: round)
        while place < returns.count, returns[place].area == area, returns[place].round == round {
            if stands(place, knownAt: knownAt) { return returns[place] }
            place += 1
        }
        return nil
    }

    /// Every revision of an area's return in a round, drafts too, the first first.
    public func revisions(area: Area.ID, round: Round.ID) -> ArraySlice<Return> {
        returns[firstPlace(area: area, round: round)...].prefix { $0.area == area && $0.round == round }
    }

    /// Where the revisions of a return begin: the returns lie in the order of area and round.
    private func firstPlace(area: Area.ID, round: Round.ID) -> Int {
        var (low, high) = (0, returns.count)
        while low < high {
            let middle = (low + high) / 2
            if (returns[middle].area, returns[middle].round) < (area, round) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether a return stood on record at a moment, or stands today.
    private func stands(_ index: Int, knownAt: Instant?) -> Bool {
        guard let moment = knownAt?.secondsSince1970 else { return supersession[index] == .max }
        return returns[index].recorded.at.secondsSince1970 <= moment && moment < supersession[index]
    }

    /// The returns that stood on record at a moment, or stand today: of each area and round the latest revision.
    public func standingReturns(knownAt: Instant? = nil) -> [Return] {
        returns.indices.filter { stands($0, knownAt: knownAt) }.map { returns[$0] }
    }

    /// Those of one round.
    public func standingReturns(in round: Round.ID, knownAt: Instant? = nil) -> [Return] {
        (placesOfRound[round] ?? []).filter { stands($0, knownAt: knownAt) }.map { returns[$0] }
    }

    /// An area's own latest return, by place in `returns`, that holds a list of services or of interventions: about a date not
    /// after `asOf`, and standing on record at a moment or today.
    public func latestReturn(listing part: RegisterPart, area: Int, asOf: CalendarDate, knownAt: Instant? = nil) -> Int?
    {
        registerLists.places(part, area: area).last { place in
            stands(place, knownAt: knownAt) && dates[place].map { $0 <= asOf } ?? false
        }
    }

    /// The returns whose lists stand for an area that has no row, by place in `returns`: its own or, where it has made none, those of
    /// the areas it came from.
    package func lists(_ part: RegisterPart, standingFor area: Int, asOf: CalendarDate, knownAt: Instant?) -> [Int] {
        func latest(_ area: Int) -> Int? { latestReturn(listing: part, area: area, asOf: asOf, knownAt: knownAt) }
        return areas.whoseWordStands(for: area) { latest($0) != nil }.sorted().compactMap(latest)
    }

    /// The return behind an entry of the rating table, by place in `returns`.
    package func place(ofReturnAt entry: Int) -> Int? {
        ratings.returnIndices.indices.contains(entry) ? Int(ratings.returnIndices[entry]) : nil
    }

    /// The rating and the return behind an entry of the rating table.
    public func source(ofEntry entry: Int) -> (rating: Rating, document: Return)? {
        guard ratings.returnIndices.indices.contains(entry) else { return nil }
        let document = returns[Int(ratings.returnIndices[entry])]
        let rating = Int(ratings.ratingIndices[entry])
        return document.ratings.indices.contains(rating) ? (document.ratings[rating], document) : nil
    }

    /// The parts of its area that the rating behind an entry names.
    public func parts(ofEntry entry: Int) -> [RatedPart] {
        guard ratings.returnIndices.indices.contains(entry) else { return [] }
        let (document, rating) = (Int(ratings.returnIndices[entry]), Int(ratings.ratingIndices[entry]))
        return returns[document].ratings.indices.contains(rating) ? returns[document].ratings[rating].parts : []
    }

    /// The return behind an entry of the rating table; what it says is not read for it.
    public func document(ofEntry entry: Int) -> Return? {
        ratings.returnIndices.indices.contains(entry) ? returns[Int(ratings.returnIndices[entry])] : nil
    }

    /// Where the rating behind an entry came from, seen at a date: a rating that a return carried over, or that is older
    /// than the latest round whose reference date is not after `asOf`, was carried forward.
    public func origin(ofEntry entry: Int, asOf: CalendarDate) -> RatingOrigin? {
        guard let document = document(ofEntry: entry) else { return nil }
        let from = ratings.origins[entry]
        if from.isAssumed { return .assumed }
        if from.isCarried { return .carriedForward }
        let latest = rounds.indices.last { rounds[$0].referenceDate <= asOf && asked[$0].contains(document.area) }
        if let latest, let own = numbers[document.round], own < latest { return .carriedForward }
        return document.source == .areaReturn ? .areaReturn : .collated
    }

    /// Whose words a rating of a return are, by what the return says of it.
    public func origin(of rating: Rating, in document: Return) -> RatingOrigin {
        if rating.isAssumed { return .assumed }
        if rating.carriedFrom != nil { return .carriedForward }
        return document.source == .areaReturn ? .areaReturn : .collated
    }

    /// The round in which the rating behind an entry was made: where it was carried forward, perhaps more than once, the round
    /// that it comes from in the end, else that of its return.
    public func roundMade(ofEntry entry: Int, knownAt: Instant? = nil) -> Round? {
        guard ratings.returnIndices.indices.contains(entry) else { return nil }
        return rounds[ratings.roundMade(entry, knownAt: knownAt)]
    }

    /// The day from which on the rating behind an entry is older than the framework allows: so many months after the
    /// reference date of the round in which it was made.
    public func staleSince(ofEntry entry: Int, knownAt: Instant? = nil) -> CalendarDate? {
        guard ratings.returnIndices.indices.contains(entry) else { return nil }
        return rounds[ratings.roundMade(entry, knownAt: knownAt)].referenceDate
            .adding(months: framework.thresholds.staleMonths)
    }

    /// The area at the head of the table an area belongs to on a day: its nearest ancestor, or itself when it has none.
    public func group(of area: Int, on date: CalendarDate) -> Int { areas.parent(of: area, on: date) ?? area }

    /// A snapshot's rows under the areas that head them, in the order of the rows.
    public func groups(of snapshot: Snapshot) -> [(head: Int, rows: [Int])] {
        var order: [Int] = []
        var rows: [Int: [Int]] = [:]
        for (row, area) in snapshot.rows.enumerated() {
            let head = group(of: area, on: snapshot.areasAsOf)
            if rows[head] == nil { order.append(head) }
            rows[head, default: []].append(row)
        }
        return order.map { ($0, rows[$0] ?? []) }
    }

    /// What the whole map is called: its only root's name, or the network's.
    public var wholeName: String {
        let roots = areas.roots
        return roots.count == 1 ? areas.areas[roots[0]].name : framework.network
    }

    /// Of areas that share a name the one that is meant at a date: the only one with a row, else the only one that exists.
    public func onlyArea(of found: [Int], rows: [Int], on date: CalendarDate) -> Int? {
        for narrowed in [found.filter(rows.contains), found.filter { areas.areas[$0].isValid(on: date) }] {
            if let only = narrowed.first, narrowed.count == 1 { return only }
        }
        return nil
    }
}
