#if DEBUG || TESTABLE
    import Foundation
    import FuzzTargets

    /// The target that the fuzzer calls.
    nonisolated(unsafe) private var chosen = FuzzTarget.selftest

    /// `fuzz TARGET FILE…` tries files; built with `-D FUZZER`, and linked with libFuzzer, `fuzz TARGET` takes libFuzzer's options.
    func runFuzz() {
        // libFuzzer starts itself anew to merge corpora, with its own arguments alone.
        let name = ProcessInfo.processInfo.environment["LACUNA_FUZZ"] ?? CommandLine.arguments.dropFirst().first ?? ""
        guard let target = FuzzTarget.named(name) else {
            print("usage: fuzz TARGET FILE…\ntargets: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
            exit(EX_USAGE)
        }
        unsafe chosen = target
        if CommandLine.arguments.count == 4, CommandLine.arguments[2] == "--seeds" {
            return writeSeeds(of: target, to: CommandLine.arguments[3])
        }
        #if FUZZER
            unsafe setenv("LACUNA_FUZZ", name, 1)
            fuzz()
        #else
            for path in CommandLine.arguments.dropFirst(2) {
                guard let data = FileManager.default.contents(atPath: path) else {
                    print("\(path): cannot be read")
                    exit(EX_NOINPUT)
                }
                print(path)
                attempt(Array(data))
            }
        #endif
    }

    /// Writes a target's seeds into a folder, and its words beside it, as libFuzzer reads a dictionary.
    private func writeSeeds(of target: FuzzTarget, to folder: String) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (number, seed) in try target.seeds().enumerated() {
                try Data(seed).write(to: URL(fileURLWithPath: "\(folder)/seed-\(number)"))
            }
            let words = Set(try target.words()).sorted().map { word in
                "\"" + word.utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\"\n"
            }
            try Data(words.joined().utf8).write(to: URL(fileURLWithPath: folder + ".dict"))
        } catch {
            print("\(folder): \(error)")
            exit(EX_IOERR)
        }
    }

    /// Ends the program where a promise is broken, as the fuzzer expects it of what it tries.
    private func attempt(_ bytes: [UInt8]) {
        do { try unsafe chosen.attempt(bytes) } catch { fatalError("broken promise: \(error)") }
    }

    #if FUZZER
        @_silgen_name("LLVMFuzzerRunDriver")
        private func runFuzzer(
            _ count: UnsafeMutablePointer<Int32>,
            _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
            _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
        ) -> Int32

        private func fuzz() {
            let target = unsafe chosen
            var words = CommandLine.arguments
            if words.count > 1, words[1] == target.name { words.remove(at: 1) }
            if !words.contains(where: { $0.hasPrefix("-max_len=") }) {
                words.insert("-max_len=\(target.longest)", at: 1)
            }
            var count = Int32(words.count)
            let texts = unsafe words.map { unsafe strdup($0) } + [nil]
            unsafe texts.withUnsafeBufferPointer { texts in
                guard let base = texts.baseAddress else { return }
                var arguments = unsafe UnsafeMutablePointer(mutating: base)
                exit(
                    unsafe runFuzzer(&count, &arguments) { bytes, count in
                        unsafe attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                        return 0
                    }
                )
            }
        }
    #endif
#endif
