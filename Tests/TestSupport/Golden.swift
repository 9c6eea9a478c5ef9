public import Testing

/// Compares what was made with a golden file, and tells the first line that differs.
///
/// Golden files are made anew by the program itself (`lacuna report`), never by a test, so that a person looks at them first.
public func expectGolden(_ made: [UInt8], _ path: String, sourceLocation: SourceLocation = #_sourceLocation) {
    guard let expected = try? bytes(of: path) else {
        Issue.record("the golden file \(path) is missing; 'lacuna report' makes it", sourceLocation: sourceLocation)
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
        "\(path) differs at \(place ?? "its end"). If the change is meant, look at it and run 'lacuna report'.",
        sourceLocation: sourceLocation
    )
}
