import Synchronization

/// What a return says: its ratings, services, interventions and assessments. Where it comes from a store that keeps documents at hand, each of the
/// lists is read when it is first asked for, and then kept.
package final class ReturnBody: Sendable {
    /// How long the lists are; known at once.
    package struct Counts: Hashable, Sendable {
        package var ratings: Int
        package var services: Int
        package var interventions: Int
        package var assessments: Int

        package init(ratings: Int, services: Int, interventions: Int, assessments: Int) {
            self.ratings = ratings
            self.services = services
            self.interventions = interventions
            self.assessments = assessments
        }
    }

    /// The lists beside the ratings.
    package struct Register: Sendable {
        package let services: [Service]
        package let interventions: [DeliveredIntervention]
        package let assessments: [Assessment]

        package init(services: [Service], interventions: [DeliveredIntervention], assessments: [Assessment]) {
            self.services = services
            self.interventions = interventions
            self.assessments = assessments
        }
    }

    /// Reads the lists of a return.
    package protocol Source: AnyObject, Sendable {
        func ratings(of document: Int) -> [Rating]
        func register(of document: Int) -> Register
    }

    let counts: Counts
    let marks: ArraySlice<RatingMark>?
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
        assessments: [Assessment]
    ) {
        counts = Counts(
            ratings: ratings.count,
            services: services.count,
            interventions: interventions.count,
            assessments: assessments.count
        )
        marks = nil
        source = nil
        document = 0
        let register = Register(services: services, interventions: interventions, assessments: assessments)
        read = Mutex(Lists(ratings: ratings, register: register))
    }

    /// - Parameters:
    ///   - marks: one for each rating, in order.
    ///   - document: the return, as the source knows it.
    package init(_ counts: Counts, marks: ArraySlice<RatingMark>, document: Int, in source: any Source) {
        assert(counts.ratings == marks.count, "a mark for each rating")
        self.counts = counts
        self.marks = marks
        self.source = source
        self.document = document
        read = Mutex(Lists())
    }

    var ratings: [Rating] {
        if let known = read.withLock({ $0.ratings }) { return known }
        let found = source?.ratings(of: document) ?? []
        read.withLock { $0.ratings = found }
        return found
    }

    var services: [Service] { register.services }
    var interventions: [DeliveredIntervention] { register.interventions }

    var assessments: [Assessment] { register.assessments }

    private var register: Register {
        if let known = read.withLock({ $0.register }) { return known }
        let isEmpty = counts.services == 0 && counts.interventions == 0 && counts.assessments == 0
        let found =
            (isEmpty ? nil : source?.register(of: document))
            ?? Register(services: [], interventions: [], assessments: [])
        read.withLock { $0.register = found }
        return found
    }

    /// The same with other lists in place of those named.
    func with(
        ratings: [Rating]? = nil,
        services: [Service]? = nil,
        assessments: [Assessment]? = nil
    ) -> ReturnBody {
        ReturnBody(
            ratings: ratings ?? self.ratings,
            services: services ?? self.services,
            interventions: interventions,
            assessments: assessments ?? self.assessments
        )
    }
}

extension ReturnBody: Hashable {
    package static func == (one: ReturnBody, other: ReturnBody) -> Bool {
        one === other
            || one.counts == other.counts && one.ratings == other.ratings && one.services == other.services
                && one.interventions == other.interventions && one.assessments == other.assessments
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(counts.ratings) }
}

/// What a rating comes to, in four bytes: its service type, its state, and whether it was carried over.
package struct RatingMark: Hashable, Sendable {
    package let word: UInt32

    package init(word: UInt32) { self.word = word }

    /// - Parameter service: by place in the framework; nil where it is beyond 65,535.
    package init?(service: Int, state: CellState, isCarried: Bool) {
        guard let service = UInt16(exactly: service) else { return nil }
        word = UInt32(service) << 16 | UInt32(state.rawValue) << 8 | (isCarried ? 1 : 0)
    }

    package var service: Int { Int(word >> 16) }
    package var state: CellState { CellState(rawValue: UInt8(truncatingIfNeeded: word >> 8)) }
    package var isCarried: Bool { word & 1 != 0 }
}

extension Return {
    /// How long its lists are; known without reading them.
    package var counts: ReturnBody.Counts { body.counts }

    var hasServices: Bool { body.counts.services > 0 }
    var hasInterventions: Bool { body.counts.interventions > 0 }
    var hasAssessments: Bool { body.counts.assessments > 0 }

    /// A mark for each rating; nil where a mark has no room for one of them, or the framework does not have it.
    package func marks(in framework: Framework) -> [RatingMark]? {
        if let known = marks { return Array(known) }
        var found: [RatingMark] = []
        for rating in ratings {
            guard let service = framework.index(of: rating.service),
                let state = framework.scale.state(of: rating.value),
                let mark = RatingMark(service: service, state: state, isCarried: rating.carriedFrom != nil)
            else { return nil }
            found.append(mark)
        }
        return found
    }
}
