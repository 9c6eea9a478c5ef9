import Foundation
import JSONRPC
import LacunaService
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("A served store that cannot be read for a while")
struct ServedStoreTests {
    private static func record(_ code: String, in store: String) throws {
        let latest = try SmallWorld.require(
            try StoreReader.load(store).model.returns.last { $0.area.text == "ccg-wirral" }
        )
        _ = try StoreWriter(folder: store).record(
            area: latest.area,
            round: latest.round,
            basedOn: nil,
            by: .init(name: "t", role: "t"),
            now: Instant(secondsSince1970: 1_800_000_000)
        ) { _, _ throws(WriteFailure) in
            guard let service = ServiceType.ID("iapt-0-5") else { throw .locked }
            return latest.replacing(Rating(service: service, value: .level(code)), order: [])
        }
    }

    @Test("It serves what it read before, says since when, and recovers")
    func recovers() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        await #expect(processExitsWith: .exitCode(7)) { [store = store as String] in
            func expect(_ holds: Bool, _ number: Int32) { if !holds { exit(number) } }
            func at(_ seconds: Int64) -> Instant { Instant(secondsSince1970: 1_800_000_000 + seconds) }
            func allow(_ files: Int32) {
                var limit = rlimit(rlim_cur: rlim_t(files), rlim_max: 4_096)
                expect(unsafe setrlimit(__rlimit_resource_t(7), &limit) == 0, 20)
            }
            let served = try ServedStore(folder: store)
            expect(served.model.returns.count == 20 && served.trouble == nil, 1)
            try Self.record("G", in: store)
            let next = dup(0)
            close(next)
            allow(next)
            expect(served.refresh(at: at(1)).isEmpty, 2)
            expect(served.trouble?.since == at(1), 3)
            expect(served.trouble?.message.hasPrefix("returns: cannot be read: Too many open files") == true, 4)
            expect(served.model.returns.count == 20 && served.loaded.leftOut.isEmpty, 5)
            expect(served.refresh(at: at(2)).isEmpty && served.trouble?.since == at(1), 6)
            allow(64)
            expect(served.refresh(at: at(3)).map(\.revision) == [2], 8)
            expect(served.trouble == nil && served.model.returns.count == 21, 9)
            exit(7)
        }
    }

    @Test("A store without a return: a round that is opened meanwhile, and the first return of it, are known")
    func firstRound() throws {
        let folder = try TemporaryFolder()
        let store = folder.path + "/store"
        let areas = try SmallWorld.areas(2)
        try folder.write(FrameworkWriter.bytes(of: try SmallWorld.framework(services: 1)), to: "store/framework.xml")
        try folder.write(AreasWriter.bytes(of: areas, isSimulated: false), to: "store/areas.xml")
        try folder.write(RoundsWriter.bytes(of: [], isSimulated: false), to: "store/rounds.xml")
        let served = try ServedStore(folder: store)
        let now = Instant(secondsSince1970: 1_800_000_000)
        let writer = StoreWriter(folder: store)
        try writer.open(try SmallWorld.rounds(1, asking: 2)[0])
        #expect(served.refresh(at: now).isEmpty && served.model.rounds.map(\.id.text) == ["round-1"])
        let answer = try SmallWorld.answer(area: 1, round: 1, "R")
        _ = try writer.record(
            area: answer.area,
            round: answer.round,
            basedOn: 0,
            by: .init(name: "t", role: "t"),
            now: now
        ) { _, _ throws(WriteFailure) in answer }
        #expect(served.refresh(at: now).count == 1)
        #expect(served.snapshot(.init(asOf: try date("2021-01-01"))).states == [.level(2), .unrated])
    }

    @Test("A return that cannot be read any more keeps its answers; one that is new is left out and named")
    func oneReturn() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let served = try ServedStore(folder: store)
        let now = Instant(secondsSince1970: 1_800_000_000)
        // Damage is no trouble: the document is left out and named, as by every command.
        try folder.write("<return", to: "store/returns/2022-05/ccg-halton.2.xml")
        #expect(served.refresh(at: now).isEmpty && served.trouble == nil)
        #expect(served.loaded.leftOut.map(\.file) == ["returns/2022-05/ccg-halton.2.xml"])
        // A damaged reference file is: nothing can be read without it.
        try folder.write("<rounds", to: "store/rounds.xml")
        #expect(served.refresh(at: now).isEmpty)
        #expect(served.trouble?.message.hasPrefix("rounds.xml:1:") == true && served.trouble?.since == now)
        #expect(served.model.returns.count == 20)
        try folder.write(try bytes(of: Repository.scoping + "/rounds.xml"), to: "store/rounds.xml")
        #expect(served.refresh(at: now).isEmpty && served.trouble == nil)
    }

    @Test("A return that the system lets nobody read any more is served as it was read before; a new one is left out")
    func notLetRead() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        await #expect(processExitsWith: .exitCode(7)) { [store = store as String] in
            func expect(_ holds: Bool, _ number: Int32) { if !holds { exit(number) } }
            func at(_ seconds: Int64) -> Instant { Instant(secondsSince1970: 1_800_000_000 + seconds) }
            let isRoot = geteuid() == 0
            /// Has the store looked at by one who may not read everything.
            func look(_ served: ServedStore, at moment: Instant) -> [Return] {
                if isRoot { expect(seteuid(65_534) == 0, 20) }
                defer { if isRoot { expect(seteuid(0) == 0, 21) } }
                return served.refresh(at: moment, always: true)
            }
            let (old, new) = (store + "/returns/2022-05/ccg-halton.1.xml", store + "/returns/2022-05/ccg-halton.2.xml")
            let served = try ServedStore(folder: store)
            expect(unsafe chmod(old, 0) == 0, 22)
            expect(look(served, at: at(1)).isEmpty && served.model.returns.count == 20, 1)
            expect(served.loaded.leftOut.isEmpty, 2)
            let reason = "returns/2022-05/ccg-halton.1.xml: cannot be read: Permission denied"
            expect(served.trouble?.message.hasPrefix(reason) == true && served.trouble?.since == at(1), 3)
            expect(unsafe chmod(old, 0o644) == 0, 23)
            expect(look(served, at: at(2)).isEmpty && served.trouble == nil, 4)
            try FileManager.default.copyItem(atPath: old, toPath: new)
            expect(unsafe chmod(new, 0) == 0, 24)
            expect(look(served, at: at(3)).isEmpty && served.model.returns.count == 20, 5)
            expect(served.loaded.leftOut.map(\.file) == ["returns/2022-05/ccg-halton.2.xml"], 6)
            expect(served.trouble?.since == at(3), 8)
            exit(7)
        }
    }

    @Test("It tries again by itself, after each failure half as often")
    func seldom() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let served = try ServedStore(folder: store)
        let now = Instant(secondsSince1970: 1_800_000_000)
        let sound = try bytes(of: store + "/rounds.xml")
        /// Writes the rounds file so that nothing about it but its content changes.
        func write(_ bytes: [UInt8]) throws {
            let file = try #require(FileHandle(forWritingAtPath: store + "/rounds.xml"))
            try file.write(contentsOf: Data(bytes))
            try file.close()
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
                ofItemAtPath: store + "/rounds.xml"
            )
        }
        try write([0x20] + sound.dropFirst())
        _ = served.refresh(at: now)
        #expect(served.trouble != nil)
        try write(sound)
        // How many looks pass until it reads again: one after the first failure, three after the second.
        var looks = 0
        while served.trouble != nil, looks < 10 { (_, looks) = (served.refresh(at: now), looks + 1) }
        #expect(looks == 2)
        try write([0x20] + sound.dropFirst())
        _ = served.refresh(at: now, always: true)
        _ = served.refresh(at: now, always: true)
        try write(sound)
        looks = 0
        while served.trouble != nil, looks < 10 { (_, looks) = (served.refresh(at: now), looks + 1) }
        #expect(looks == 4)
    }

    @Test("system.status tells of the trouble and since when, and store.heads gives what 'lacuna heads' prints")
    func overTheWire() throws {
        let server = try TestServer()
        let client = try server.client()
        let status = try client.result("system.status")
        #expect(status["trouble"] is NSNull && status["troubleSince"] is NSNull)
        let answer = try client.result("store.heads")
        let heads = try StoreHeads(of: server.store)
        #expect(answer["root"] as? String == heads.root)
        #expect((answer["heads"] as? [[String: String]])?.map { $0["path"] } == heads.heads.map(\.path))
        #expect((answer["heads"] as? [[String: String]])?.map { $0["sha256"] } == heads.heads.map(\.sha256))
    }
}
