/// Children aged 0 to 4, and those of them in deprived small areas. Whole numbers, so that parts add up to the whole.
struct ChildCount: Hashable, Sendable {
    let children: Int
    let deprived: Int

    static let zero = ChildCount(children: 0, deprived: 0)

    /// The deprived share to a tenth of a per cent. IEEE 754 rounds a quotient alike everywhere.
    var share: Double {
        guard children > 0 else { return 0 }
        return Double((deprived * 1_000 + children / 2) / children) / 1_000
    }

    static func + (first: Self, second: Self) -> Self {
        Self(children: first.children + second.children, deprived: first.deprived + second.deprived)
    }

    /// Two parts that add up: one of so many per cent of the children, deprived more or less than the rest.
    func split(percent: Int, deprivedPercent: Int) -> (Self, Self) {
        let first = children * percent / 100
        let fair = deprived * first / max(1, children) * deprivedPercent / 100
        // Neither part can have more deprived children than children.
        let deprivedFirst = min(first, max(fair, deprived - (children - first)))
        return (
            Self(children: first, deprived: deprivedFirst),
            Self(children: children - first, deprived: deprived - deprivedFirst)
        )
    }

    /// The same place after some years, of which each has a few children more or less than the one before.
    ///
    /// - Parameter root: whose growth it is: parts of an area grow alike, so that their shares of it last.
    func grown(_ random: RandomNumbers, root: Int, from year: Int, years: Int) -> Self {
        var children = children
        for year in year..<(year + years) {
            let perDecade = random.roll(.growth, 41, root, year / 10, 0) - 22
            let perYear = random.roll(.growth, 9, root, year, 1) - 4
            children = min(Self.maxChildren, children * (1_000 + perDecade + perYear) / 1_000)
        }
        return Self(children: children, deprived: deprived * children / max(1, self.children))
    }

    /// Many small areas and a few large ones, from 1,200 children to 41,200.
    static func made(_ random: RandomNumbers, area: Int) -> Self {
        let spread = random.roll(.children, 1_000, area)
        let children = 1_200 + spread * spread * spread / 25_000
        // The mean of two rolls: most areas lie in the middle.
        let permille = 30 + (random.roll(.deprivation, 700, area, 0) + random.roll(.deprivation, 700, area, 1)) / 2
        return Self(children: children, deprived: children * permille / 1_000)
    }

    /// No area outgrows this in a history of centuries.
    private static let maxChildren = 200_000
}
