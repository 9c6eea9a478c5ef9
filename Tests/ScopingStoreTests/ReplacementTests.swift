import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("What is told of a return that takes another's place")
struct ReplacementTests {
    private let model: ProvisionModel
    private let halton: Return

    init() throws {
        model = try RealData.model()
        halton = try #require(model.returns.first { $0.area.text == "ccg-halton" })
    }

    /// Halton's return with other lists than it has.
    private func changed(jointWith: [String] = [], ratings: [Rating]? = nil, posts: [Post] = []) throws -> Return {
        Return(
            area: halton.area,
            round: halton.round,
            revision: 2,
            source: halton.source,
            recorded: halton.recorded,
            jointWith: try jointWith.map { try SmallWorld.id($0) },
            ratings: ratings ?? halton.ratings,
            services: halton.services,
            interventions: halton.interventions,
            posts: posts
        )
    }

    private func sentences(_ document: Return, after latest: Return?) -> [String] {
        let receipt = StoreWriter.Receipt(document: document, path: "-", isNew: true, latest: latest)
        return Replacement(receipt, in: model).sentences
    }

    @Test("A cell that was not rated before, and one that is left out")
    func ratings() throws {
        let less = try changed(ratings: halton.ratings.filter { $0.service.text != "iapt-0-5" })
        let added = try #require(sentences(halton, after: less).first)
        #expect(added.hasSuffix("10 ratings as before; changed: IAPT 0-5s R, not rated before."))
        let leftOut = try #require(sentences(less, after: halton).first)
        #expect(leftOut.hasSuffix("10 ratings as before; changed: IAPT 0-5s, which was R, left out."))
    }

    @Test("An area that the return was given jointly with: whether it has one of its own")
    func joint() throws {
        let told = sentences(try changed(jointWith: ["place-halton", "ccg-wirral"]), after: nil)
        #expect(
            told.filter { $0.contains("jointly") } == [
                "It was given jointly with Halton, which has no return of its own in this round: nothing is recorded for it.",
                "It was given jointly with Wirral, whose own return (revision 1) stays as it is.",
            ]
        )
    }

    @Test("Posts: as many stated otherwise, more, fewer, and the same")
    func posts() throws {
        func told(_ before: [String], _ now: [String]) throws -> String? {
            let (old, new) = (
                try changed(posts: before.map { Post(title: $0) }), try changed(posts: now.map { Post(title: $0) })
            )
            return sentences(new, after: old).first { $0.contains("post") }
        }
        #expect(try told(["Lead"], ["Practitioner"]) == "Its post is stated otherwise.")
        #expect(try told(["Lead", "Lead"], ["Lead", "Practitioner"]) == "Of its 2 posts some are stated otherwise.")
        #expect(try told(["Lead"], ["Lead", "Practitioner"]) == "In place of 1 post it states 2 posts.")
        #expect(try told(["Lead", "Practitioner"], []) == "In place of 2 posts it states 0 posts.")
        #expect(try told(["Lead"], ["Lead"]) == nil)
    }
}
