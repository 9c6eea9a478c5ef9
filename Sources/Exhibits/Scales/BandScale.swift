/// Divides a line into equal bands, one for each of a list of things, with space between them.
struct BandScale: Sendable {
    let count: Int
    let start: Double
    /// From the beginning of one band to that of the next.
    let step: Double
    /// The width of a band itself.
    let width: Double

    /// - Parameters:
    ///   - padding: the share of each step that is space.
    ///   - widest: the widest a band may be; few bands do not fill the line.
    init(count: Int, from start: Double, to end: Double, padding: Double = 0.2, widest: Double = .infinity) {
        self.count = max(0, count)
        self.start = start
        step = (end - start) / Double(max(1, count))
        width = max(0.5, min(step * (1 - padding), widest))
    }

    /// Where a band begins.
    func left(_ index: Int) -> Double { centre(index) - width / 2 }

    func centre(_ index: Int) -> Double { start + (Double(index) + 0.5) * step }
}
