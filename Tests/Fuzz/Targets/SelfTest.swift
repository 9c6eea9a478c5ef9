#if DEBUG || TESTABLE
    extension FuzzTarget {
        /// The negative control: a planted fault behind four bytes. Drawn at random they come once in four thousand million
        /// inputs; led by coverage, within some hundreds of thousands.
        public static let selftest = FuzzTarget("selftest", longest: 8) { bytes in
            guard bytes.count >= 4, bytes[0] == 0x4C, bytes[1] == 0x61, bytes[2] == 0x63, bytes[3] == 0x75 else {
                return
            }
            throw BrokenPromise("the planted fault was found")
        }
    }
#endif
