#if DEBUG || TESTABLE
    import Bytes

    extension FuzzTarget {
        /// What "deflate" packed, held against a second reader that was written from RFC 1951 alone; and packing, which must
        /// give back what it was given.
        static let inflate = FuzzTarget("inflate", longest: 4_096) { bytes in
            let limit = 1 << 14
            let one = Result { () throws(InflateFault) in try Inflate(bytes, limit: limit) }
            let other = Result { () throws(PlainInflate.Fault) in try PlainInflate.read(bytes, limit: limit) }
            switch (one, other) {
            case (.success(let one), .success(let other)):
                try promise(one.bytes.count <= limit, "more than the limit")
                try promise(one.bytes == other.bytes, "unpacked otherwise by the second reader")
                try promise(one.end == other.end, "ends at \(one.end), and by the second reader at \(other.end)")
            case (.failure, .failure): break
            case (.success, .failure(let fault)): throw BrokenPromise("unpacked, and the second reader says \(fault)")
            case (.failure(let fault), .success): throw BrokenPromise("\(fault), and the second reader unpacks it")
            }
            // Packing takes tables of a quarter of a megabyte, and a hundred times as long: one length in eight does.
            guard bytes.count.isMultiple(of: 8) else { return }
            let packed = Deflate.deflated(bytes)
            let bound = bytes.count + 5 * max(1, (bytes.count + 65_534) / 65_535)
            try promise(packed.count <= bound, "packed to \(packed.count) bytes, of \(bytes.count)")
            let again = try Inflate(packed, limit: bytes.count)
            try promise(again.bytes == bytes && again.end == packed.count, "packed and unpacked it is something else")
        }
    }
#endif
