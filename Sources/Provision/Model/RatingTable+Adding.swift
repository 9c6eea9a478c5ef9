extension RatingTable {
    /// The same table with one return more.
    ///
    /// - Parameters:
    ///   - marks: a mark for each of its ratings, in order.
    ///   - area: its area, by place in the hierarchy.
    ///   - round: the number of its round.
    ///   - place: where it comes to stand in the model's returns.
    ///   - revision: of a return by its place, as it stands then.
    ///   - supersession: of all returns, as they stand then.
    func adding(
        _ marks: [RatingMark],
        area: Int,
        round: Int,
        recorded moment: Int64,
        place: Int,
        revision: (Int) -> Int,
        supersession: [Int64]
    ) -> RatingTable {
        var table = self
        let day = roundDays[round]
        table.recorded.insert(moment, at: place)
        table.superseded = supersession
        table.areaOfReturn.insert(Int32(clamping: area), at: place)
        table.roundOfReturn.insert(Int32(clamping: round), at: place)
        let first = Int32(truncatingIfNeeded: place)
        for entry in table.returnIndices.indices where table.returnIndices[entry] >= first {
            table.returnIndices[entry] += 1
        }
        let start = cellStarts[area * serviceCount]
        let end = cellStarts[(area + 1) * serviceCount]
        var markOf = [Int](repeating: -1, count: serviceCount)
        for (rating, mark) in marks.enumerated() { markOf[mark.service] = rating }
        // The area's own cells anew, and the others moved by as many entries as came in.
        var order: [(old: Int, rating: Int)] = []
        order.reserveCapacity(end - start + marks.count)
        var added = 0
        for service in 0..<serviceCount {
            let cell = area * serviceCount + service
            let range = cellStarts[cell]..<cellStarts[cell + 1]
            table.cellStarts[cell] += added
            let rating = markOf[service]
            guard rating >= 0 else {
                for old in range { order.append((old, -1)) }
                continue
            }
            // Before the first entry of a later date or, of the same date, of a later revision.
            let next =
                range.first { old in
                    (dates[old], revision(Int(table.returnIndices[old]))) > (day, revision(place))
                } ?? range.upperBound
            for old in range.lowerBound..<next { order.append((old, -1)) }
            order.append((-1, rating))
            for old in next..<range.upperBound { order.append((old, -1)) }
            added += 1
        }
        for cell in ((area + 1) * serviceCount)..<table.cellStarts.count { table.cellStarts[cell] += added }
        func replace<Value>(_ values: inout [Value], _ fresh: (Int) -> Value) {
            values.replaceSubrange(start..<end, with: order.map { $0.old >= 0 ? values[$0.old] : fresh($0.rating) })
        }
        replace(&table.dates) { _ in day }
        replace(&table.states) { marks[$0].state }
        replace(&table.returnIndices) { _ in first }
        replace(&table.ratingIndices) { Int32(truncatingIfNeeded: $0) }
        replace(&table.origins) { marks[$0].from }
        replace(&table.made) { _ in 0 }
        replace(&table.standing) { _ in 0 }
        // Which of the area's entries stand may have changed: the return may have taken another's place.
        for entry in start..<start + order.count {
            table.standing[entry] = supersession[Int(table.returnIndices[entry])] == .max ? 1 : 0
        }
        for cell in area * serviceCount..<(area + 1) * serviceCount {
            let range = table.cellStarts[cell]..<table.cellStarts[cell + 1]
            table.isCorrected[cell] = Self.isCorrected(range, table.dates, table.states)
        }
        // Copies of its ratings, of the area and of those that came from it, may have another origin now.
        var made = table.made
        table.made = []
        table.find(&made, areas: lines.indices.filter { lines[$0].contains(area) }, knownAt: nil)
        table.made = made
        return table
    }
}
