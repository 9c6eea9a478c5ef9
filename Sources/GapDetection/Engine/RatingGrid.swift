/// Ratings of many areas, service types and months, a byte each: what scans over whole histories run on.
///
/// Month by month, within a month area by area, within an area service type by service type:
///
///     month 0: area 0 [s0 s1 s2 …] area 1 [s0 s1 s2 …] …   month 1: …
///
/// Areas of one ICS lie side by side. A byte is `unrated` where a month has no rating of its own; the one before then holds.
public struct RatingGrid: Sendable {
    public let areas: Int
    public let services: Int
    public let months: Int
    /// Where each ICS's areas begin, and after the last their number.
    public let groupStarts: [Int]
    /// `months * areas * services` bytes.
    public let states: [UInt8]

    // In the order from worse to better that `RegressedRule` compares by.
    public static let unrated: UInt8 = 0
    public static let none: UInt8 = 1
    public static let inDevelopment: UInt8 = 2
    public static let partial: UInt8 = 3
    public static let full: UInt8 = 4

    /// Returns nil unless the sizes fit the bytes and the groups cover the areas in order.
    public init?(areas: Int, services: Int, months: Int, groupStarts: [Int], states: [UInt8]) {
        guard areas > 0, services > 0, months > 0, groupStarts.count > 1, groupStarts.first == 0,
            groupStarts.last == areas, zip(groupStarts, groupStarts.dropFirst()).allSatisfy(<)
        else { return nil }
        let (cells, first) = areas.multipliedReportingOverflow(by: services)
        let (all, second) = cells.multipliedReportingOverflow(by: months)
        guard !first, !second, all == states.count, states.allSatisfy({ $0 <= Self.full }) else { return nil }
        self.areas = areas
        self.services = services
        self.months = months
        self.groupStarts = groupStarts
        self.states = states
    }

    /// The cells of one month.
    public var cells: Int { areas * services }
}
