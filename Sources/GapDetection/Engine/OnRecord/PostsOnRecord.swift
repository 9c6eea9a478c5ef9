package import Provision

/// A post, and the return it was read from.
package struct PostOnRecord: Sendable {
    package let post: Post
    package let document: Gap.Document
    /// The area that has it, or whose successor has it now, by place in the hierarchy.
    package let area: Int
}

extension ProvisionModel {
    /// The posts that stand for an area at a date: of a row by the snapshot, else the area's own or those of the areas it came from.
    ///
    /// - Parameters:
    ///   - area: by place in the hierarchy.
    ///   - row: its row, where it has one.
    package func posts(of area: Int, row: Int?, in snapshot: Snapshot) -> [PostOnRecord] {
        guard framework.workforce != nil else { return [] }
        guard let row else { return posts(standingFor: area, asOf: snapshot.asOf, knownAt: snapshot.knownAt) }
        return posts(of: area, in: snapshot.returns(listing: .posts, row: row))
    }

    /// The posts of what heads some rows and of each of them: those of a divided area once, and of none of its successors.
    ///
    /// - Parameter hasOwn: whether the head is no row itself, so that it has posts of its own.
    func posts(
        ofHead head: Int,
        rows: [Int],
        hasOwn: Bool,
        in snapshot: Snapshot,
        shared: Set<Int>
    ) -> (own: [PostOnRecord], rows: [[PostOnRecord]]) {
        guard framework.workforce != nil else { return ([], rows.map { _ in [] }) }
        let own = hasOwn ? posts(of: head, row: nil, in: snapshot) : []
        let divided = snapshot.returns(listing: .posts, rows: rows, among: shared).flatMap { place in
            posts(of: areas.index(of: returns[place].area) ?? head, in: [place])
        }
        return (
            own + divided,
            rows.map { row in
                let lists = snapshot.returns(listing: .posts, row: row).filter { !shared.contains($0) }
                return posts(of: snapshot.rows[row], in: lists)
            }
        )
    }

    /// The posts that an area listed or, where it listed none, those it came from.
    func posts(standingFor area: Int, asOf: CalendarDate, knownAt: Instant?) -> [PostOnRecord] {
        posts(of: area, in: lists(.posts, standingFor: area, asOf: asOf, knownAt: knownAt))
    }

    private func posts(of area: Int, in places: [Int]) -> [PostOnRecord] {
        places.flatMap { place -> [PostOnRecord] in
            let source = returns[place]
            let document = Gap.Document(listOf: source)
            return source.posts.map { PostOnRecord(post: $0, document: document, area: area) }
        }
    }
}

/// Some posts taken together.
package struct Staff: Hashable, Sendable {
    /// How many posts there are.
    package private(set) var posts = 0
    /// How many of them state no size.
    package private(set) var unsized = 0
    /// The size of the others, in whole-time equivalents.
    package private(set) var size = Hundredths.zero
    /// So much of it is known to be filled, …
    package private(set) var filled = Hundredths.zero
    /// … and so much is the size of posts of which it is not known whether anybody fills them.
    package private(set) var notKnown = Hundredths.zero
    /// So much of it is known to be vacant.
    package private(set) var vacant = Hundredths.zero

    package init() {}

    /// Those of which money is not known to have ended before a date.
    package init(_ posts: some Sequence<PostOnRecord>, at date: CalendarDate) {
        for entry in posts where entry.post.isFunded(at: date) { add(entry.post) }
    }

    private mutating func add(_ post: Post) {
        posts += 1
        guard let wte = post.wte else {
            unsized += 1
            return
        }
        size = size + wte
        if let filled = post.filled {
            self.filled = self.filled + filled
            vacant = vacant + (wte - filled)
        } else {
            notKnown = notKnown + wte
        }
    }

    /// What is in post: what is filled and, where that is not known, the size.
    package var inPost: Hundredths { filled + notKnown }

    package static func + (first: Self, second: Self) -> Self {
        var sum = first
        sum.posts += second.posts
        sum.unsized += second.unsized
        sum.size = sum.size + second.size
        sum.filled = sum.filled + second.filled
        sum.notKnown = sum.notKnown + second.notKnown
        sum.vacant = sum.vacant + second.vacant
        return sum
    }

    /// "1.3 WTE and 3 posts of no stated size", "2 posts of no stated size", "none".
    package var displayText: String {
        let known = posts > unsized ? "\(inPost) WTE" : nil
        let rest = unsized > 0 ? "\(counted(unsized, "post")) of no stated size" : nil
        let parts = [known, rest].compactMap { $0 }
        return parts.isEmpty ? "none" : listed(parts)
    }
}
