import Glibc

/// The terminal that a result goes to: how much of it fits.
struct Terminal: Equatable {
    /// In columns.
    let width: Int
    /// In lines; nil where the terminal does not say.
    let height: Int?

    init(width: Int, height: Int? = nil) {
        self.width = width
        self.height = height
    }

    /// The one that a descriptor leads to; nil where it leads to none. `COLUMNS` says how wide it is where the terminal does not.
    init?(_ descriptor: Int32, _ environment: [String: String]) {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        let isKnown = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        let stated = environment["COLUMNS"].flatMap { Int($0) }
        let columns = isKnown && size.ws_col > 0 ? Int(size.ws_col) : stated ?? 80
        // Narrower than this nothing can be laid out; wider than this nobody reads.
        width = min(max(columns, 20), 1000)
        height = isKnown && size.ws_row > 0 ? Int(size.ws_row) : nil
    }
}
