/// How long texts of documents may be, in Unicode scalars: as the schemas have it.
public enum TextLimits {
    /// Of names, roles, organisations.
    public static let name = 300
    /// Of evidence and notes.
    public static let text = 4_000
}

/// A text on one line, as XML keeps it: runs of spaces, tabs and line ends become one space, and none stands at the ends.
///
/// Everything else stays as it is, scalar by scalar: no-break spaces, a combining mark that follows a space, letters composed
/// or not.
public func collapsed(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var pending = false
    for scalar in text.unicodeScalars {
        if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
            pending = !result.isEmpty
        } else {
            if pending { result.append(" ") }
            pending = false
            result.append(scalar)
        }
    }
    return String(result)
}

extension Return {
    /// Texts that no document can hold as they are: empty, too long, with doubled spaces, or with characters that XML does not
    /// allow. What was read from a document has none.
    public func textFaults() -> [ModelFault] {
        var faults: [ModelFault] = []
        func check(_ text: String?, _ what: String, _ longest: Int, _ place: ModelFault.Place) {
            guard let text, let (message, hint) = Self.fault(of: text, longest: longest) else { return }
            faults.append(ModelFault(place, "\(what) \(message)", hint: hint))
        }
        func check(_ evidence: [Evidence], _ what: String, _ place: ModelFault.Place) {
            for item in evidence {
                check(item.text, "the evidence for \(what)", TextLimits.text, place)
                check(item.section, "the section of evidence for \(what)", TextLimits.name, place)
            }
        }
        check(recorded.by, "the name of who records it", TextLimits.name, .init(.recorded, 0))
        check(recorded.role, "the role of who records it", TextLimits.name, .init(.recorded, 1))
        check(recorded.note, "the note", TextLimits.text, .init(.recorded, 2))
        check(respondent?.role, "the role", TextLimits.name, .init(.respondent, 0))
        check(respondent?.organisation, "the organisation", TextLimits.name, .init(.respondent, 1))
        check(respondent?.name, "the name of who answered", TextLimits.name, .init(.respondent, 2))
        for (index, rating) in ratings.enumerated() {
            check(rating.evidence, "'\(rating.service)'", .init(.rating, index))
            for part in rating.parts {
                check(part.name, "the name of a part in '\(rating.service)'", TextLimits.name, .init(.rating, index))
            }
        }
        for (index, service) in services.enumerated() {
            check(service.name, "the name of service '\(service.id)'", TextLimits.name, .init(.service, index))
            check(service.evidence, "service '\(service.id)'", .init(.service, index))
        }
        for (index, delivered) in interventions.enumerated() {
            check(delivered.evidence, "'\(delivered.intervention)'", .init(.delivered, index))
        }
        for (index, assessment) in assessments.enumerated() {
            check(assessment.evidence, "'\(assessment.standard)'", .init(.assessment, index))
        }
        for (index, outcome) in outcomes.enumerated() {
            check(outcome.evidence, "outcomes of '\(outcome.service)'", .init(.outcome, index))
        }
        for (index, post) in posts.enumerated() {
            check(post.title, "the title of a post", TextLimits.name, .init(.post, index))
            check(post.evidence, "the post '\(post.title)'", .init(.post, index))
        }
        for (index, query) in queries.enumerated() {
            let place = ModelFault.Place(.query, index)
            check(query.text, "the text of query \(query.number)", TextLimits.text, place)
            check(query.asked.by, "the name of who asks query \(query.number)", TextLimits.name, place)
            check(query.asked.role, "the role of who asks query \(query.number)", TextLimits.name, place)
            check(query.answer?.text, "the answer to query \(query.number)", TextLimits.text, place)
            check(query.answer?.signature.by, "the name of who answers query \(query.number)", TextLimits.name, place)
            check(query.answer?.signature.role, "the role of who answers query \(query.number)", TextLimits.name, place)
        }
        return faults
    }

    package static func fault(of text: String, longest: Int) -> (message: String, hint: String?)? {
        guard !text.isEmpty else { return ("is empty", "write something, or leave it out") }
        // A scalar has at least one byte, so most texts need not be counted.
        if text.utf8.count > longest, text.unicodeScalars.count > longest {
            return (
                "is longer than \(longest) characters, at \(text.unicodeScalars.count)",
                "shorten it to what a board needs to know"
            )
        }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0xFFFE, 0xFFFF:
                guard scalar != "\t", scalar != "\n", scalar != "\r" else { continue }
                let digits = String(scalar.value, radix: 16, uppercase: true)
                return ("holds a character that no document can keep (U+\(padded(digits)))", "remove it")
            default: continue
            }
        }
        guard collapsed(text).utf8.elementsEqual(text.utf8) else {
            return ("has doubled or outer spaces, or line ends", "put single spaces")
        }
        return nil
    }

    private static func padded(_ digits: String) -> String {
        String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
