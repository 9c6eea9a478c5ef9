import CSystem

/// The words that the program was called with, its own name first.
///
/// Not `CommandLine.arguments`: on Linux that looks for them in memory, with `/proc/self/maps` and the environment for a guide.
/// Where the one cannot be read, or something that was loaded before has changed the other, it finds none, and says nothing: a
/// call to verify a store would then be one without words, which prints the help and is done.
package func commandWords() -> [String] {
    (0..<lacuna_word_count()).compactMap { index in
        guard let word = unsafe lacuna_word(index) else { return nil }
        return unsafe String(cString: word)
    }
}
