import Provision

/// An area's posts: up to four of each role group that works in areas. A post stays as it is but for who fills it.
struct SimulatedPosts {
    let answers: SimulatedAnswers

    init(_ answers: SimulatedAnswers) { self.answers = answers }

    func posts(area: Int) -> [Post] {
        guard let workforce = answers.framework.workforce else { return [] }
        let (random, root) = (answers.random, answers.root(area))
        return workforce.roleGroups.enumerated().flatMap { group, role -> [Post] in
            guard role.id.text != "partnership" else { return [] }
            // A third of the areas have none of a role group.
            let count = random.roll(.postCount, 6, root, group) - 1
            return (0..<max(0, count)).map { post(role, root, group, $0) }
        }
    }

    private func post(_ role: RoleGroup, _ root: Int, _ group: Int, _ place: Int) -> Post {
        let random = answers.random
        let round = answers.course.round
        let isSized = random.happens(.postSize, in10000: 9_000, root, group, place)
        let fifths = 1 + random.roll(.postSize, 5, root, group, place)
        let wte = isSized ? Hundredths(fifths * 20) : nil
        // What is filled changes from round to round.
        let vacant = random.happens(.postFilled, in10000: 1_500, root, group * 8 + place, round) ? 1 : 0
        let isTold = random.happens(.postTold, in10000: 8_000, root, group, place)
        let hasEnd = random.happens(.postMoney, in10000: 1_000, root, group, place)
        let month = answers.calendar.month(ofRound: 0) + 1 + random.roll(.postMoney, 72, root, group, place + 8)
        return Post(
            title: role.roles.first ?? role.name,
            role: role.id,
            wte: wte,
            filled: wte.flatMap { _ in isTold ? Hundredths((fifths - vacant) * 20) : nil },
            fundedUntil: hasEnd ? lastDay(beforeMonth: month) : nil
        )
    }
}
