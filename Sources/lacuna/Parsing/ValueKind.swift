/// What can stand for a value, as far as completion can help with it.
///
/// The declarations say it by their placeholders, which mean the same in every command: `FILE` in one is `FILE` in another.
enum ValueKind: Hashable, Sendable {
    case file, folder
    case area, areaKind, service, standard, level, round, date
    /// A method of the server.
    case method
    /// Words of a command's name.
    case command
    /// What only the person who types it knows.
    case free

    init(placeholder: String) {
        self =
            switch placeholder {
            case "FILE", "PATH": .file
            case "DIR": .folder
            case "AREA", "OTHER": .area
            case "KIND": .areaKind
            case "SERVICE": .service
            case "STANDARD": .standard
            case "LEVEL": .level
            case "ROUND": .round
            case "DATE", "FROM", "TO", "TIME": .date
            case "METHOD": .method
            case "COMMAND": .command
            default: .free
            }
    }
}
