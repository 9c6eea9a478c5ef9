#if DEBUG || TESTABLE
    /// What a fuzzer throws bytes at: one entry of the product, and what must hold of it for any bytes.
    public struct FuzzTarget: Sendable, CustomStringConvertible {
        /// One word, by which it is called.
        public let name: String
        /// The longest input that is worth trying, in bytes.
        public let longest: Int
        /// Calls the product. Throws `BrokenPromise` where what must hold does not; any other way out (a trap, an exit, a
        /// loop) is a fault too.
        public let attempt: @Sendable ([UInt8]) throws -> Void

        public var description: String { name }

        init(_ name: String, longest: Int, _ attempt: @escaping @Sendable ([UInt8]) throws -> Void) {
            self.name = name
            self.longest = longest
            self.attempt = attempt
        }

        /// All of them but the one with a planted fault.
        public static let all: [FuzzTarget] = [
            .json, .rpc, .xml, .csv, .zip, .inflate, .workbook, .ods, .forms, .hexjson, .geojson, .commandline, .cache,
        ]

        /// The one of that name.
        public static func named(_ name: String) -> FuzzTarget? { (all + [.selftest]).first { $0.name == name } }
    }

    /// Something that must hold for any input did not for this one.
    public struct BrokenPromise: Error, CustomStringConvertible {
        public let description: String

        init(_ description: String) { self.description = description }
    }

    /// - Throws: where a condition does not hold.
    func promise(_ condition: Bool, _ description: @autoclosure () -> String) throws(BrokenPromise) {
        if !condition { throw BrokenPromise(description()) }
    }
#endif
