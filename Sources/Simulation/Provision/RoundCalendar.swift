import Provision

/// When the rounds of a simulated network fall, when its boundaries change, and when its children are counted.
struct RoundCalendar: Sendable {
    let rounds: Int
    let monthsBetween: Int

    /// The month of the first round's reference date: January 2015.
    static let firstMonth = 2015 * 12
    static let monthsOpenBeforeReference = 5
    static let monthsDueBeforeReference = 1
    /// The year of the first count of children.
    static let firstCountedYear = 2014
    /// The most counts of one area. It keeps `areas.xml` small in histories of centuries.
    static let maxCounts = 24

    /// The month whose first day is a round's reference date.
    func month(ofRound index: Int) -> Int { Self.firstMonth + index * monthsBetween }

    /// The month on whose first day boundaries change before a round: midway since the round before it.
    func changeMonth(beforeRound index: Int) -> Int { month(ofRound: index) - monthsBetween / 2 }

    /// The years in which children are counted, on 30 June: each one, in long histories every second, third, …
    var countedYears: [Int] {
        Array(stride(from: Self.firstCountedYear, through: lastYear, by: yearsBetweenCounts))
    }

    /// The latest count before boundaries change for a round, by place in `countedYears`.
    func count(beforeRound index: Int) -> Int {
        (Self.countedYear(before: changeMonth(beforeRound: index)) - Self.firstCountedYear) / yearsBetweenCounts
    }

    private var lastYear: Int { Self.countedYear(before: month(ofRound: max(0, rounds - 1))) }

    var yearsBetweenCounts: Int {
        (lastYear - Self.firstCountedYear + Self.maxCounts) / Self.maxCounts
    }

    /// The last year whose 30 June lies before the first day of a month.
    private static func countedYear(before month: Int) -> Int { max(firstCountedYear, (month - 6) / 12) }
}
