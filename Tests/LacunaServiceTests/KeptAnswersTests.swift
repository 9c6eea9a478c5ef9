import Foundation
import GapDetection
import JSONRPC
import LacunaService
import Provision
import ScopingStore
import TestSupport
import Testing

@Suite("A server that goes on while returns come in")
struct KeptAnswersTests {
    /// Asks a served store, without sockets, what clients ask most.
    private func answers(_ store: ServedStore) throws -> [String] {
        let model = store.model
        var found: [String] = []
        for round in model.rounds {
            let query = ServedStore.SnapshotQuery(asOf: round.referenceDate)
            let snapshot = store.snapshot(query)
            found.append("\(snapshot.rows) \(snapshot.states.map(\.rawValue)) \(snapshot.entries)")
            found += store.audit(query).gaps.map { "\($0)" }
        }
        return found
    }

    @Test("Each write is taken in without reading the store again, and answers are those of a server that starts anew")
    func writes() throws {
        let server = try TestServer()
        let client = try server.client()
        func asked(_ client: Client) throws -> [String] {
            var found: [String] = []
            for area in ["ccg-halton", "place-halton", "ccg-wirral", "place-sefton", "ccg-south-sefton"] {
                for service in ["iapt-0-5", "health-visiting"] {
                    for date in ["2022-05-01", "2022-08-01", "2021-01-01"] {
                        found.append(
                            "\(try client.text("rating.get", #"{"area":"\#(area)","service":"\#(service)","asOf":"\#(date)"}"#))"
                        )
                    }
                }
            }
            found.append(try client.text("gap.list", #"{"limit":20}"#))
            found.append(
                try client.text("gap.list", #"{"asOf":"2022-08-01","limit":20,"within":"Cheshire and Merseyside"}"#)
            )
            found.append(try client.text("snapshot.get", "{}"))
            found.append(try client.text("snapshot.get", #"{"knownAt":"2022-06-01"}"#))
            found.append(try client.text("round.list", "{}"))
            return found
        }
        let before = try asked(client)
        #expect(try asked(client) == before)
        let values = ["G", "R", "A", "B"]
        for (step, area) in ["ccg-halton", "ccg-wirral", "ccg-south-sefton", "ccg-halton"].enumerated() {
            _ = try client.text(
                "rating.set",
                #"{"area":"\#(area)","service":"iapt-0-5","value":"\#(values[step])","round":"2022-05","evidence":"Step \#(step)."}"#
            )
            let fresh = try TestServer(copying: server.store)
            // A cursor names the server's own count of changes.
            func plain(_ answer: String) -> Substring {
                answer[..<(answer.range(of: ",\"next\"")?.lowerBound ?? answer.endIndex)]
            }
            for (one, other) in zip(try asked(client).map(plain), try asked(try fresh.client()).map(plain)) {
                #expect(one == other, "step \(step)")
            }
        }
    }

    @Test("What other programs add, change and remove is seen by name and facts, and all else is kept")
    func others() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let served = try ServedStore(folder: store)
        let now = Instant(secondsSince1970: 1_800_000_000)
        let returns = store + "/returns/2022-05/"
        func expectFresh(_ note: Comment) throws {
            let fresh = try ServedStore(folder: store)
            #expect(served.loaded.model.returns == fresh.loaded.model.returns, note)
            #expect(served.loaded.leftOut == fresh.loaded.leftOut, note)
            #expect(try answers(served) == answers(fresh), note)
        }
        // As rsync does it: a name of its own first, and then the real one.
        let sound = try text(of: returns + "ccg-halton.1.xml")
        try folder.write(
            sound.replacingOccurrences(of: "revision=\"1\"", with: "revision=\"2\""),
            to: "store/returns/2022-05/.ccg-halton.2.xml.Xy12"
        )
        _ = served.refresh(at: now)
        try expectFresh("a temporary file")
        try FileManager.default.moveItem(
            atPath: returns + ".ccg-halton.2.xml.Xy12",
            toPath: returns + "ccg-halton.2.xml"
        )
        #expect(served.refresh(at: now).map(\.revision) == [2])
        try expectFresh("added")
        try FileManager.default.removeItem(atPath: returns + "ccg-wirral.1.xml")
        #expect(served.refresh(at: now).isEmpty)
        try expectFresh("removed")
        try folder.write("<return", to: "store/returns/2022-05/ccg-halton.3.xml")
        try folder.write("notes", to: "store/returns/notes.txt")
        try folder.write("notes", to: "store/returns/2022-05/notes.txt")
        #expect(served.refresh(at: now).isEmpty)
        try expectFresh("damaged and strange")
        // A reference file that no longer knows what a return rates.
        let framework = try text(of: store + "/framework.xml")
        try folder.write(
            framework.replacingOccurrences(of: "\"iapt-0-5\"", with: "\"iapt-0-6\""),
            to: "store/framework.xml"
        )
        _ = served.refresh(at: now)
        try expectFresh("another framework")
        try folder.write(framework, to: "store/framework.xml")
        _ = served.refresh(at: now)
        try expectFresh("the framework again")
    }

    @Test("Two servers and a command line on one folder agree after one look")
    func replicas() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let (one, other) = (try ServedStore(folder: store), try ServedStore(folder: store))
        let now = Instant(secondsSince1970: 1_800_000_000)
        for (step, value) in ["G", "R", "A"].enumerated() {
            let latest = try #require(
                one.model.standingReturn(area: try SmallWorld.id("ccg-halton"), round: try SmallWorld.id("2022-05"))
            )
            let receipt = try StoreWriter(folder: store).record(
                area: latest.area,
                round: latest.round,
                basedOn: latest.revision,
                by: .init(name: "t", role: "t"),
                now: now
            ) { _, _ throws(WriteFailure) in
                guard let service = ServiceType.ID("iapt-0-5") else { throw .locked }
                return latest.replacing(Rating(service: service, value: .level(value)), order: [])
            }
            // The first recorded it itself; the other finds it.
            #expect(one.add(receipt.document) && !one.add(receipt.document), "step \(step)")
            #expect(other.refresh(at: now) == [receipt.document])
            #expect(one.refresh(at: now).isEmpty, "its own is not new to it")
            let fresh = try ServedStore(folder: store)
            #expect(try answers(one) == answers(fresh) && answers(other) == answers(fresh))
        }
    }
}
