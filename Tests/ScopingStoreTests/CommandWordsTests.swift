import Foundation
import System
import TestSupport
import Testing

@testable import ScopingStore

@Suite("The words that the program was called with")
struct CommandWordsTests {
    @Test("They are those that the kernel keeps of the process, to the byte")
    func kernel() throws {
        // Each ends in a zero, an empty one too.
        let kept = try bytes(of: "/proc/self/cmdline").split(separator: 0, omittingEmptySubsequences: false).dropLast()
        #expect(commandWords().map { Array($0.utf8) } == kept.map(Array.init))
        #expect(commandWords().isEmpty == false)
    }
}
