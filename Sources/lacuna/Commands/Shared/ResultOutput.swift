import ScopingStore

/// Where a command's result goes, and in what form: what `--format` and `-o` say together.
struct ResultOutput {
    static let file = Options.output(
        "The file to write; else standard output. Without --format its ending (.svg, .csv, ...) names the format."
    )

    /// One of the command's formats.
    let format: String
    /// Nil for standard output.
    let path: String?

    /// The file that an option names; nil for standard output, which "-" names too.
    private static func path(_ invocation: Invocation, _ file: OptionSpec) -> String? {
        let named = invocation.value(file)
        return named == "-" ? nil : named
    }

    /// Writes a result that is bytes already where an option says.
    static func write(
        _ bytes: [UInt8],
        to file: OptionSpec,
        of invocation: Invocation,
        _ access: StoreAccess,
        _ console: inout Console
    ) throws {
        try write(bytes, to: path(invocation, file), access, &console)
    }

    private static func write(
        _ bytes: [UInt8],
        to path: String?,
        _ access: StoreAccess,
        _ console: inout Console
    ) throws {
        guard let path else { return console.write(bytes) }
        try OutputFiles.write(bytes, to: path, store: access.store.folder)
        console.note("Wrote \(path).")
    }

    /// - Parameter option: the command's `--format`.
    init(_ invocation: Invocation, _ option: OptionSpec) {
        let path = Self.path(invocation, Self.file)
        let ending = path?.split(separator: ".").last.map { $0.lowercased() } ?? ""
        self.path = path
        format =
            invocation.value(option)
            ?? (option.allowed.contains(ending) ? ending : option.allowed.first ?? "table")
    }

    /// Writes a result that is bytes already.
    func write(_ bytes: [UInt8], _ access: StoreAccess, _ console: inout Console) throws {
        try Self.write(bytes, to: path, access, &console)
    }

    /// Writes a result that is lines of text.
    func print(_ access: StoreAccess, _ console: inout Console, _ lines: (inout Console) -> Void) throws {
        var text = Console(usesColour: path == nil && console.usesColour, environment: console.environment)
        lines(&text)
        try write(text.output, access, &console)
    }

    /// Refuses options that only mean something in a picture, where none is drawn.
    func refuse(_ options: [OptionSpec], unlessSVG invocation: Invocation) throws {
        guard format != "svg", let option = options.first(where: { invocation.flag($0) }) else { return }
        throw invocation.refusal(
            "\(option.spelling) is about a picture, and this is a \(format)",
            hint: "Add --format svg, or -o FILE.svg."
        )
    }
}
