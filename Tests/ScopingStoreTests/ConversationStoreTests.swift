import Foundation
import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("The conversation about a return, on record")
struct ConversationStoreTests {
    private let folder: TemporaryFolder
    private let store: String
    private let halton: Return
    private let cell: ServiceType.ID

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        let model = try StoreReader.load(store).model
        halton = try #require(model.returns.first { $0.area.text == "ccg-halton" })
        cell = try SmallWorld.id("iapt-0-5")
    }

    private func author(_ name: String, note: String? = nil) -> StoreWriter.Author {
        StoreWriter.Author(name: name, role: "tester", note: note)
    }
    private func now(_ seconds: Int64) -> Instant { Instant(secondsSince1970: 1_800_000_000 + seconds) }

    @discardableResult
    private func take(
        _ kind: ConversationStep.Kind,
        by name: String = "ann",
        note: String? = nil,
        basedOn: Int? = nil,
        at seconds: Int64 = 0
    ) throws -> StoreWriter.Receipt {
        let step = ConversationStep(kind, of: halton.area, in: halton.round, by: author(name, note: note))
        return try StoreWriter(folder: store).take(step, basedOn: basedOn, now: now(seconds))
    }

    private func correct(_ code: String, by name: String = "bob", basedOn: Int? = nil) throws -> StoreWriter.Receipt {
        let rating = Rating(service: cell, value: .level(code), evidence: [Evidence(text: "Seen")])
        return try StoreWriter(folder: store).record(
            area: halton.area,
            round: halton.round,
            basedOn: basedOn,
            by: author(name),
            now: now(0)
        ) { latest, _ in (latest ?? halton).corrected(by: rating, order: []) }
    }

    /// Hands in the document of a revision, as XML, with texts replaced in it.
    private func submit(
        _ revision: Int,
        basedOn: Int?,
        _ edit: (String) -> String = { $0 },
        state: ReturnState? = .submitted
    ) throws -> StoreWriter.Receipt {
        let path = "\(store)/returns/2022-05/ccg-halton.\(revision).xml"
        // A document edited by hand bears no seal.
        let text = edit(try text(of: path)).replacing(#/ sha256="[0-9a-f]+"/#, with: "")
        let terms = Submission.Terms(
            recorded: Return.Recorded(at: now(60), by: "carol", role: "respondent"),
            state: state,
            basedOn: basedOn
        )
        let model = try StoreReader.load(store).model
        return try StoreWriter(folder: store).submit(
            try Submission(xml: Array(text.utf8), file: "r.xml", terms: terms, model: model)
        )
    }

    private func refusal(_ work: () throws -> Void) -> String? {
        do {
            try work()
            return nil
        } catch {
            return (error as? WriteFailure)?.description ?? (error as? DocumentFaults)?.faults.first?.description
                ?? "\(error)"
        }
    }

    @Test("Asked, answered, sent back, accepted: each is a revision that says the same of the area, and all is kept")
    func life() throws {
        try take(.query(service: cell, text: "Who  provides it?"), at: 1)
        try take(.query(service: nil, text: "Who answered?"), at: 2)
        try take(.answer(.service(cell), text: "The Trust."), by: "bob", at: 3)
        try take(.requestChanges, note: "Name the service.", at: 4)
        try take(.answer(.number(2), text: "I did."), by: "bob", at: 5)
        let accepted = try take(.accept, note: "As agreed.", at: 6).document
        #expect(accepted.revision == 7 && accepted.state == .accepted)
        #expect(accepted.ratings == halton.ratings && accepted.services == halton.services)
        #expect(accepted.source == halton.source && accepted.recorded.note == "As agreed.")
        func signature(_ name: String, _ second: Int64) -> Query.Signature {
            Query.Signature(at: now(second), by: name, role: "tester")
        }
        #expect(
            accepted.queries == [
                Query(
                    number: 1,
                    service: cell,
                    asked: signature("ann", 1),
                    text: "Who provides it?",
                    answer: Query.Answer(signature("bob", 3), text: "The Trust.")
                ),
                Query(
                    number: 2,
                    service: nil,
                    asked: signature("ann", 2),
                    text: "Who answered?",
                    answer: Query.Answer(signature("bob", 5), text: "I did.")
                ),
            ]
        )
        let loaded = try StoreReader.load(store)
        #expect(loaded.model.standingReturn(area: halton.area, round: halton.round) == accepted)
        #expect(try loaded.leftOut.isEmpty && StoreVerifier.faults(in: loaded).isEmpty)
        let states = loaded.model.revisions(area: halton.area, round: halton.round).map(\.state)
        #expect(states.dropFirst(4) == [.changesRequested, .changesRequested, .accepted])
    }

    @Test(
        "The same question, answer, request or acceptance again is the same revision; another note is another request"
    )
    func repeated() throws {
        #expect(try take(.query(service: cell, text: "Why?")).isNew)
        #expect(try !take(.query(service: cell, text: "Why?"), at: 9).isNew)
        #expect(try take(.answer(.number(1), text: "So.")).isNew)
        #expect(try !take(.answer(.number(1), text: "So."), at: 9).isNew)
        #expect(try !take(.answer(.service(cell), text: "So."), at: 9).isNew)
        #expect(try take(.requestChanges, note: "This.").isNew)
        #expect(try !take(.requestChanges, note: "This.", at: 9).isNew)
        #expect(try take(.requestChanges, note: "That.", at: 9).isNew)
        #expect(try take(.accept).isNew)
        #expect(try !take(.accept, by: "eve", at: 9).isNew)
        #expect(try StoreReader.revisions(area: halton.area, round: halton.round, in: store).max() == 6)
    }

    @Test("What cannot be answered is refused with what can")
    func unanswerable() throws {
        let label = "ccg-halton in round 2022-05: "
        #expect(
            refusal { try take(.answer(.number(1), text: "So.")) }
                == label + "there is no query 1 (no query is open)"
        )
        try take(.query(service: cell, text: "Why?"))
        try take(.query(service: cell, text: "Since when?"))
        try take(.query(service: nil, text: "Who?"))
        #expect(
            refusal { try take(.answer(.service(cell), text: "So.")) } == label
                + "several queries about iapt-0-5 are open: 1 and 2 (name the one that is answered by its number)"
        )
        #expect(
            refusal { try take(.answer(.service(try SmallWorld.id("family-hubs")), text: "So.")) } == label
                + "nothing was asked about family-hubs (open: 1 (iapt-0-5), 2 (iapt-0-5) and 3)"
        )
        try take(.answer(.number(2), text: "March."), by: "bob")
        #expect(
            refusal { try take(.answer(.number(2), text: "May.")) }?.contains("query 2 was answered by bob on ") == true
        )
        #expect(refusal { try take(.answer(.service(cell), text: "So.")) } == nil)
        #expect(
            refusal { try take(.requestChanges) } == label
                + "a request for changes says what is to be changed (add a note)"
        )
        #expect(refusal { try take(.query(service: nil, text: "a\u{1}b")) }?.contains("U+0001") == true)
        #expect(refusal { try take(.query(service: nil, text: " ")) }?.contains("is empty") == true)
        #expect(
            refusal { try take(.query(service: try SmallWorld.id("nothing"), text: "x")) }?.contains(
                "unknown service type"
            ) == true
        )
    }

    @Test("A correction of the cell answers the query in words, and is signed by who recorded it")
    func answeredByChange() throws {
        try take(.query(service: cell, text: "Why?"))
        try take(.query(service: try SmallWorld.id("family-hubs"), text: "And this?"))
        let before = try #require(halton.rating(of: cell))
        let corrected = try correct("A").document
        #expect(
            corrected.queries[0].answer?.text == "Rating changed from \(before.value.words) to A. Evidence changed."
        )
        #expect(corrected.queries[0].answer?.signature.by == "bob")
        #expect(corrected.openQueries.map(\.number) == [2])
    }

    @Test("What is accepted and then corrected is no more accepted; what is corrected to what it was stays so")
    func acceptedThenCorrected() throws {
        _ = try correct("A")
        try take(.accept)
        #expect(try !correct("A").isNew)
        #expect(try correct("G").document.state == .submitted)
        try take(.requestChanges, note: "No.")
        #expect(try correct("A").document.state == .changesRequested)
    }

    @Test(
        "A return that is on its way while something is asked, answered or sent back comes in; after an acceptance it does not"
    )
    func underWay() throws {
        try take(.query(service: cell, text: "Why?"))
        try take(.requestChanges, note: "This.")
        let came = try submit(1, basedOn: 1, { $0.replacing(" value=\"R\"/>", with: " value=\"G\"/>") })
        #expect(came.document.revision == 4 && came.document.state == .submitted)
        #expect(came.document.queries.count == 1)
        // Based on the first again: something else has been said since.
        let late = {
            try submit(
                1,
                basedOn: 1,
                { $0.replacing(" value=\"R\"/>", with: " value=\"A\"><cause ref=\"staff\"/></rating>") }
            )
        }
        #expect(refusal { _ = try late() }?.contains("based on revision 1, but the latest is 4") == true)
        try take(.accept)
        #expect(
            refusal {
                _ = try submit(
                    4,
                    basedOn: 4,
                    { $0.replacing(" value=\"G\"/>", with: " value=\"B\"><cause ref=\"staff\"/></rating>") }
                )
            }?
            .contains("based on revision 4, but the latest is 5") == true
        )
        // A query about what is accepted takes nothing from what is built on it.
        try take(.query(service: nil, text: "Sure?"))
        #expect(refusal { try take(.answer(.number(2), text: "Yes."), basedOn: 5) } == nil)
        #expect(
            refusal { try take(.query(service: nil, text: "Well?"), basedOn: 9) }?.contains("based on revision 9")
                == true
        )
        #expect(
            refusal { try take(.query(service: nil, text: "Well?"), basedOn: 0) }?.contains("based on revision 0")
                == true
        )
    }

    @Test("A return under way that leaves out what stood before is refused for that, as it is without a query between")
    func underWayDropping() throws {
        try take(.query(service: cell, text: "Why?"))
        let dropped = refusal {
            _ = try submit(1, basedOn: 1, { $0.replacing(#/<rating service="iapt-0-5"[^>]*\/>/#, with: "") })
        }
        #expect(dropped?.contains("has no rating here, and the latest revision has one") == true)
    }

    @Test("A damaged revision between: nobody can tell what it said, so what builds on the one before is refused")
    func damagedBetween() throws {
        try take(.query(service: cell, text: "Why?"))
        try take(.query(service: cell, text: "When?"))
        try folder.write("<return", to: "store/returns/2022-05/ccg-halton.2.xml")
        #expect(refusal { try take(.accept, basedOn: 1) }?.contains("based on revision 1") == true)
        #expect(refusal { try take(.accept, basedOn: 3) } == nil)
    }

    @Test("XML keeps the queries that it lacks, answers the open ones that it answers, and invents none")
    func xml() throws {
        try take(.query(service: cell, text: "Why?"))
        try take(.query(service: nil, text: "Who?"))
        let lacking = try submit(1, basedOn: 1, { $0.replacing(" value=\"R\"/>", with: " value=\"G\"/>") }).document
        #expect(lacking.queries.count == 2)
        let answered = try submit(4, basedOn: 4) {
            $0.replacing(
                "<text>Who?</text>",
                with: "<text>Whoever?</text><answer at=\"2030-01-01T00:00:00Z\" by=\"eve\" role=\"x\">I.</answer>"
            )
        }.document
        #expect(answered.queries[1].text == "Who?")
        #expect(answered.queries[1].answer?.text == "I." && answered.queries[1].answer?.signature.by == "carol")
        #expect(
            refusal { _ = try submit(5, basedOn: 5, { $0.replacing(">I.</answer>", with: ">You.</answer>") }) }
                == "r.xml: query 2 has been answered otherwise: I. (leave the query out)"
        )
        #expect(
            refusal { _ = try submit(5, basedOn: 5, { $0.replacing("number=\"2\"", with: "number=\"7\"") }) }?
                .hasPrefix("r.xml: query 7 is not on record (leave it out;") == true
        )
    }

    @Test("A document that calls itself accepted is handed in as submitted, and that is told")
    func selfAccepted() throws {
        _ = try correct("A")
        let document = try text(of: "\(store)/returns/2022-05/ccg-halton.2.xml")
            .replacing(#/ sha256="[0-9a-f]+"/#, with: "")
        for state in ["accepted", "changes-requested"] {
            let edited = document.replacing("revision=\"2\"", with: "revision=\"2\" state=\"\(state)\"")
            let terms = Submission.Terms(recorded: Return.Recorded(at: now(0), by: "eve", role: "x"), basedOn: 2)
            let submission = try Submission(
                xml: Array(edited.utf8),
                file: "r.xml",
                terms: terms,
                model: try StoreReader.load(store).model
            )
            #expect(submission.state == .submitted)
            #expect(submission.remarks.map(\.message).first?.hasPrefix("it states '\(state)'") == true)
            #expect(try !StoreWriter(folder: store).submit(submission).isNew)
        }
    }

    @Test("verify names a query that a revision written by hand lost or altered")
    func lostByHand() throws {
        try take(.query(service: cell, text: "Why?"))
        try take(.query(service: nil, text: "Who?"))
        let third = try text(of: "\(store)/returns/2022-05/ccg-halton.3.xml").replacing(
            #/ sha256="[0-9a-f]+"/#,
            with: ""
        )
        for (old, new) in [("<text>Why?</text>", "<text>What?</text>"), ("by=\"ann\"", "by=\"eve\"")] {
            let path = "store/returns/2022-05/ccg-halton.3.xml"
            try folder.write(third.replacing(old, with: new), to: path)
            let faults = try StoreVerifier.faults(in: try StoreReader.load(store)).map(\.message)
            #expect(faults.contains("query 1 of revision 2 is gone, or altered"))
        }
    }

    // MARK: Two persons

    @Test("Where the framework asks for two persons, whoever last changed what a return says does not accept it")
    func anotherPerson() throws {
        let framework = try text(of: store + "/framework.xml").replacing(#/ sha256="[0-9a-f]+"/#, with: "")
        try folder.write(
            framework.replacing("<framework ", with: "<framework accept-by-another=\"true\" "),
            to: "store/framework.xml"
        )
        #expect(try StoreReader.load(store).model.framework.acceptsByAnother)
        _ = try correct("A", by: "Bob B.")
        try take(.query(service: nil, text: "Sure?"), by: "ann")
        let refused = refusal { try take(.accept, by: "bob b") }
        #expect(
            refused
                == "ccg-halton in round 2022-05: Bob B. recorded what it says, and another person has to accept it (the framework asks for two persons (accept-by-another))"
        )
        #expect(refusal { try take(.accept, by: "ann") } == nil)
        // Accepted already: whoever says so again changes nothing.
        #expect(try !take(.accept, by: "Bob B.").isNew)
        _ = try correct("G", by: "ann")
        #expect(refusal { try take(.accept, by: "ann") } != nil && refusal { try take(.accept, by: "Bob B.") } == nil)
        let again = FrameworkWriter.bytes(of: try StoreReader.load(store).model.framework)
        #expect(String(decoding: again, as: UTF8.self).contains("accept-by-another=\"true\""))
    }

    // MARK: Documents

    @Test("Queries are read, written and kept in the cache as they are; each fault is named with its line")
    func documents() throws {
        let cache = StoreCache(folder: folder.path + "/cache", minDocuments: 1, tick: 0)
        try take(.query(service: cell, text: "Why <so>?"))
        try take(.query(service: nil, text: "Who?"))
        try take(.answer(.number(1), text: "\"So\" & so."), by: "bob")
        let plain = try StoreReader.load(store).model.returns
        _ = try StoreReader.load(store, cache: cache)
        let cached = try StoreReader.load(store, cache: cache).model.returns
        #expect(plain == cached && plain.map(\.queries) == cached.map(\.queries))
        let path = "store/returns/2022-05/ccg-halton.4.xml"
        let sound = try text(of: folder.path + "/" + path).replacing(#/ sha256="[0-9a-f]+"/#, with: "")
        #expect(sound.contains("<query number=\"1\" service=\"iapt-0-5\" at=\""))
        for (old, new, message) in [
            ("number=\"2\"", "number=\"1\"", "in <query>: query 1 stands after query 1"),
            ("number=\"2\"", "number=\"0\"", "number"),
            ("service=\"iapt-0-5\" at=", "service=\"iapt-0\" at=", "in <query>: unknown service type 'iapt-0'"),
            ("<text>Who?</text>", "", "text"), ("<text>Who?</text>", "<text>Who?</text><text>x</text>", "text"),
            ("<text>Who?</text>", "<text>\(String(repeating: "x", count: 4_001))</text>", "4000"),
            ("by=\"bob\"", "", "by"), ("<text>Who?</text>", "<text>Who?</text><answer>I.</answer>", "answer"),
        ] {
            let edited = sound.replacing(old, with: new)
            try #require(edited != sound)
            try folder.write(edited, to: path)
            let loaded = try StoreReader.load(store)
            let fault = try #require(loaded.leftOut.first?.faults.first)
            #expect(fault.line != nil && fault.description.contains(message), "\(fault)")
        }
    }
}
