import Markup
import Provision

extension ReturnWriter {
    static func outcome(_ outcome: Outcome, to writer: inout MarkupWriter) {
        writer.compact("outcome") {
            $0.attribute("service", outcome.service.text)
            $0.attribute("measure", outcome.measure?.text)
            $0.attribute("from", outcome.from.description)
            $0.attribute("until", outcome.until.description)
            $0.attribute("referred", outcome.referred?.text)
            $0.attribute("contacts", outcome.contacts?.text)
            $0.attribute("seen", outcome.seen?.text)
            $0.attribute("paired", outcome.paired?.text)
            $0.attribute("improved", outcome.improved?.text)
            $0.attribute("ethnicity-recorded", outcome.ethnicityRecorded?.text)
            $0.attribute("deprivation-recorded", outcome.deprivationRecorded?.text)
            evidence(outcome.evidence, to: &$0)
        }
    }
}
