import Foundation
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

/// The same for a golden file that only its test makes: with LACUNA_RECORD=1 it is written, and the test fails.
public func expectRecorded(_ made: [UInt8], _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    guard ProcessInfo.processInfo.environment["LACUNA_RECORD"] == "1" else {
        return expectGolden(made, path, sourceLocation: sourceLocation)
    }
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(made).write(to: url)
    Issue.record("recorded \(path): look at it", sourceLocation: sourceLocation)
}

/// The parts of an office document as one text: markup with an element a line, of anything else how long it is.
public func spelledOut(_ parts: [(path: String, bytes: [UInt8])]) -> [UInt8] {
    var text = ""
    for (path, bytes) in parts {
        text += "--- \(path)\n"
        if bytes.first == UInt8(ascii: "<") {
            text += String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "><", with: ">\n<") + "\n"
        } else {
            text += "\(bytes.count) bytes\n"
        }
    }
    return Array(text.utf8)
}
