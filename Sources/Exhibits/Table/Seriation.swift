/// Puts things in an order in which neighbours are alike.
///
/// Average-linkage hierarchical clustering (found by chains of nearest neighbours) gives a tree; of all orders that the tree allows,
/// the one is taken whose neighbours have the smallest sum of distances: the optimal leaf ordering of Z. Bar-Joseph, D. K. Gifford and
/// T. S. Jaakkola, "Fast optimal leaf ordering for hierarchical clustering", Bioinformatics 17 (2001). Time grows with the cube of
/// the number of things, memory with its square. Of equals the first given comes first, so that the order is always the same.
///
///     things on a line at 1, 9, 2, 8, 5, as far apart as their numbers:   order 1 2 5 8 9, a sum of 8
struct Seriation {
    /// A cluster: one thing, or two clusters.
    private struct Node {
        let leaves: [Int]
        let halves: (left: Int, right: Int)?
    }

    private let count: Int
    private let distances: [Double]
    private var nodes: [Node]
    /// The least sum of distances of an order of two things' smallest common cluster that begins with one and ends with the other.
    private var costs: [Double]

    /// The order of `count` things, as their places.
    static func order(_ count: Int, distance: (Int, Int) -> Double) -> [Int] {
        guard count > 2 else { return Array(0..<max(0, count)) }
        var distances = [Double](repeating: 0, count: count * count)
        for first in 0..<count {
            for second in (first + 1)..<max(count, first + 1) {
                let value = distance(first, second)
                distances[first * count + second] = value
                distances[second * count + first] = value
            }
        }
        var seriation = Seriation(count: count, distances: distances)
        seriation.cluster()
        return seriation.best()
    }

    private init(count: Int, distances: [Double]) {
        self.count = count
        self.distances = distances
        nodes = (0..<count).map { Node(leaves: [$0], halves: nil) }
        costs = Array(repeating: 0, count: count * count)
    }

    /// Joins nearest neighbours of each other until one cluster is left.
    private mutating func cluster() {
        // Of each cluster that is left its node, by the place of its first thing.
        var nodeAt = Array(0..<count)
        var isLeft = [Bool](repeating: true, count: count)
        var between = distances
        var chain: [Int] = []
        for _ in 1..<count {
            if chain.isEmpty, let first = isLeft.firstIndex(of: true) { chain.append(first) }
            while true {
                guard let end = chain.last else { break }
                // Of equally near ones the one the chain came from, so that it ends; else the first.
                var nearest = chain.count > 1 ? chain[chain.count - 2] : -1
                for other in 0..<count where isLeft[other] && other != end {
                    if nearest < 0 || between[end * count + other] < between[end * count + nearest] { nearest = other }
                }
                if chain.count > 1, nearest == chain[chain.count - 2] { break }
                chain.append(nearest)
            }
            guard let one = chain.popLast(), let other = chain.popLast() else { return }
            let (first, second) = (min(one, other), max(one, other))
            let (firstSize, secondSize) = (nodes[nodeAt[first]].leaves.count, nodes[nodeAt[second]].leaves.count)
            for third in 0..<count where isLeft[third] && third != first && third != second {
                let mean =
                    (Double(firstSize) * between[first * count + third] + Double(secondSize)
                        * between[second * count + third]) / Double(firstSize + secondSize)
                between[first * count + third] = mean
                between[third * count + first] = mean
            }
            isLeft[second] = false
            join(nodeAt[first], nodeAt[second])
            nodeAt[first] = nodes.count - 1
        }
    }

    /// Makes a cluster of two, and finds the cost of its orders by their ends.
    private mutating func join(_ left: Int, _ right: Int) {
        let (first, second) = (nodes[left].leaves, nodes[right].leaves)
        for start in first {
            let lasts = ends(of: left, from: start)
            var bridges = [Double](repeating: .infinity, count: second.count)
            for (place, next) in second.enumerated() {
                for last in lasts {
                    bridges[place] = min(bridges[place], costs[start * count + last] + distances[last * count + next])
                }
            }
            let places = Dictionary(second.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            for end in second {
                var least = Double.infinity
                for next in ends(of: right, from: end) {
                    least = min(least, bridges[places[next] ?? 0] + costs[next * count + end])
                }
                costs[start * count + end] = least
                costs[end * count + start] = least
            }
        }
        nodes.append(Node(leaves: first + second, halves: (left, right)))
    }

    /// The things that an order of a cluster can end with when it begins with one.
    private func ends(of node: Int, from start: Int) -> [Int] {
        guard let halves = nodes[node].halves else { return [start] }
        let left = nodes[halves.left].leaves
        return left.contains(start) ? nodes[halves.right].leaves : left
    }

    /// The cheapest order of the last cluster.
    private func best() -> [Int] {
        let root = nodes.count - 1
        guard let halves = nodes[root].halves else { return nodes[root].leaves }
        var least = Double.infinity
        var found = (start: 0, end: 0)
        for start in nodes[halves.left].leaves.sorted() {
            for end in nodes[halves.right].leaves.sorted() where costs[start * count + end] < least {
                least = costs[start * count + end]
                found = (start, end)
            }
        }
        // From the outside inwards: clusters still to be ordered, with their ends.
        var order: [Int] = []
        var pending = [(node: root, start: found.start, end: found.end)]
        while let (node, start, end) = pending.popLast() {
            guard let halves = nodes[node].halves else {
                order.append(start)
                continue
            }
            let isForward = nodes[halves.left].leaves.contains(start)
            let (near, far) = isForward ? (halves.left, halves.right) : (halves.right, halves.left)
            var cost = Double.infinity
            var bridge = (last: start, next: end)
            for last in ends(of: near, from: start).sorted() {
                for next in ends(of: far, from: end).sorted() {
                    let sum =
                        costs[start * count + last] + distances[last * count + next] + costs[next * count + end]
                    if sum < cost {
                        cost = sum
                        bridge = (last, next)
                    }
                }
            }
            pending.append((far, bridge.next, end))
            pending.append((near, start, bridge.last))
        }
        return order
    }
}
