import Synchronization

/// What a return says: its ratings, services and interventions. Where it comes from a store that keeps documents at hand, each of the
/// lists is read when it is first asked for, and then kept.
package final class ReturnBody: Sendable {
    /// How long the lists are; known at once.
    package struct Counts: Hashable, Sendable {
        package var ratings: Int
        package var services: Int
        package var interventions: Int

        package init(ratings: Int, services: Int, interventions: Int) {
            self.ratings = ratings
            self.services = services
            self.interventions = interventions
        }
    }

    /// Reads the lists of a return.
    package protocol Source: AnyObject, Sendable {
        /// The numbers by which marks name rounds.
        var rounds: RoundNumbers { get }
        func ratings(of document: Int) -> [Rating]
        func register(of document: Int) -> (services: [Service], interventions: [DeliveredIntervention])
    }

    let counts: Counts
    private let ownMarks: ArraySlice<RatingMark>
    private let source: (any Source)?
    /// The return, as the source knows it.
    private let document: Int
    private let read: Mutex<Lists>

    private struct Lists {
        var ratings: [Rating]?
        var services: [Service]?
        var interventions: [DeliveredIntervention]?
    }

    package init(ratings: [Rating], services: [Service], interventions: [DeliveredIntervention]) {
        counts = Counts(ratings: ratings.count, services: services.count, interventions: interventions.count)
        ownMarks = []
        source = nil
        document = 0
        read = Mutex(Lists(ratings: ratings, services: services, interventions: interventions))
    }

    /// - Parameters:
    ///   - marks: one for each rating, in order.
    ///   - document: the return, as the source knows it.
    package init(_ counts: Counts, marks: ArraySlice<RatingMark>, document: Int, in source: any Source) {
        assert(counts.ratings == marks.count, "a mark for each rating")
        self.counts = counts
        ownMarks = marks
        self.source = source
        self.document = document
        read = Mutex(Lists())
    }

    /// What the ratings come to, and the numbers by which that names rounds: where a source knows it without reading them.
    var marks: (list: ArraySlice<RatingMark>, rounds: RoundNumbers)? { source.map { (ownMarks, $0.rounds) } }

    var ratings: [Rating] {
        if let known = read.withLock({ $0.ratings }) { return known }
        let found = source?.ratings(of: document) ?? []
        read.withLock { $0.ratings = found }
        return found
    }

    var services: [Service] { register.services }
    var interventions: [DeliveredIntervention] { register.interventions }

    private var register: (services: [Service], interventions: [DeliveredIntervention]) {
        let known = read.withLock { ($0.services, $0.interventions) }
        if let services = known.0, let interventions = known.1 { return (services, interventions) }
        let found: (services: [Service], interventions: [DeliveredIntervention]) =
            counts.services + counts.interventions == 0 ? ([], []) : source?.register(of: document) ?? ([], [])
        read.withLock { ($0.services, $0.interventions) = (found.services, found.interventions) }
        return found
    }
}

extension ReturnBody: Hashable {
    package static func == (one: ReturnBody, other: ReturnBody) -> Bool {
        one === other
            || one.counts == other.counts && one.ratings == other.ratings && one.services == other.services
                && one.interventions == other.interventions
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(counts.ratings) }
}

extension Return {
    /// How long its lists are; known without reading them.
    package var counts: ReturnBody.Counts { body.counts }

    var hasServices: Bool { body.counts.services > 0 }
    var hasInterventions: Bool { body.counts.interventions > 0 }
}
