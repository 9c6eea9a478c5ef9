import GapDetection
import Glibc

/// `gaps FILE AREAS SERVICES MONTHS GROUPS`: scans a grid that the peers scan too, a byte a rating. Prints the seconds of the scan, of a
/// plain sum over the same bytes and of writing out findings, how many findings those were, and the counts.
@Sendable func gapBenchmark(_ arguments: [String]) throws {
    let path = try text(arguments, 0)
    let (areas, services, months, groups) = (
        try number(arguments, 1), try number(arguments, 2), try number(arguments, 3), try number(arguments, 4)
    )
    let states = try bytes(of: path, count: areas * services * months)
    let starts = (0...groups).map { $0 * areas / groups }
    guard let grid = RatingGrid(areas: areas, services: services, months: months, groupStarts: starts, states: states)
    else { throw WrongArguments(description: "the sizes do not fit the file") }
    var counts: [GapScan.Counts] = []
    let scan = seconds { counts = GapScan.counts(grid) }
    var sum = 0
    let plain = seconds { sum = plainSum(grid.states) }
    var found = 0
    let writing = seconds {
        for month in 0..<months { found += GapScan.findings(grid, month: month).count }
    }
    var total = GapScan.Counts()
    for count in counts { total += count }
    print(
        scan,
        plain,
        writing,
        found,
        total.none,
        total.partial,
        total.inDevelopment,
        total.stalled,
        total.regressed,
        total.stale,
        total.inequity,
        total.systemic,
        sum
    )
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
