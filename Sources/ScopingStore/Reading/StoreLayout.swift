public import Provision

/// Where things lie in a store.
///
///     framework.xml   areas.xml   rounds.xml   voice.xml (optional)
///     returns/ROUND/AREA.REVISION.xml
///     actions/ID.REVISION.xml (optional)
public enum StoreLayout {
    public static let framework = "framework.xml"
    public static let areas = "areas.xml"
    public static let rounds = "rounds.xml"
    /// What families said. A store need not have it.
    public static let voice = "voice.xml"
    public static let returns = "returns"
    /// What is done about gaps. A store need not have it.
    public static let actions = "actions"

    /// The files that every return refers to. A store is none without them.
    static let references = [framework, areas, rounds]
    /// All files that are read with every store, where they are there.
    static let referencesAndVoice = references + [voice]
    /// What lies in a store's own folder.
    static let parts = referencesAndVoice + [returns, actions]

    /// The path of a return within the store. Made from ids, which are slugs: no path can leave the store.
    public static func path(area: Area.ID, round: Round.ID, revision: Int) -> String {
        "\(returns)/\(round)/\(fileName(area: area, revision: revision))"
    }

    static func fileName(area: Area.ID, revision: Int) -> String { "\(area).\(revision).xml" }

    public static func path(of document: Return) -> String {
        path(area: document.area, round: document.round, revision: document.revision)
    }

    /// The area and revision that a file's name states; nil for any name Lacuna does not give.
    static func parse(fileName: String) -> (area: Area.ID, revision: Int)? {
        let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2] == "xml", let area = Area.ID(parts[0]), let revision = Int(parts[1]),
            (1...Return.latestRevision).contains(revision), String(revision) == parts[1]
        else { return nil }
        return (area, revision)
    }

    /// The return and revision that a path within the store names; nil for any path that Lacuna does not give.
    static func parse(path: String) -> (chain: Chain, revision: Int)? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == returns, let round = Round.ID(parts[1]),
            let (area, revision) = parse(fileName: String(parts[2]))
        else { return nil }
        return (Chain(area: area, round: round), revision)
    }

    // MARK: Actions

    public static func path(of action: Action) -> String {
        "\(actions)/\(fileName(action: action.id, revision: action.revision))"
    }

    static func fileName(action: Action.ID, revision: Int) -> String { "\(action).\(revision).xml" }

    /// The action and revision that a file's name states; nil for any name Lacuna does not give.
    static func parse(actionFileName name: String) -> (action: Action.ID, revision: Int)? {
        // An action's files are named as a return's are within its round.
        guard let (id, revision) = parse(fileName: name), let action = Action.ID(id.text) else { return nil }
        return (action, revision)
    }

    /// The chain and revision that a path within the store names; nil for any path that Lacuna does not give.
    static func parse(documentPath path: String) -> (chain: DocumentChain, revision: Int)? {
        if let (chain, revision) = parse(path: path) { return (.areaReturn(chain), revision) }
        guard path.hasPrefix("\(actions)/"),
            let (action, revision) = parse(actionFileName: String(path.dropFirst(actions.utf8.count + 1)))
        else { return nil }
        return (.action(action), revision)
    }
}
