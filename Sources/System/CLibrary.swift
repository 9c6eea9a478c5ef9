import CSystem

/// The C library that the program runs with.
package enum CLibrary {
    /// Such as 2.36.
    package static var version: String { unsafe String(cString: lacuna_libc_version()) }
}
