import GapDetection
import Glibc
import Provision

/// `gaps FILE AREAS SERVICES MONTHS GROUPS`: has the product's passes over a history mark the gaps that levels are by themselves, and those
/// of an ICS together, in a grid that the peers scan too: a byte a rating, 0 for none of its own. Prints the seconds of that, of a plain
/// sum over the same bytes, and the counts.
@Sendable func gapBenchmark(_ arguments: [String]) throws {
    let path = try text(arguments, 0)
    let (areas, services, months, groups) = (
        try number(arguments, 1), try number(arguments, 2), try number(arguments, 3), try number(arguments, 4)
    )
    let cells = areas * services
    let states = try bytes(of: path, count: cells * months)
    let starts = (0...groups).map { $0 * areas / groups }
    var counts = LevelPass.Counts()
    var (inequity, systemic) = (0, 0)
    let grades = LevelPass.Grades(try scale())
    let scan = seconds {
        var pass = LevelPass(cells: cells, grades)
        var systems = SystemPass(columns: services, grades)
        var held = Held(cells: cells)
        for month in 0..<months {
            held.take(states, from: month * cells)
            let found = pass.advance(held.grades.span, old: held.old.span, stalledFrom: 13)
            counts.none += found.none
            counts.partial += found.partial
            counts.inDevelopment += found.inDevelopment
            counts.stalled += found.stalled
            counts.regressed += found.regressed
            counts.stale += found.stale
            for group in 0..<groups where starts[group + 1] - starts[group] > 1 {
                systems.look(at: held.grades.span, rows: starts[group]..<starts[group + 1])
                for flags in systems.flags {
                    inequity += flags & 3 == 3 ? 1 : 0
                    systemic += flags == SystemPass.Flag.none ? 1 : 0
                }
            }
        }
    }
    var sum = 0
    let plain = seconds { sum = plainSum(states) }
    print(
        scan,
        plain,
        counts.none,
        counts.partial,
        counts.inDevelopment,
        counts.stalled,
        counts.regressed,
        counts.stale,
        inequity,
        systemic,
        sum
    )
}

/// The scale of the grids: 1 none, 2 in development, 3 some, 4 full.
private func scale() throws -> RatingScale {
    func level(_ code: String, _ rank: Int?, closes: Bool = false) -> Level {
        Level(code: code, name: code, meaning: "", rank: rank, closesGap: closes, colour: "#000000", pattern: .solid)
    }
    return try RatingScale(levels: [level("R", 0), level("B", nil), level("A", 1), level("G", 2, closes: true)])
}

/// What holds month by month: a month without a rating of its own keeps that of the month before, which is one month older.
private struct Held {
    private(set) var grades: [UInt8]
    /// 1 where the rating is eighteen months old or older.
    private(set) var old: [UInt8]
    private var age: [UInt8]

    init(cells: Int) {
        grades = [UInt8](repeating: 0, count: cells)
        old = grades
        age = grades
    }

    mutating func take(_ states: [UInt8], from start: Int) {
        let cells = grades.count
        unsafe states.withUnsafeBufferPointer { states in
            unsafe grades.withUnsafeMutableBufferPointer { grades in
                unsafe old.withUnsafeMutableBufferPointer { old in
                    unsafe age.withUnsafeMutableBufferPointer { age in
                        guard let own = states.baseAddress, let grade = grades.baseAddress, let old = old.baseAddress,
                            let age = age.baseAddress
                        else { return }
                        unsafe hold(own + start, grade, age, old, cells)
                    }
                }
            }
        }
    }
}

@inline(never)
private func hold(
    _ own: UnsafePointer<UInt8>,
    _ grade: UnsafeMutablePointer<UInt8>,
    _ age: UnsafeMutablePointer<UInt8>,
    _ old: UnsafeMutablePointer<UInt8>,
    _ cells: Int
) {
    for cell in 0..<cells {
        // All ones where the month has no rating of its own.
        let kept: UInt8 = unsafe own[cell] == 0 ? 255 : 0
        unsafe grade[cell] = own[cell] | (grade[cell] & kept)
        let months = unsafe (min(age[cell], 254) &+ 1) & kept
        unsafe age[cell] = months
        unsafe old[cell] = months >= 18 ? 1 : 0
    }
}

/// The sum of all bytes: as fast as memory can be read.
private func plainSum(_ bytes: [UInt8]) -> Int {
    unsafe bytes.withUnsafeBufferPointer { buffer in
        var total = 0
        for index in buffer.indices { total &+= unsafe Int(buffer[index]) }
        return total
    }
}

private func bytes(of path: String, count: Int) throws -> [UInt8] {
    let file = unsafe open(path, O_RDONLY)
    guard file >= 0 else { throw WrongArguments(description: "\(path) cannot be read") }
    defer { close(file) }
    var got = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while got < count, let base = buffer.baseAddress {
            let more = unsafe read(file, base + got, count - got)
            if more <= 0 { break }
            got += more
        }
        filled = got
    }
    guard got == count else { throw WrongArguments(description: "\(path) is too short") }
    return bytes
}
