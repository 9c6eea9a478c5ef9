import Foundation
import Provision
import ScopingStore
import Synchronization
import TestSupport
import Testing

/// The world by seed takes one step after the other; here many take theirs at once, over sockets, and what each was told is held
/// against the one order that the revisions say it happened in.
@Suite("A crowd by seed: clients and a command that read, write and vanish at once", .serialized)
struct CrowdTests {
    @Test(
        "Each answer is one that a store with one writer at a time could have given",
        arguments: 1...(Thorough.isAsked ? 12 : 3)
    )
    func holds(seed: UInt64) throws {
        let crowd = try Crowd()
        for life in 0..<2 {
            try crowd.run(seed: seed &* 64 &+ UInt64(life) &* 32)
            try crowd.check()
        }
    }
}

/// A small store with a server, some clients of it, and a program beside that records in the same folder.
private final class Crowd: Sendable {
    private static let (areas, services, clients, steps) = (3, 3, 6, Thorough.isAsked ? 60 : 25)

    /// One cell, corrected: who comes later sees it in the return from this revision on.
    private struct Write: Sendable {
        let (area, service): (Int, Int)
        let (letter, words): (String, String)
        var basedOn: Int?
        /// When it was sent and when it was answered, counted in events; one that was never answered ends never.
        let began: Int
        var ended = Int.max
        var revision: Int?
        var isRefused = false
        /// By the program beside the server, which learns of it when it next looks.
        var isBeside = false
    }

    private struct Read: Sendable {
        let (area, service): (Int, Int)
        let (letter, words): (String, String)
        let revision: Int
        let (began, ended): (Int, Int)
    }

    private struct Events {
        var count = 0
        var writes: [Write] = []
        var reads: [Read] = []
        var faults: [String] = []
        var past: String?

        mutating func next() -> Int {
            count += 1
            return count
        }
    }

    private let folder: TemporaryFolder
    private let store: String
    private let events = Mutex(Events())
    private let began = Instant(secondsSince1970: 1_640_995_200)

    init() throws {
        folder = try TemporaryFolder()
        store = folder.path + "/store"
        let rounds = try SmallWorld.rounds(1, asking: Self.areas)
        try folder.write(
            FrameworkWriter.bytes(of: SmallWorld.framework(services: Self.services)),
            to: "store/framework.xml"
        )
        try folder.write(AreasWriter.bytes(of: SmallWorld.areas(Self.areas), isSimulated: false), to: "store/areas.xml")
        try folder.write(RoundsWriter.bytes(of: rounds, isSimulated: false), to: "store/rounds.xml")
        for area in 0..<Self.areas {
            for service in 0..<Self.services {
                try record(Write(area: area, service: service, letter: "R", words: "First", began: 0), at: began)
            }
        }
    }

    private func id<Subject>(_ kind: String, _ number: Int) throws -> Identifier<Subject> {
        try SmallWorld.id("\(kind)-\(number + 1)")
    }

    /// Records a cell as a command does, and notes it.
    private func record(_ write: Write, at now: Instant) throws {
        var write = write
        let rating = Rating(
            service: try id("service", write.service),
            value: .level(write.letter),
            evidence: [Evidence(text: write.words)]
        )
        let (area, round): (Area.ID, Round.ID) = (try id("area", write.area), try id("round", 0))
        let order: [ServiceType.ID] = try (0..<Self.services).map { try id("service", $0) }
        let outcome = Result { () throws(WriteFailure) in
            try StoreWriter(folder: store).record(
                area: area,
                round: round,
                basedOn: write.basedOn,
                by: .init(name: "Tess", role: "tester"),
                now: now
            ) { latest, _ throws(WriteFailure) in
                latest?.corrected(by: rating, order: order)
                    ?? Return(
                        area: area,
                        round: round,
                        revision: 1,
                        source: .areaReturn,
                        state: .submitted,
                        recorded: Return.Recorded(at: now, by: "Tess", role: "tester"),
                        ratings: [rating]
                    )
            }
        }
        switch outcome {
        case .success(let receipt): write.revision = receipt.document.revision
        case .failure(.conflict): write.isRefused = true
        case .failure(let failure): throw failure
        }
        events.withLock {
            write.ended = $0.next()
            $0.writes.append(write)
        }
    }

    // MARK: The crowd

    /// All of them at once, from a start of the server until each has done its steps; what anyone finds wrong is noted.
    func run(seed: UInt64) throws {
        let server = try TestServer(serving: store, in: TemporaryFolder())
        let past = try server.client().text("snapshot.get", #"{"asOf":"2022-06-01","knownAt":"2022-06-01"}"#)
        let isUnchanged = events.withLock {
            let before = $0.past ?? past
            $0.past = before
            return before == past
        }
        #expect(isUnchanged)
        let connected = try (0..<Self.clients).map { _ in Shared(client: try server.client(), server: server) }
        DispatchQueue.concurrentPerform(iterations: Self.clients + 1) { place in
            var dice = Dice(seed: seed &+ UInt64(place))
            do {
                for step in 0..<Self.steps {
                    if place < Self.clients {
                        try take(step, of: place, &dice, connected[place])
                    } else {
                        try workBeside(step, &dice)
                    }
                }
            } catch {
                events.withLock { $0.faults.append("\(error)") }
            }
        }
        server.stop()
    }

    /// A client and its server, which one thread at a time uses.
    private struct Shared: @unchecked Sendable {
        let client: Client
        let server: TestServer
    }

    private func drawn(_ dice: inout Dice, _ words: String) -> Write {
        Write(
            area: dice.roll(Self.areas),
            service: dice.roll(Self.services),
            letter: ["R", "A", "G", "B"][dice.roll(4)],
            words: words,
            basedOn: dice.roll(3) == 0 ? lastKnown(dice.roll(Self.areas)) : nil,
            began: events.withLock { $0.next() }
        )
    }

    /// The greatest revision of an area that somebody was told of.
    private func lastKnown(_ area: Int) -> Int {
        events.withLock { $0.writes.lazy.filter { $0.area == area }.compactMap(\.revision).max() ?? 0 }
    }

    private func workBeside(_ step: Int, _ dice: inout Dice) throws {
        var write = drawn(&dice, "Beside \(events.withLock { $0.next() })")
        write.isBeside = true
        try record(write, at: Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)))
    }

    private func take(_ step: Int, of place: Int, _ dice: inout Dice, _ shared: Shared) throws {
        let client = shared.client
        switch dice.roll(8) {
        case 0..<3:
            var write = drawn(&dice, "Said by \(place) as \(events.withLock { $0.next() })")
            let answer = try client.ask("rating.set", parameters(of: write))
            let code = (answer["error"] as? [String: Any])?["code"] as? Int
            write.revision = (answer["result"] as? [String: Any])?["revision"] as? Int
            write.isRefused = code == 409
            if write.revision == nil && !write.isRefused { throw TestServer.Failure(description: "\(answer)") }
            events.withLock {
                write.ended = $0.next()
                $0.writes.append(write)
            }
        case 3:
            // Says it and hangs up: nobody knows whether it was heard.
            let write = drawn(&dice, "Shouted by \(place) as \(events.withLock { $0.next() })")
            events.withLock { $0.writes.append(write) }
            let another = try shared.server.client()
            try another.send(
                #"{"jsonrpc":"2.0","id":1,"method":"rating.set","params":\#(parameters(of: write))}"#
            )
        case 4:
            let text = try client.text("snapshot.get", #"{"asOf":"2022-06-01","knownAt":"2022-06-01"}"#)
            let isUnchanged = events.withLock { $0.past == text }
            if !isUnchanged { throw TestServer.Failure(description: "the past has changed: \(text)") }
        default:
            let (area, service) = (dice.roll(Self.areas), dice.roll(Self.services))
            let began = events.withLock { $0.next() }
            let cell = try client.result(
                "rating.get",
                #"{"area":"area-\#(area + 1)","service":"service-\#(service + 1)"}"#
            )
            events.withLock {
                $0.reads.append(
                    Read(
                        area: area,
                        service: service,
                        letter: cell["value"] as? String ?? "",
                        words: Self.words(cell),
                        revision: cell["revision"] as? Int ?? 0,
                        began: began,
                        ended: $0.next()
                    )
                )
            }
        }
    }

    private func parameters(of write: Write) -> String {
        let basedOn = write.basedOn.map { #","basedOn":\#($0)"# } ?? ""
        return
            #"{"area":"area-\#(write.area + 1)","service":"service-\#(write.service + 1)","value":"\#(write.letter)","#
            + #""round":"round-1","evidence":"\#(write.words)"\#(basedOn)}"#
    }

    private static func words(_ cell: [String: Any]) -> String {
        let evidence = cell["evidence"] as? [[String: Any]]
        return evidence?.first?["text"] as? String ?? cell["evidence"] as? String ?? ""
    }

    // MARK: What must hold

    /// Holds what is on disk, and what everyone was told, against the order of the revisions.
    func check() throws {
        let events = events.withLock { $0 }
        #expect(events.faults.isEmpty, "\(events.faults)")
        // That there was a crowd: of each kind of thing some, and some that met.
        let kinds = [
            events.reads.count, events.writes.filter { $0.revision != nil && !$0.isBeside }.count,
            events.writes.filter { $0.revision != nil && $0.isBeside }.count, events.writes.filter(\.isRefused).count,
            events.writes.filter { $0.ended == .max }.count,
        ]
        #expect(kinds.allSatisfy { $0 > 4 }, "reads, writes, beside, refused, unknown: \(kinds)")
        if Thorough.isAsked { print("crowd", kinds) }
        let fresh = try StoreReader.load(store)
        #expect(fresh.leftOut.isEmpty)
        #expect(try StoreVerifier.faults(in: fresh).isEmpty)
        for area in 0..<Self.areas {
            let documents = fresh.model.returns.filter { $0.area.text == "area-\(area + 1)" }.sorted {
                $0.revision < $1.revision
            }
            #expect(documents.map(\.revision) == Array(1...documents.count))
            let writes = events.writes.filter { $0.area == area }
            // Which write made which revision: no two say the same.
            var made: [Int: Write] = [:]
            var cells: [[Int: (letter: String, words: String)]] = [[:]]
            for document in documents {
                var cell = cells[document.revision - 1]
                let now = Dictionary(
                    uniqueKeysWithValues: document.ratings.map {
                        ($0.service.text, ($0.value.sign, $0.evidence.first?.text ?? ""))
                    }
                )
                let changed = (0..<Self.services).filter { service in
                    guard let (letter, words) = now["service-\(service + 1)"] else { return cell[service] != nil }
                    defer { cell[service] = (letter, words) }
                    return cell[service].map { $0 != (letter, words) } ?? true
                }
                cells.append(cell)
                try #require(changed.count == 1, "revision \(document.revision) of area \(area + 1) changes \(changed)")
                let (letter, words) = try #require(cell[changed[0]])
                let write = try #require(
                    writes.first {
                        $0.service == changed[0] && $0.letter == letter && $0.words == words
                            && ($0.words != "First" || $0.revision == document.revision)
                    },
                    "nobody said '\(words)'"
                )
                #expect(
                    write.revision == nil || write.revision == document.revision,
                    "'\(words)' was told another revision"
                )
                made[document.revision] = write
            }
            for write in writes {
                if let revision = write.revision {
                    #expect(made[revision]?.words == write.words, "'\(write.words)' was acknowledged and is not there")
                    // Nobody wrote between, or it would have been refused.
                    if let basedOn = write.basedOn {
                        #expect(basedOn == revision - 1, "'\(write.words)' on \(basedOn)")
                    }
                }
                if write.isRefused {
                    #expect(
                        !made.values.contains { $0.words == write.words },
                        "'\(write.words)' was refused and is there"
                    )
                }
            }
            // In time: a revision that was answered before another was sent comes before it.
            for (revision, write) in made {
                for (other, earlier) in made where other > revision {
                    #expect(earlier.ended > write.began, "revision \(other) was answered before \(revision) was sent")
                }
            }
            for read in events.reads where read.area == area {
                let told = made.filter { !$1.isBeside && $1.ended < read.began }.keys.max() ?? 0
                let sent = made.filter { $1.began < read.ended }.keys.max() ?? 0
                #expect(
                    (told...max(told, sent)).contains(read.revision),
                    "revision \(read.revision) of \(told) to \(sent)"
                )
                let expected = read.revision < cells.count ? cells[read.revision][read.service] : nil
                #expect(
                    expected.map { $0 == (read.letter, read.words) } ?? false,
                    "\(read) at its revision: \(String(describing: expected))"
                )
            }
        }
    }
}
