import Synchronization

/// What a return says: its ratings, services, interventions, assessments, posts and outcomes. Where it comes from a store that keeps documents at hand, each of the
/// lists is read when it is first asked for, and then kept.
package final class ReturnBody: Sendable {
    /// How long the lists are; known at once.
    package struct Counts: Hashable, Sendable {
        package var ratings: Int
        package var services: Int
        package var interventions: Int
        package var assessments: Int
        package var posts: Int
        package var outcomes: Int

        package init(ratings: Int, services: Int, interventions: Int, assessments: Int, posts: Int, outcomes: Int) {
            self.ratings = ratings
            self.services = services
            self.interventions = interventions
            self.assessments = assessments
            self.posts = posts
            self.outcomes = outcomes
        }
    }

    /// The lists beside the ratings.
    package struct Register: Sendable {
        package let services: [Service]
        package let interventions: [DeliveredIntervention]
        package let assessments: [Assessment]
        package let posts: [Post]
        package let outcomes: [Outcome]

        package static let empty = Register(services: [], interventions: [], assessments: [], posts: [], outcomes: [])

        package init(
            services: [Service],
            interventions: [DeliveredIntervention],
            assessments: [Assessment],
            posts: [Post],
            outcomes: [Outcome]
        ) {
            self.services = services
            self.interventions = interventions
            self.assessments = assessments
            self.posts = posts
            self.outcomes = outcomes
        }
    }

    /// Reads the lists of a return.
    package protocol Source: AnyObject, Sendable {
        /// The numbers by which marks name rounds.
        var rounds: RoundNumbers { get }
        func ratings(of document: Int) -> [Rating]
        func register(of document: Int) -> Register
    }

    let counts: Counts
    private let ownMarks: ArraySlice<RatingMark>
    private let source: (any Source)?
    /// The return, as the source knows it.
    private let document: Int
    private let read: Mutex<Lists>

    private struct Lists {
        var ratings: [Rating]?
        var register: Register?
    }

    package init(
        ratings: [Rating],
        services: [Service],
        interventions: [DeliveredIntervention],
        assessments: [Assessment],
        posts: [Post],
        outcomes: [Outcome]
    ) {
        counts = Counts(
            ratings: ratings.count,
            services: services.count,
            interventions: interventions.count,
            assessments: assessments.count,
            posts: posts.count,
            outcomes: outcomes.count
        )
        ownMarks = []
        source = nil
        document = 0
        let register = Register(
            services: services,
            interventions: interventions,
            assessments: assessments,
            posts: posts,
            outcomes: outcomes
        )
        read = Mutex(Lists(ratings: ratings, register: register))
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

    var assessments: [Assessment] { register.assessments }
    var posts: [Post] { register.posts }
    var outcomes: [Outcome] { register.outcomes }

    private var register: Register {
        if let known = read.withLock({ $0.register }) { return known }
        let isEmpty =
            counts.services == 0 && counts.interventions == 0 && counts.assessments == 0 && counts.posts == 0
            && counts.outcomes == 0
        let found = (isEmpty ? nil : source?.register(of: document)) ?? .empty
        read.withLock { $0.register = found }
        return found
    }

    /// The same with other lists in place of those named.
    func with(
        ratings: [Rating]? = nil,
        services: [Service]? = nil,
        assessments: [Assessment]? = nil,
        posts: [Post]? = nil,
        outcomes: [Outcome]? = nil
    ) -> ReturnBody {
        ReturnBody(
            ratings: ratings ?? self.ratings,
            services: services ?? self.services,
            interventions: interventions,
            assessments: assessments ?? self.assessments,
            posts: posts ?? self.posts,
            outcomes: outcomes ?? self.outcomes
        )
    }
}

extension ReturnBody: Hashable {
    package static func == (one: ReturnBody, other: ReturnBody) -> Bool {
        one === other
            || one.counts == other.counts && one.ratings == other.ratings && one.services == other.services
                && one.interventions == other.interventions && one.assessments == other.assessments
                && one.posts == other.posts && one.outcomes == other.outcomes
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(counts.ratings) }
}

extension Return {
    /// How long its lists are; known without reading them.
    package var counts: ReturnBody.Counts { body.counts }

    var hasServices: Bool { body.counts.services > 0 }
    var hasInterventions: Bool { body.counts.interventions > 0 }
    var hasAssessments: Bool { body.counts.assessments > 0 }
    var hasPosts: Bool { body.counts.posts > 0 }
    var hasOutcomes: Bool { body.counts.outcomes > 0 }
}
