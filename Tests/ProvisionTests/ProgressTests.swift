import Provision
import Testing

@Suite("How far long work is")
struct ProgressTests {
    // In a process of its own, since there is one progress for all that a process does.
    @Test("A piece of work begins anew, with nothing done of it, and never has more done than there is")
    func begins() async {
        await #expect(processExitsWith: .success) {
            #expect(Progress.stage == nil)
            Progress.begin("reading", of: 5)
            Progress.advance(by: 3)
            #expect(Progress.stage == .init(name: "reading", done: 3, total: 5))
            Progress.begin("checking", of: 4)
            #expect(Progress.stage == .init(name: "checking", done: 0, total: 4))
            for _ in 0..<6 { Progress.advance() }
            #expect(Progress.stage == .init(name: "checking", done: 4, total: 4))
        }
    }
}
