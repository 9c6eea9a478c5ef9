import Synchronization

/// The names of what findings are about where that is no service type: a service, a stretch of ages, a needs group. Each has a
/// number, the same in all registers of one history, so that findings are compared without their names.
final class SubjectNames: Sendable {
    private struct Table {
        var names: [String] = []
        var numbers: [String: Int32] = [:]
    }

    private let table = Mutex(Table())

    /// The number of a name: the same for the same name.
    func number(of name: String) -> Int32 {
        table.withLock { table in
            if let known = table.numbers[name] { return known }
            // Numbers begin at 1: 0 would look like "nothing" when complemented.
            let number = Int32(clamping: table.names.count + 1)
            assert(number < .max, "more subjects than numbers")
            table.names.append(name)
            table.numbers[name] = number
            return number
        }
    }

    /// The name of a number that `number(of:)` gave.
    func name(_ number: Int32) -> String {
        table.withLock { table in table.names.indices.contains(Int(number) - 1) ? table.names[Int(number) - 1] : "" }
    }
}
