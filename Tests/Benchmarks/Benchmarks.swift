import Glibc

/// Lacuna's side of `make bench`: each call does one piece of work and prints what it took, so that `bench.py` can run it by
/// turns with the peers.
@main
struct Benchmarks {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let name = arguments.first, let benchmark = all[name] else {
            report("usage: benchmarks \(all.keys.sorted().joined(separator: "|")) ARGUMENTS...")
            exit(64)
        }
        do {
            try benchmark(Array(arguments.dropFirst()))
        } catch {
            report("benchmarks: \(error)")
            exit(1)
        }
    }

    private static let all: [String: @Sendable ([String]) throws -> Void] = [
        "charts": chartBenchmark,
        "gaps": gapBenchmark,
        "heatmap": heatmapBenchmark,
        "load": loadBenchmark,
        "write": writeBenchmark,
    ]

    private static func report(_ message: String) {
        let line = Array((message + "\n").utf8)
        unsafe write(2, line, line.count)
    }
}

/// A benchmark was called with arguments it cannot use.
struct WrongArguments: Error, CustomStringConvertible {
    let description: String
}

/// The argument at a place, as a whole number.
func number(_ arguments: [String], _ index: Int) throws -> Int {
    guard arguments.indices.contains(index), let number = Int(arguments[index]), number > 0 else {
        throw WrongArguments(description: "argument \(index + 1) must be a whole number above 0")
    }
    return number
}

func text(_ arguments: [String], _ index: Int) throws -> String {
    guard arguments.indices.contains(index) else {
        throw WrongArguments(description: "argument \(index + 1) is missing")
    }
    return arguments[index]
}

/// How long some work takes, in seconds, by the wall.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try work()
    let (seconds, attoseconds) = start.duration(to: clock.now).components
    return Double(seconds) + Double(attoseconds) * 1e-18
}
