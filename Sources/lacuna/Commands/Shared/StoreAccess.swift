import Answers
import Provision
import ScopingStore

/// Opening the store that a call is about, and finding in it what the call names.
struct StoreAccess {
    let store: LoadedStore
    let lookup: Lookup

    /// The folder a call is about: `--store`, else `LACUNA_STORE`, else `Scoping`.
    static func folder(_ invocation: Invocation, _ console: Console) -> String {
        if let named = invocation.value(Options.store) { return named }
        if let named = console.environment["LACUNA_STORE"], !named.isEmpty { return named }
        return "Scoping"
    }

    /// Reads the store, and names on standard error every return that had to be left out.
    init(_ invocation: Invocation, _ console: inout Console) throws(CommandFailure) {
        store = try Self.load(invocation, console)
        lookup = Lookup(store.model)
        for document in store.leftOut {
            for fault in document.faults { console.note("left out: \(fault)") }
        }
    }

    /// Where a call keeps what it read for the next one: in the folder `LACUNA_CACHE`, else in the user's folder of caches; nowhere
    /// with `--no-cache`, where `LACUNA_CACHE` is empty, and for commands whose purpose is to look at the documents themselves.
    static func cache(_ invocation: Invocation, _ console: Console) -> StoreCache? {
        guard invocation.declares(Options.noCache), !invocation.flag(Options.noCache) else { return nil }
        let environment = console.environment
        if let named = environment["LACUNA_CACHE"] { return named.isEmpty ? nil : StoreCache(folder: named) }
        if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
            return StoreCache(folder: "\(folder)/lacuna")
        }
        return environment["HOME"].flatMap { home in
            home.hasPrefix("/") ? StoreCache(folder: "\(home)/.cache/lacuna") : nil
        }
    }

    static func load(_ invocation: Invocation, _ console: Console) throws(CommandFailure) -> LoadedStore {
        do {
            return try StoreReader.load(folder(invocation, console), cache: cache(invocation, console))
        } catch {
            throw failure(error)
        }
    }

    /// Why the store cannot be read, with the status to end with.
    static func failure(_ failure: StoreFailure) -> CommandFailure {
        let status: ExitStatus =
            switch failure.code {
            case .missing: .noInput
            case .unreadable: .inputOutput
            case .badDocument: .badData
            }
        return CommandFailure(status, failure.faults.map { "lacuna: \($0)" })
    }

    var model: ProvisionModel { store.model }

    /// How a call that did what was asked ends.
    var status: ExitStatus { store.leftOut.isEmpty ? .done : .findings }

    var leftOutFiles: [String] { store.leftOut.map(\.file) }

    var networkName: String { model.wholeName }
}
