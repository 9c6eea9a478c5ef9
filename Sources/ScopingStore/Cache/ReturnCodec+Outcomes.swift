import Provision

/// Outcomes as flat bytes, there and back.
extension ReturnCodec {
    static func write(_ outcome: Outcome, to writer: inout FlatWriter) {
        writer.shared(outcome.service.text)
        writer.optional(outcome.measure) { $0.shared($1.text) }
        writer.number(outcome.from.daysSince1970)
        writer.number(outcome.until.daysSince1970)
        for count in Outcome.Count.allCases {
            writer.optional(outcome[count]) { $0.number(Int64($1.number ?? -1)) }
        }
        write(outcome.evidence, to: &writer)
    }

    static func outcome(_ reader: inout FlatReader) throws(MalformedCache) -> Outcome {
        Outcome(
            service: try reader.sharedID(),
            measure: try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in try reader.sharedID() },
            from: try day(&reader),
            until: try day(&reader),
            referred: try count(&reader),
            contacts: try count(&reader),
            seen: try count(&reader),
            paired: try count(&reader),
            improved: try count(&reader),
            ethnicityRecorded: try count(&reader),
            deprivationRecorded: try count(&reader),
            evidence: try evidence(&reader)
        )
    }

    private static func day(_ reader: inout FlatReader) throws(MalformedCache) -> CalendarDate {
        guard let date = CalendarDate(daysSince1970: try reader.number(Int32.self)) else { throw MalformedCache() }
        return date
    }

    /// A number, or -1 for one that is withheld.
    private static func count(_ reader: inout FlatReader) throws(MalformedCache) -> OutcomeCount? {
        try reader.optional { (reader: inout FlatReader) throws(MalformedCache) in
            let number = Int(try reader.number(Int64.self))
            guard (-1...OutcomeCount.limit).contains(number) else { throw MalformedCache() }
            return number < 0 ? .withheld : .exactly(number)
        }
    }
}
