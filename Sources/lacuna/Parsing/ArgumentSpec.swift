/// An argument that is known by its place, such as AREA in `lacuna history AREA SERVICE`.
struct ArgumentSpec: Hashable, Sendable {
    /// Its name in capitals, as help shows it and an `Invocation` is asked for it.
    let name: String
    let help: String
    /// Whether at least one must be given.
    let isRequired: Bool
    /// Whether more than one may be given.
    let isRepeating: Bool
    /// The values it accepts, exactly as written; empty where any is.
    let allowed: [String]

    init(
        name: String,
        help: String,
        isRequired: Bool = true,
        isRepeating: Bool = false,
        allowed: [String] = []
    ) {
        self.name = name
        self.help = help
        self.isRequired = isRequired
        self.isRepeating = isRepeating
        self.allowed = allowed
    }

    /// `AREA`, `[AREA]`, `FILE...` or `[FILE...]`.
    var synopsis: String {
        let name = isRepeating ? self.name + "..." : self.name
        return isRequired ? name : "[" + name + "]"
    }
}
