import JSONRPC
import LacunaService
import Provision
import ScopingStore

/// The words a store has for a value, for completion: read from its reference files alone, so that a tab takes no time.
enum StoreWords {
    /// The candidates of a kind, none where the store cannot be read: this is no place to say why.
    static func candidates(
        _ kind: ValueKind,
        store: String?,
        _ environment: [String: String]
    ) -> [Completion.Candidate] {
        if kind == .method {
            return contractMethods.map { Completion.Candidate(text: "\($0.name)", meaning: "\($0.summary)") }
        }
        let named = environment["LACUNA_STORE"] ?? ""
        let folder = store ?? (named.isEmpty ? "Scoping" : named)
        guard LibXML2Version.refusal(of: .running) == nil, let known = try? StoreReader.references(in: folder) else {
            return []
        }
        switch kind {
        case .area: return known.areas.areas.map { Completion.Candidate(text: $0.id.text, meaning: $0.name) }
        case .areaKind: return known.areas.kinds.map { Completion.Candidate(text: $0.id.text, meaning: $0.name) }
        case .service:
            return known.framework.serviceTypes.map { Completion.Candidate(text: $0.id.text, meaning: $0.name) }
        case .standard:
            return known.framework.standards.map { Completion.Candidate(text: $0.id.text, meaning: $0.title) }
        case .level:
            return known.framework.scale.levels.map { Completion.Candidate(text: $0.code, meaning: $0.name) }
        case .round: return known.rounds.map { Completion.Candidate(text: $0.id.text, meaning: $0.name) }
        case .date:
            var seen: Set<CalendarDate> = []
            return known.rounds.filter { seen.insert($0.referenceDate).inserted }.map {
                Completion.Candidate(text: $0.referenceDate.description, meaning: $0.name)
            }
        case .file, .folder, .method, .command, .free: return []
        }
    }
}
