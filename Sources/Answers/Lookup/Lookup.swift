package import GapDetection
package import Provision

/// Finds what a call names: areas, service types, kinds of area and rounds by the words people use for them, dates and the rest
/// by how they are written. The command line and requests both look up here, so that what one takes the other does too.
package struct Lookup: Sendable {
    private let model: ProvisionModel
    private let names: NameIndex

    package init(_ model: ProvisionModel, names: NameIndex) {
        self.model = model
        self.names = names
    }

    package init(_ model: ProvisionModel) { self.init(model, names: NameIndex(model)) }

    // MARK: What the store names

    /// The area that a word names, by index in the hierarchy; of several those with a row at the date go before those without.
    ///
    /// - Parameter rows: the rows at the date, where they are at hand; asked for only where several areas share the name.
    package func area(_ word: String, on date: CalendarDate, rows: (() -> [Int])? = nil) throws(LookupFault) -> Int {
        do throws(NameFault) {
            return try model.area(names.area(word), on: date) { rows?() ?? model.snapshot(asOf: date).rows }
        } catch {
            throw LookupFault(.area, error, plural: "areas", expected: "expected an area's id, name or code")
        }
    }

    /// The area that a word names alone, whatever the date; nil where there is none, or several.
    package func onlyArea(_ word: String) -> Int? {
        if case .one(let index) = names.area(word) { index } else { nil }
    }

    /// The service type that a word names, by index in the framework.
    package func service(_ word: String) throws(LookupFault) -> Int {
        do throws(NameFault) {
            return try model.service(names.service(word))
        } catch {
            let known = model.framework.serviceTypes.map(\.id.text).joined(separator: ", ")
            throw LookupFault(
                .serviceType,
                error,
                plural: "service types",
                expected: "the service types are \(known)"
            )
        }
    }

    package func kind(_ word: String) throws(LookupFault) -> Area.Kind.ID {
        do throws(NameFault) {
            return try model.kind(names.kind(word))
        } catch {
            let known = model.areas.kinds.map(\.id.text).joined(separator: ", ")
            throw LookupFault(.areaKind, error, plural: "kinds of area", expected: "the kinds of area are \(known)")
        }
    }

    package func round(_ word: String) throws(LookupFault) -> Round {
        do throws(NameFault) {
            return try model.round(named: word)
        } catch {
            let known = model.rounds.map(\.id.text).joined(separator: ", ")
            throw LookupFault(.round, error, plural: "rounds", expected: "the rounds are \(known)")
        }
    }

    /// The standard that a word names, by its id or its title, by place in the framework.
    package func standard(_ word: String) throws(LookupFault) -> Int {
        let standards = model.framework.standards
        if let place = standards.firstIndex(where: { $0.id.text == word }) { return place }
        let key = searchKey(word)
        let titled = standards.indices.filter { searchKey(standards[$0].title) == key }
        if let place = titled.first, titled.count == 1 { return place }
        let ids = standards.map(\.id.text)
        let few = ids.count > 6 ? "\(ids.prefix(5).joined(separator: ", ")), ..." : ids.joined(separator: ", ")
        throw LookupFault(
            .standard,
            expected: ids.isEmpty ? "the framework has no standards" : "the standards are \(few)",
            isUnknown: true,
            nearest: Suggestion.nearest(to: word, among: ids)
        )
    }

    /// The option for a workforce that a word names, by its id or its title.
    package func option(_ word: String) throws(LookupFault) -> WorkforceOption {
        let options = model.framework.workforce?.options ?? []
        let key = searchKey(word)
        if let option = options.first(where: { $0.id.text == word }) { return option }
        let found = options.filter { searchKey($0.id.text) == key || searchKey($0.title) == key }
        if let option = found.first, found.count == 1 { return option }
        let ids = options.map(\.id.text)
        throw LookupFault(
            .option,
            expected: ids.isEmpty ? "the framework has no options" : "the options are \(ids.joined(separator: ", "))",
            isUnknown: true,
            nearest: Suggestion.nearest(to: word, among: ids)
        )
    }

    /// The code of a level.
    package func level(_ word: String) throws(LookupFault) -> String {
        let scale = model.framework.scale
        guard scale.index(of: word) != nil else {
            throw LookupFault(.level, expected: "the levels are \(scale.codes)")
        }
        return word
    }

    /// What a rating can be: a level by its code, or not expected.
    package func value(_ word: String) throws(LookupFault) -> Rating.Value {
        let scale = model.framework.scale
        guard let value = scale.value(word) else {
            throw LookupFault(.level, expected: "the levels are \(scale.codes), or \(Rating.notExpectedWord)")
        }
        return value
    }

    /// The survey that a word names, by its id or its title.
    package func survey(_ word: String) throws(LookupFault) -> Survey.ID {
        let surveys = model.voice?.surveys ?? []
        let key = searchKey(word)
        if let known = surveys.first(where: { $0.id.text == word })
            ?? surveys.first(where: { searchKey($0.title) == key })
        {
            return known.id
        }
        let ids = surveys.map(\.id.text)
        throw LookupFault(
            .survey,
            expected: ids.isEmpty ? "the store holds none" : "the surveys are \(ids.joined(separator: ", "))",
            isUnknown: true,
            nearest: Suggestion.nearest(to: word, among: ids)
        )
    }

    /// What in the framework a word names, by its id or its name: a service type, a standard, a needs group or an intervention.
    package func topic(_ word: String) throws(LookupFault) -> VoiceTopic {
        let framework = model.framework
        if case .one(let column) = names.service(word) { return .serviceType(framework.serviceTypes[column].id) }
        let topics =
            framework.standards.map { VoiceTopic.standard($0.id) }
            + framework.needsGroups.map { VoiceTopic.needsGroup($0.id) }
            + framework.interventions.map { VoiceTopic.intervention($0.id) }
        let key = searchKey(word)
        if let known = topics.first(where: { $0.id == word })
            ?? topics.first(where: { searchKey($0.name(framework)) == key })
        {
            return known
        }
        let ids = framework.serviceTypes.map(\.id.text) + topics.map(\.id)
        throw LookupFault(
            .topic,
            expected: "expected its id or name, as framework.xml has it",
            isUnknown: true,
            nearest: Suggestion.nearest(to: word, among: ids)
        )
    }

    // MARK: What is written in a form of its own

    package static func date(_ text: String) throws(LookupFault) -> CalendarDate {
        guard let date = CalendarDate(iso: text) else { throw dateFault }
        return date
    }

    package static let dateFault = LookupFault(.date, expected: "expected a date such as 2022-05-01")

    /// A moment, or the end of a day in England.
    package static func moment(_ text: String) throws(LookupFault) -> Instant {
        guard let moment = Instant(momentOrDay: text) else {
            throw LookupFault(
                .moment,
                expected: "expected 2022-06-30, 2022-06-30T12:00:00Z or 2022-06-30T13:00:00+01:00"
            )
        }
        return moment
    }

    /// The rule by which areas that are made of several have their levels.
    package static func rule(_ word: String) throws(LookupFault) -> CombinationRule {
        guard let rule = CombinationRule(rawValue: word) else {
            throw LookupFault(.rule, expected: "expected \(choice(CombinationRule.allCases.map(\.rawValue)))")
        }
        return rule
    }

    package static func gapKind(_ word: String) throws(LookupFault) -> GapKind {
        let known = gapRules.map(\.kind.rawValue)
        guard known.contains(word) else {
            throw LookupFault(
                .gapKind,
                expected: "the kinds are \(known.joined(separator: ", ")), not '\(word)'",
                nearest: Suggestion.nearest(to: word, among: known)
            )
        }
        return GapKind(rawValue: word)
    }

    package static func register(_ word: String) throws(LookupFault) -> RegisterSection {
        guard let section = RegisterSection(rawValue: word) else {
            let known = RegisterSection.allCases.map(\.rawValue).joined(separator: " and ")
            throw LookupFault(.register, expected: "the registers are \(known), not '\(word)'")
        }
        return section
    }

    /// "worst, best or majority".
    private static func choice(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) or \(last)"
    }
}
