import Answers
import Exhibits
import JSON
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
    /// The place a picture is made for; nil for a screen.
    let place: PictureWidth?
    /// Why `--width` means nothing here; nil where it does, or was not given.
    private let misplaced: UsageError?

    /// Whether the result is a picture.
    var isPicture: Bool { Self.isPicture(format) }

    private static func isPicture(_ format: String) -> Bool { format == "svg" || format == "png" }

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

    /// A command without `-o` writes to standard output.
    ///
    /// - Parameters:
    ///   - option: the command's `--format`.
    ///   - byEnding: whether the file's ending names the format where the option does not.
    init(_ invocation: Invocation, _ option: OptionSpec, byEnding: Bool = true) {
        let hasFile = invocation.command.option(named: Self.file.name) != nil
        let path = hasFile ? Self.path(invocation, Self.file) : nil
        let ending = byEnding ? path?.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
        self.path = path
        let format =
            invocation.value(option)
            ?? (option.allowed.contains(ending) ? ending : option.allowed.first ?? "table")
        self.format = format
        let isGiven = invocation.command.option(named: Options.width.name) != nil && invocation.flag(Options.width)
        place = isGiven ? invocation.value(Options.width).flatMap(PictureWidth.init(rawValue:)) : nil
        misplaced =
            isGiven && !Self.isPicture(format)
            ? invocation.refusal(
                "\(Options.width.spelling) is about a picture, and this is a \(format)",
                hint: "Add --format svg, or -o FILE.svg."
            ) : nil
    }

    /// How a picture of a name is drawn.
    func options(_ name: String, palette: Palette = .framework) -> ExhibitOptions {
        // What becomes PNG is looked at in a document, which is light.
        ExhibitOptions(name: name, palette: palette, followsColourScheme: format == "svg", width: place)
    }

    /// Writes an answer in the form that was asked for: the one place that knows what the formats are.
    ///
    /// - Parameters:
    ///   - answer: worked out where the form is no picture.
    ///   - picture: drawn where the form is one.
    func write(
        _ access: StoreAccess,
        _ console: inout Console,
        _ answer: @autoclosure () throws -> some Answer,
        picture: () throws -> [UInt8] = { [] }
    ) throws {
        if let misplaced { throw misplaced }
        switch format {
        case "svg", "png": try write(picture: try picture(), access, &console)
        case "json": try write(try JSONText.bytes(try answer()), access, &console)
        case "csv": try write(try answer().csv() ?? [], access, &console)
        case "xml": try write(try answer().xml ?? [], access, &console)
        default:
            var text = Console(
                usesColour: path == nil && console.usesColour,
                terminal: path == nil ? console.terminal : nil,
                environment: console.environment
            )
            text.print(try answer().text)
            try write(text.output, access, &console)
        }
    }

    /// Writes a picture, as it is or painted, and says where it does not fit its place.
    func write(picture svg: [UInt8], _ access: StoreAccess, _ console: inout Console) throws {
        if let misfit = place.flatMap({ PictureSize(of: svg)?.misfit($0) }) { console.note(misfit) }
        let bytes = format == "png" ? try PicturePainter(environment: console.environment).png(of: svg) : svg
        try write(bytes, access, &console)
    }

    /// Writes a result that is bytes already.
    func write(_ bytes: [UInt8], _ access: StoreAccess, _ console: inout Console) throws {
        try Self.write(bytes, to: path, access, &console)
    }

    /// Refuses options that a picture does not show, where one is drawn.
    func refuseInPicture(_ options: [OptionSpec], _ invocation: Invocation) throws {
        guard isPicture, let option = options.first(where: { invocation.flag($0) }) else { return }
        throw invocation.refusal(
            "\(option.spelling) is not drawn in a picture",
            hint: "Leave it out, or write the result as a table."
        )
    }

    /// Refuses options that only mean something in a picture, where none is drawn.
    func refuse(_ options: [OptionSpec], unlessSVG invocation: Invocation) throws {
        guard !isPicture, let option = options.first(where: { invocation.flag($0) }) else { return }
        throw invocation.refusal(
            "\(option.spelling) is about a picture, and this is a \(format)",
            hint: "Add --format svg, or -o FILE.svg."
        )
    }
}
