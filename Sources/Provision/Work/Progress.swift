import Synchronization

/// How far long work is, for whoever shows it. Those who work only count; nothing here writes or waits.
package enum Progress {
    /// A piece of work and how much of it is done.
    package struct Stage: Hashable, Sendable {
        /// What is done, in words that follow the program's name: "reading returns".
        package let name: String
        package let done: Int
        /// Zero where it cannot be told.
        package let total: Int

        package init(name: String, done: Int, total: Int) {
            self.name = name
            self.done = done
            self.total = total
        }
    }

    private static let name = Mutex<StaticString?>(nil)
    private static let done = Atomic(0)
    private static let total = Atomic(0)

    /// The piece of work that was begun last; nil where none was.
    package static var stage: Stage? {
        guard let name = name.withLock({ $0 }) else { return nil }
        let (done, total) = (done.load(ordering: .relaxed), total.load(ordering: .relaxed))
        return Stage(name: name.description, done: min(done, total), total: total)
    }

    /// Begins a piece of work, in place of the one before.
    package static func begin(_ stage: StaticString, of total: Int = 0) {
        name.withLock { $0 = stage }
        done.store(0, ordering: .relaxed)
        self.total.store(total, ordering: .relaxed)
    }

    /// Says that so much more of the present piece of work is done.
    package static func advance(by count: Int = 1) { done.wrappingAdd(count, ordering: .relaxed) }
}
