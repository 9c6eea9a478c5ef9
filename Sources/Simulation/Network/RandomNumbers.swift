/// Chance that depends on nothing but a seed and on what is decided.
///
/// Each decision hashes what it is about (which area, service type and round) instead of taking the next number of a
/// stream. So nothing depends on the order in which decisions are made, a new kind of decision leaves all others as they
/// were, and the same seed gives the same bytes on every machine. The hash is the finaliser of SplitMix64, applied to each
/// part in turn: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
struct RandomNumbers: Sendable {
    let seed: UInt64

    /// What a decision is about. Raw values go into the hash: changing one changes every simulated network.
    enum Decision: UInt64, Sendable {
        case names = 1
        case children, deprivation, growth
        case boundary, boundaryRound, split
        case serviceAvailability, areaCapacity, firstLevel, notExpected
        case change, newLevel, stall, shortTermFunding, renewal
        case participation, late, recordedDay, recordedSecond, respondent
        case correction, correctedRating, correctedLevel, correctionDay
        case partial, unrated, cause, whichCause, evidence, evidenceText, evidenceNumber
        case registered, sector, provider, funder, part, ages, intervention, opened
        // With an audit alone.
        case assesses = 1_000
        case assessment, assessmentLeftOut
        case statesCriteria = 1_100
        case wrongCriterion, criterion
        case postCount = 220
        case postSize, postFilled, postTold, postMoney
        case voiceHeard = 200
        case voicePeople, voiceAnswer, composition
        case outcomeReturned = 240
        case outcomeMeasure, outcomeSeen, outcomePaired, outcomeImproved, outcomeEquity
        // With actions alone.
        case actionOpened = 1_200
        case actionDue, actionOwner, actionCost, actionCourse
    }

    /// 64 evenly spread bits.
    func bits(_ decision: Decision, _ parts: (Int, Int, Int)) -> UInt64 {
        var hash = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
        hash = Self.mixed((hash ^ decision.rawValue) &+ 0x9E37_79B9_7F4A_7C15)
        hash = Self.mixed((hash ^ UInt64(bitPattern: Int64(parts.0))) &+ 0x9E37_79B9_7F4A_7C15)
        hash = Self.mixed((hash ^ UInt64(bitPattern: Int64(parts.1))) &+ 0x9E37_79B9_7F4A_7C15)
        return Self.mixed((hash ^ UInt64(bitPattern: Int64(parts.2))) &+ 0x9E37_79B9_7F4A_7C15)
    }

    /// A whole number from 0 up to but not including `sides`; 0 where there are none.
    ///
    /// Multiplying and keeping the high half is uneven by at most `sides` in 2^64, which nobody will see.
    func roll(_ decision: Decision, _ sides: Int, _ first: Int, _ second: Int = 0, _ third: Int = 0) -> Int {
        guard sides > 0 else { return 0 }
        return Int(UInt64(sides).multipliedFullWidth(by: bits(decision, (first, second, third))).high)
    }

    /// Whether it happens: true in `chance` of 10,000 cases.
    func happens(_ decision: Decision, in10000 chance: Int, _ first: Int, _ second: Int = 0, _ third: Int = 0) -> Bool {
        roll(decision, 10_000, first, second, third) < chance
    }

    /// One element of a list; nil where it is empty.
    func pick<Element>(
        _ decision: Decision,
        _ list: [Element],
        _ first: Int,
        _ second: Int = 0,
        _ third: Int = 0
    ) -> Element? {
        let place = roll(decision, list.count, first, second, third)
        return list.indices.contains(place) ? list[place] : nil
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
