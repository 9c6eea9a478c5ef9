#if DEBUG || TESTABLE
    import FuzzTargets
    import TestSupport
    import Testing

    /// The inputs by which fuzzers reached what they reached, and those that once failed: `make fuzz` finds new ones.
    @Suite("Fuzzing: inputs that are kept")
    struct CorpusTests {
        private static let folder = Repository.root + "/Tests/Fuzz"

        private func inputs(_ kind: String, of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
            let place = "\(Self.folder)/\(kind)/\(target.name)"
            return try files(below: place).map { ($0, try bytes(of: "\(place)/\($0)")) }
        }

        @Test(
            "Each promise holds for each input of its corpus, and for each that broke it once",
            arguments: FuzzTarget.all
        )
        func promises(target: FuzzTarget) throws {
            let corpus = try inputs("Corpus", of: target)
            #expect(!corpus.isEmpty, "no corpus")
            for (name, bytes) in try corpus + inputs("Found", of: target) + [("nothing", [])] {
                #expect(throws: Never.self, "\(name)") { try target.attempt(bytes) }
            }
        }

        @Test("The planted fault is one") func planted() {
            #expect(throws: BrokenPromise.self) { try FuzzTarget.selftest.attempt(Array("Lacuna".utf8)) }
            #expect(throws: Never.self) { try FuzzTarget.selftest.attempt(Array("lacuna".utf8)) }
        }
    }
#endif
