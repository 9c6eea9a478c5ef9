public import Testing

/// Compares what was made with a golden file, and tells the first line that differs.
///
/// Golden files are made anew by `lacuna report`, those of made-up pictures by their test with LACUNA_RECORD=1, which then fails:
/// a person looks at the difference before it is kept.
public func expectGolden(_ made: [UInt8], _ path: String, sourceLocation: SourceLocation = #_sourceLocation) {
    guard let expected = try? bytes(of: path) else {
        Issue.record(
            "the golden file \(path) is missing; 'lacuna report', or the test with LACUNA_RECORD=1, makes it",
            sourceLocation: sourceLocation
        )
        return
    }
    guard made != expected else { return }
    let lines = zip(
        String(decoding: made, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false),
        String(decoding: expected, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    )
    let difference = lines.enumerated().first { $0.element.0 != $0.element.1 }
    let place = difference.map {
        "line \($0.offset + 1): \($0.element.0.prefix(200)) instead of \($0.element.1.prefix(200))"
    }
    Issue.record(
        "\(path) differs at \(place ?? "its end"). If the change is meant, look at it and record it anew: 'lacuna report', or the test with LACUNA_RECORD=1.",
        sourceLocation: sourceLocation
    )
}
