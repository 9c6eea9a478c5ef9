import Foundation
import GapDetection
import LacunaService
import Provision
import ScopingStore
import TestSupport

/// A store that writers, readers, a server, changes of boundaries, a failing disk and power cuts work on by turns, beside a
/// `PlainModel` of what it has to know. After each step all routes are held against that.
struct World {
    /// What is done, with three numbers that choose among whatever there is then: any list of steps can be taken.
    struct Step: CustomStringConvertible {
        enum Kind: Int, CaseIterable {
            case tell, tellByServer, tellOnOldRevision, tellWhileTheDiskFails, tellWhileAnotherDoes, ask, openRound
            case changeBoundary, openAction, updateAction, wait, restart, cutThePower
        }

        let kind: Kind
        let numbers: [Int]

        init(_ dice: inout Dice) {
            let weights: [(Kind, Int)] = [
                (.tell, 8), (.tellByServer, 8), (.tellOnOldRevision, 3), (.tellWhileTheDiskFails, 3),
                (.tellWhileAnotherDoes, 2), (.ask, 3), (.openRound, 3), (.changeBoundary, 1), (.openAction, 2),
                (.updateAction, 2), (.wait, 3), (.restart, 2), (.cutThePower, 3),
            ]
            var roll = dice.roll(weights.map(\.1).reduce(0, +))
            kind =
                weights.first {
                    roll -= $0.1
                    return roll < 0
                }?.0 ?? .wait
            numbers = (0..<3).map { _ in dice.roll(1 << 30) }
        }

        var description: String { "\(kind)(\(numbers.map { String($0) }.joined(separator: ", ")))" }

        static func list(_ count: Int, seed: UInt64) -> [Step] {
            var dice = Dice(seed: seed)
            return (0..<count).map { _ in Step(&dice) }
        }
    }

    /// What does not hold, and after which step.
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    private static let services = 3
    private let store: String
    private let folder: TemporaryFolder
    private let disk: WorldDisk
    private let cache: StoreCache
    private let framework: Framework
    private var plain: PlainModel
    private var served: ServedStore
    private var now: Int64
    /// Returns whose last revision is there, though it was not acknowledged: a power cut may take it.
    private var uncertain: Set<PlainModel.Key> = []
    /// Counts what was said: no two returns or actions say the same.
    private var said = 0
    /// What was answered before: a day, a moment, and the table as it was on record then. It never changes.
    private var remembered: [(day: Int, knownAt: Int64, rows: [Int: String])] = []

    init() throws {
        folder = try TemporaryFolder()
        store = folder.path + "/store"
        framework = try SmallWorld.framework(services: Self.services)
        let areas = try SmallWorld.areas(4)
        try folder.write(FrameworkWriter.bytes(of: framework), to: "store/framework.xml")
        try folder.write(AreasWriter.bytes(of: areas, isSimulated: false), to: "store/areas.xml")
        try folder.write(RoundsWriter.bytes(of: [], isSimulated: false), to: "store/rounds.xml")
        plain = PlainModel(areas: (0..<4).map { _ in .init() }, services: Self.services)
        now = Int64(try date("2021-03-01").daysSince1970) * 86_400 + 43_200
        disk = try WorldDisk(root: store)
        cache = StoreCache(folder: folder.path + "/cache", minDocuments: 1, tick: 0)
        served = try ServedStore(folder: store, cache: cache)
        try openRound()
    }

    /// Takes steps one after the other; what does not hold is thrown with the step after which it did not.
    mutating func take(_ steps: [Step]) throws {
        for (place, step) in steps.enumerated() {
            do {
                var dice = Dice(seed: UInt64(step.numbers[2]))
                try take(step, &dice)
                try look(&dice, isThorough: place % 8 == 7 || place == steps.count - 1)
            } catch let violation as Violation {
                throw Violation(description: "step \(place), \(step): \(violation)")
            }
        }
    }

    private mutating func take(_ step: Step, _ dice: inout Dice) throws {
        now += 1 + Int64(dice.roll(600))
        let key = chosen(step.numbers[0])
        switch step.kind {
        case .tell: try tell(key, &dice)
        case .tellByServer:
            // A server refuses what names a round or an area that it does not know of. What it has recorded it takes in without another
            // look at the folder.
            if served.model.rounds.count != plain.rounds.count
                || served.model.areas.areas.count != plain.areas.count + 1
            {
                _ = served.refresh(at: Instant(secondsSince1970: now))
            }
            if let document = try tell(key, &dice) { _ = served.add(document) }
        case .tellOnOldRevision:
            let revisions = plain.returns[key]?.count ?? 0
            try tell(key, &dice, basedOn: step.numbers[1] % (revisions + 2))
        case .tellWhileTheDiskFails:
            disk.fail(after: step.numbers[1] % 4)
            try tell(key, &dice)
            disk.endPlans()
        case .tellWhileAnotherDoes: try tellWhileAnotherDoes(key, &dice)
        case .ask: try ask(key, service: step.numbers[1] % Self.services)
        case .openRound: try openRound()
        case .changeBoundary: try changeBoundary(step.numbers[0], merges: step.numbers[1] % 3 == 0)
        case .openAction: try openAction(step.numbers[0])
        case .updateAction: try updateAction(step.numbers[0])
        case .wait: now += Int64(1 + step.numbers[0] % 90) * 86_400
        case .restart: try restart()
        case .cutThePower:
            try disk.cut(&dice)
            for key in uncertain {
                let revision = plain.returns[key]?.count ?? 0
                guard !FileManager.default.fileExists(atPath: path(key, revision: revision)) else { continue }
                plain.returns[key]?.removeLast()
                remembered = []
            }
            uncertain = []
            try restart()
        }
    }

    private var today: Int { Int(now / 86_400) }

    private func id<Subject>(_ number: Int, _ kind: String) throws -> Identifier<Subject> {
        try SmallWorld.id("\(kind)-\(number + 1)")
    }

    private func day(_ number: Int) throws -> CalendarDate {
        try SmallWorld.require(CalendarDate(daysSince1970: number))
    }

    /// A return of the last round mostly, by an area that was there.
    private func chosen(_ number: Int) -> PlainModel.Key {
        let round = number % 4 == 0 ? number / 4 % plain.rounds.count : plain.rounds.count - 1
        let there = plain.areas.indices.filter { plain.areas[$0].exists(on: plain.rounds[round]) }
        return .init(area: there[number / 64 % there.count], round: round)
    }

    // MARK: Writing

    private var writer: StoreWriter {
        var writer = StoreWriter(folder: store)
        writer.flush = disk.flush
        return writer
    }

    private let author = StoreWriter.Author(name: "Tess", role: "tester")

    private mutating func words() -> String {
        said += 1
        return "Said \(said)"
    }

    /// A return of made-up letters.
    private mutating func made(_ dice: inout Dice, revisions: Int) -> PlainModel.Stated {
        let letters = (0..<Self.services).map { _ in Array("RRAAGGB-..")[dice.roll(10)] }
        return .init(
            letters: letters.allSatisfy { $0 == "." } ? ["A"] + letters.dropFirst() : letters,
            words: words(),
            isDraft: dice.roll(6) == 0,
            recorded: now
        )
    }

    private func document(_ stated: PlainModel.Stated, _ key: PlainModel.Key) throws -> Return {
        let recorded = Return.Recorded(at: Instant(secondsSince1970: now), by: "Tess", role: "tester")
        return Return(
            area: try id(key.area, "area"),
            round: try id(key.round, "round"),
            revision: 1,
            source: .areaReturn,
            state: stated.isDraft ? .draft : .submitted,
            recorded: recorded,
            ratings: try stated.letters.enumerated().filter { $1 != "." }.map { service, letter in
                Rating(
                    service: try id(service, "service"),
                    value: letter == "-" ? .notExpected : .level(String(letter)),
                    evidence: [Evidence(text: stated.words)]
                )
            }
        )
    }

    /// Hands in a return. What is refused must have been refusable, and what failed must not be there.
    @discardableResult
    private mutating func tell(
        _ key: PlainModel.Key,
        _ dice: inout Dice,
        basedOn: Int? = nil,
        arrives: Bool = false
    ) throws -> Return? {
        var stated = made(&dice, revisions: plain.returns[key]?.count ?? 0)
        let document = try document(stated, key)
        let before = plain.returns[key] ?? []
        stated.recorded = max(now, before.last?.recorded ?? now)
        stated.queries = plain.queries(of: key, in: stated.letters, isDraft: stated.isDraft)
        let outdated = basedOn.map { plain.isOutdated($0, key) } ?? false
        let outcome = Result { () throws(WriteFailure) in
            try writer.record(
                area: document.area,
                round: document.round,
                basedOn: basedOn,
                by: author,
                now: Instant(secondsSince1970: now)
            ) { _, _ throws(WriteFailure) in document }
        }
        switch outcome {
        case .success(let receipt):
            try expect(!outdated, "a return on revision \(basedOn ?? 0) of \(before.count) was taken")
            plain.returns[key, default: []].append(stated)
            uncertain.remove(key)
            return receipt.document
        case .failure(let failure):
            let isThere = FileManager.default.fileExists(atPath: path(key, revision: before.count + 1))
            switch failure {
            case .conflict where outdated: break
            case .outcomeUnknown where isThere:
                plain.returns[key, default: []].append(stated)
                uncertain.insert(key)
            case .outcomeUnknown: break
            case .inputOutput, .cannotCreate: try expect(!isThere || arrives, "'\(failure)', and it is there")
            default: throw Violation(description: "\(failure)")
            }
            return nil
        }
    }

    private func path(_ key: PlainModel.Key, revision: Int) -> String {
        "\(store)/returns/round-\(key.round + 1)/area-\(key.area + 1).\(revision).xml"
    }

    /// Another machine's file of the same revision arrives while this one is being flushed: it stays, and this one is refused.
    private mutating func tellWhileAnotherDoes(_ key: PlainModel.Key, _ dice: inout Dice) throws {
        let before = plain.returns[key] ?? []
        var other = made(&dice, revisions: before.count)
        let document = try document(other, key)
        let receipt = try writer.record(
            area: document.area,
            round: document.round,
            basedOn: nil,
            by: author,
            now: Instant(secondsSince1970: now),
            rehearsing: true
        ) { _, _ throws(WriteFailure) in document }
        try FileManager.default.createDirectory(
            atPath: "\(store)/returns/round-\(key.round + 1)",
            withIntermediateDirectories: true
        )
        try disk.settle()
        disk.expect(ReturnWriter.bytes(of: receipt.document), at: receipt.path)
        let isReplaced = try tell(key, &dice, arrives: true) != nil
        try expect(!isReplaced, "\(receipt.path) was replaced")
        disk.endPlans()
        try disk.settle()
        other.recorded = max(now, before.last?.recorded ?? now)
        other.queries = plain.queries(of: key, in: other.letters, isDraft: other.isDraft)
        plain.returns[key, default: []].append(other)
    }

    private mutating func ask(_ key: PlainModel.Key, service: Int) throws {
        guard var last = plain.returns[key]?.last, !last.isDraft else { return }
        let step = ConversationStep(
            .query(service: try id(service, "service"), text: words()),
            of: try id(key.area, "area"),
            in: try id(key.round, "round"),
            by: author
        )
        _ = try writer.take(step, basedOn: nil, now: Instant(secondsSince1970: now))
        last.recorded = max(now, last.recorded)
        last.queries.append(.init(service: service, isOpen: true))
        uncertain.remove(key)
        plain.returns[key]?.append(last)
    }

    private mutating func openRound() throws {
        guard plain.rounds.last ?? 0 < today else { return }
        let there = plain.areas.indices.filter { plain.areas[$0].exists(on: today) }
        let round = Round(
            id: try id(plain.rounds.count, "round"),
            name: "Round \(plain.rounds.count + 1)",
            opened: try day(today),
            referenceDate: try day(today),
            asked: try there.map { try id($0, "area") }
        )
        try writer.open(round)
        plain.rounds.append(today)
    }

    /// An area, or two, end today, and tomorrow another takes their place: somebody edits `areas.xml`.
    private mutating func changeBoundary(_ number: Int, merges: Bool) throws {
        let there = plain.areas.indices.filter { plain.areas[$0].until == nil && plain.areas[$0].from ?? 0 <= today }
        guard there.count > 1, plain.areas.count < 12 else { return }
        let first = there[number % there.count]
        let ending = merges ? [first, there[(number + 1) % there.count]] : [first]
        let new = plain.areas.count
        for area in ending { plain.areas[area].until = today }
        plain.areas.append(.init(from: today + 1, predecessors: ending))
        let plainest = try SmallWorld.areas(plain.areas.count)
        let areas = try plainest.areas.enumerated().map { place, area in
            guard place > 0 else { return area }
            let facts = plain.areas[place - 1]
            let heir = plain.areas.firstIndex { $0.predecessors.contains(place - 1) }
            return Area(
                id: area.id,
                kind: area.kind,
                name: area.name,
                parents: area.parents,
                from: try facts.from.map { try day($0) },
                until: try facts.until.map { try day($0) },
                successors: try heir.map { [try id($0, "area")] } ?? []
            )
        }
        let hierarchy = try AreaHierarchy(kinds: plainest.kinds, areas: areas)
        try Data(AreasWriter.bytes(of: hierarchy, isSimulated: false))
            .write(to: URL(fileURLWithPath: store + "/areas.xml"), options: .atomic)
        try disk.settle()
        assert(new == hierarchy.areas.count - 2)
        now += 86_400
    }

    private mutating func openAction(_ number: Int) throws {
        guard plain.actions.count < 6 else { return }
        let (place, words) = (plain.actions.count, words())
        let area = number % plain.areas.count
        let action = Action(
            id: try id(place, "action"),
            opened: try day(today),
            recorded: Return.Recorded(at: Instant(secondsSince1970: now), by: "Tess", role: "tester"),
            targets: [try SmallWorld.require(Action.Target("none:area-\(area + 1):service-1"))],
            what: words
        )
        _ = try writer.open(action, by: author, now: Instant(secondsSince1970: now))
        plain.actions[place] = [words]
    }

    private mutating func updateAction(_ number: Int) throws {
        guard !plain.actions.isEmpty else { return }
        let (place, words) = (number % plain.actions.count, words())
        let today = try day(today)
        _ = try writer.update(
            try id(place, "action"),
            basedOn: plain.actions[place]?.count,
            by: author,
            now: Instant(secondsSince1970: now)
        ) { latest throws(WriteFailure) in
            Action(
                id: latest.id,
                opened: latest.opened,
                stated: today,
                recorded: latest.recorded,
                targets: latest.targets,
                what: words,
                state: .inProgress
            )
        }
        plain.actions[place]?.append(words)
    }

    private mutating func restart() throws { served = try ServedStore(folder: store, cache: cache) }

    // MARK: Looking

    private func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
        if !holds { throw Violation(description: what()) }
    }

    /// Holds what every route answers against the plain model.
    private mutating func look(_ dice: inout Dice, isThorough: Bool) throws {
        let fresh = try StoreReader.load(store)
        try expect(fresh.leftOut.isEmpty, "left out: \(fresh.leftOut.flatMap(\.faults))")
        try lookAtDocuments(fresh.model)
        _ = served.refresh(at: Instant(secondsSince1970: now))
        try expect(served.trouble == nil, "the server is in trouble: \(served.trouble?.message ?? "")")
        let cached = try StoreReader.load(store, cache: cache).model
        var questions: [(day: Int, knownAt: Int64?)] = [
            (today, nil), (plain.rounds[dice.roll(plain.rounds.count)], nil),
        ]
        questions.append((questions[1].day + dice.roll(200), now - Int64(dice.roll(300)) * 86_400))
        for (day, moment) in questions {
            let expected = plain.letters(on: day, knownAt: moment ?? .max)
            let query = ServedStore.SnapshotQuery(
                asOf: try self.day(day),
                knownAt: moment.map { Instant(secondsSince1970: $0) }
            )
            func table(_ model: ProvisionModel) -> [Int: String] {
                rows(model.snapshot(asOf: query.asOf, knownAt: query.knownAt), model)
            }
            for (route, found) in [
                ("read anew", table(fresh.model)), ("by way of the cache", table(cached)),
                ("served", rows(served.snapshot(query), served.model)),
            ] {
                try expect(
                    same(found, expected),
                    "\(route), as of \(query.asOf), known at \(moment.map { String($0) } ?? "the end"): \(found), not \(expected)"
                )
            }
            if moment == nil { try lookAtGaps(expected, query, fresh.model) }
        }
        if isThorough {
            // About a day to come nothing is certain: boundaries may change.
            let day = min(questions[2].day, today)
            remembered.append((day, now, plain.letters(on: day, knownAt: now)))
            let faults = try StoreVerifier.faults(in: fresh)
            try expect(faults.isEmpty, "verify: \(faults)")
        }
        for (day, knownAt, rows) in remembered.suffix(4) + remembered.prefix(2) {
            let snapshot = fresh.model.snapshot(
                asOf: try self.day(day),
                knownAt: Instant(secondsSince1970: knownAt)
            )
            let found = self.rows(snapshot, fresh.model)
            try expect(
                same(found, rows),
                "what was on record at \(knownAt) about day \(day) was \(rows) and is \(found)"
            )
        }
    }

    /// Each acknowledged revision, with its own words, moment and conversation; and none beside.
    private func lookAtDocuments(_ model: ProvisionModel) throws {
        var found: [PlainModel.Key: [Int: PlainModel.Stated]] = [:]
        for document in model.returns {
            let key = PlainModel.Key(area: try number(document.area.text), round: try number(document.round.text))
            var letters = [Character](repeating: ".", count: Self.services)
            for rating in document.ratings {
                letters[try number(rating.service.text)] =
                    rating.value == .notExpected ? "-" : Character(rating.value.sign)
            }
            found[key, default: [:]][document.revision] = .init(
                letters: letters,
                words: document.ratings.first?.evidence.first?.text ?? "",
                isDraft: document.state == .draft,
                recorded: document.recorded.at.secondsSince1970,
                queries: try document.queries.map {
                    .init(service: try number($0.service?.text ?? ""), isOpen: $0.isOpen)
                }
            )
        }
        for key in Set(found.keys).union(plain.returns.keys) {
            let expected = plain.returns[key] ?? []
            let there = (found[key] ?? [:]).sorted { $0.key < $1.key }
            try expect(
                there.map(\.key) == Array(1..<expected.count + 1) && there.map(\.value) == expected,
                "area \(key.area + 1) in round \(key.round + 1): \(there), not \(expected)"
            )
        }
        let rounds = model.rounds.map { Int($0.referenceDate.daysSince1970) }
        try expect(rounds == plain.rounds, "rounds: \(rounds), not \(plain.rounds)")
        for (place, words) in plain.actions {
            let revisions = model.actions.revisions.filter { $0.id.text == "action-\(place + 1)" }
                .sorted { $0.revision < $1.revision }.map(\.what)
            try expect(revisions == words, "action \(place + 1): \(revisions), not \(words)")
        }
    }

    /// No provision is a gap wherever it stands, and nowhere else.
    private func lookAtGaps(
        _ rows: [Int: String],
        _ query: ServedStore.SnapshotQuery,
        _ model: ProvisionModel
    ) throws {
        var expected: Set<String> = []
        for (area, letters) in rows {
            for (service, letter) in letters.enumerated() where letter == "R" {
                expected.insert("none:area-\(area + 1):service-\(service + 1)")
            }
        }
        let read = GapAudit(model, at: model.snapshot(asOf: query.asOf), kinds: [.none])
        for (route, audit) in [("read anew", read), ("served", served.audit(query))] {
            let found = Set(audit.findings.map { audit.id(of: $0).description }.filter { $0.hasPrefix("none:") })
            try expect(found == expected, "\(route), gaps as of \(query.asOf): \(found), not \(expected)")
        }
    }

    private func number(_ id: String) throws -> Int {
        try SmallWorld.require(id.split(separator: "-").last.flatMap { Int($0) }) - 1
    }

    private func rows(_ snapshot: Snapshot, _ model: ProvisionModel) -> [Int: String] {
        var rows: [Int: String] = [:]
        for (row, area) in snapshot.rows.enumerated() {
            rows[area - 1] = (0..<snapshot.columns).map { column in
                let state = snapshot.state(row: row, column: column)
                return state == .notExpected ? "-" : model.framework.scale.level(of: state)?.code ?? "."
            }.joined()
        }
        return rows
    }

    /// An area of which nothing is known may have a row or none.
    private func same(_ found: [Int: String], _ expected: [Int: String]) -> Bool {
        let nothing = String(repeating: ".", count: Self.services)
        return found.filter { $0.value != nothing } == expected.filter { $0.value != nothing }
    }
}
