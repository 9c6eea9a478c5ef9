#if DEBUG || TESTABLE
    import Foundation
    import JSON
    import TestSupport

    extension FuzzTarget {
        /// The scanner of JSON, held against two other readers: it takes what a plain reading of RFC 8259 takes, and Foundation
        /// reads the same of it. What Foundation takes beyond that (a comma after the last element, UTF-16) decides nothing.
        static let json = FuzzTarget("json", longest: 4_096) { bytes in
            let isJSON = ReferenceChecker.accepts(bytes)
            let document: JSONDocument
            do throws(JSONFault) {
                document = try JSONDocument(bytes)
            } catch {
                try promise(error.offset >= 0 && error.offset <= bytes.count, "\(error): no place in the text")
                return try promise(!isJSON, "refused (\(error)), and by the second reader it is JSON")
            }
            try promise(isJSON, "taken, and by the second reader it is no JSON")
            let other = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            try compare(document.root, other)
            var writer = JSONWriter()
            write(document.root, to: &writer)
            let again = try JSONDocument(writer.bytes)
            try compare(again.root, other)
            var rewriter = JSONWriter()
            write(again.root, to: &rewriter)
            try promise(rewriter.bytes == writer.bytes, "written and read again it is written otherwise")
            let compact = try JSONDocument(document.compact)
            try compare(compact.root, other)
        }
    }

    /// - Throws: where a value is not what Foundation read.
    private func compare(_ value: borrowing JSONValue, _ other: Any) throws(BrokenPromise) {
        switch value.kind {
        case .null: try promise(other is NSNull, "null read as \(other)")
        case .true, .false:
            try promise(value.bool == (other as? Bool), "a boolean read as \(other)")
        case .string:
            guard let one = value.string, let other = other as? String else {
                throw BrokenPromise("a string read as \(other)")
            }
            try promise(one.unicodeScalars.elementsEqual(other.unicodeScalars), "a string read otherwise")
        case .number:
            guard let one = value.double, let other = other as? NSNumber else {
                throw BrokenPromise("a number read as \(other)")
            }
            // Foundation reads many numbers as decimal ones, and rounds them twice; the C library rounds once.
            let exact = unsafe strtod(String(decoding: value.raw.array, as: UTF8.self), nil)
            try promise(one == exact, "\(one), and by the C library \(exact)")
            let most = max(one.magnitude * 1e-14, .leastNormalMagnitude)
            try promise(abs(one - other.doubleValue) <= most, "\(one) read as \(other)")
            if let whole = value.int { try promise(Double(whole) == one, "\(one) is the whole number \(whole)") }
        case .array:
            guard let other = other as? [Any] else { throw BrokenPromise("an array read as something else") }
            try promise(value.count == other.count, "an array of \(value.count) read as one of \(other.count)")
            var place = 0
            try value.forEachElement { (element) throws(BrokenPromise) in
                try compare(element, other[place])
                place += 1
            }
        case .object:
            guard let other = other as? [String: Any] else { throw BrokenPromise("an object read as something else") }
            // Keys that are equal as Swift compares strings, and differ in their bytes, are one to Foundation.
            var keys: Set<String> = []
            var isDistinct = true
            value.forEachMember { key, _ in
                if !keys.insert(key.string ?? "").inserted { isDistinct = false }
            }
            guard isDistinct else { return }
            try promise(value.count == other.count, "an object of \(value.count) read as one of \(other.count)")
            try value.forEachMember { (key, value) throws(BrokenPromise) in
                guard let found = other[key.string ?? ""] else { throw BrokenPromise("a member is missing") }
                try compare(value, found)
            }
        }
    }

    /// Writes a value anew, member by member.
    private func write(_ value: borrowing JSONValue, to writer: inout JSONWriter) {
        switch value.kind {
        case .null: writer.null()
        case .true: writer.bool(true)
        case .false: writer.bool(false)
        case .string: writer.string(value.string ?? "")
        case .number:
            // Nought below nought, which a number too small for the format becomes, is no whole number.
            let double = value.double ?? 0
            if let whole = value.int, whole != 0 || double.sign == .plus {
                writer.int(whole)
            } else {
                writer.double(double)
            }
        case .array:
            writer.array { writer in value.forEachElement { write($0, to: &writer) } }
        case .object:
            writer.object { writer in
                value.forEachMember { key, value in
                    writer.key(key.string ?? "")
                    write(value, to: &writer)
                }
            }
        }
    }
#endif
