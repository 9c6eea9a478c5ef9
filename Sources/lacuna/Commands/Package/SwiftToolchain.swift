/// The Swift that built the program. A program is not told its compiler's version, but may ask whether it is at least one.
enum SwiftToolchain {
    static var version: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3.3)
            "6.3.3 or later"
        #elseif compiler(>=6.3.2)
            "6.3.2"
        #elseif compiler(>=6.3.1)
            "6.3.1"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }

    /// How the program has the standard library: the build for people carries it.
    static var relation: String {
        #if DEBUG
            "DYNAMIC_LINK"
        #else
            "STATIC_LINK"
        #endif
    }
}
