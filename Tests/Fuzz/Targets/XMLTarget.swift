#if DEBUG || TESTABLE
    import Provision
    @testable import ScopingStore
    import TestSupport

    extension FuzzTarget {
        /// A document of a store, of the kind its root names: what is read is written, and read again the same.
        static let xml = FuzzTarget("xml", longest: 16_384) { bytes in
            let world = try RealData.model()
            let (framework, areas, rounds) = (world.framework, world.areas, world.rounds)
            switch kind(of: bytes) {
            case .framework:
                let reading = Reading<Framework> { (bytes, file) throws(DocumentFaults) in
                    try FrameworkDocument.read(bytes, file: file).0
                } write: {
                    FrameworkWriter.bytes(of: $0)
                } isSame: {
                    FrameworkWriter.bytes(of: $0) == FrameworkWriter.bytes(of: $1)
                }
                try reading.promise(bytes)
            case .areas:
                let reading = Reading<AreaHierarchy> { (bytes, file) throws(DocumentFaults) in
                    try AreasDocument.read(bytes, file: file)
                } write: {
                    AreasWriter.bytes(of: $0, isSimulated: false)
                } isSame: {
                    $0.kinds == $1.kinds && $0.areas == $1.areas && $0.sources == $1.sources
                }
                try reading.promise(bytes)
            case .rounds:
                let reading = Reading<[Round]> { (bytes, file) throws(DocumentFaults) in
                    try RoundsDocument.read(bytes, file: file, areas: areas)
                } write: {
                    RoundsWriter.bytes(of: $0, isSimulated: false)
                } isSame: {
                    $0 == $1
                }
                try reading.promise(bytes)
            case .voice:
                let reading = Reading<FamilyVoice> { (bytes, file) throws(DocumentFaults) in
                    try VoiceDocument.read(bytes, file: file, framework: framework, areas: areas)
                } write: {
                    VoiceWriter.bytes(of: $0)
                } isSame: {
                    $0 == $1
                }
                try reading.promise(bytes)
            case .action:
                let reading = Reading<Action> { (bytes, file) throws(DocumentFaults) in
                    try ActionDocument.read(bytes, file: file, framework: framework, areas: areas)
                } write: {
                    ActionWriter.bytes(of: $0)
                } isSame: {
                    $0 == $1
                }
                try reading.promise(bytes)
            case .areaReturn:
                let reading = Reading<Return> { (bytes, file) throws(DocumentFaults) in
                    try ReturnDocument.read(bytes, file: file, framework: framework, areas: areas, rounds: rounds)
                } write: {
                    ReturnWriter.bytes(of: $0)
                } isSame: {
                    $0 == $1
                }
                try reading.promise(bytes)
            }
        }

        /// By the first tag that is an element's; a return where there is none.
        private static func kind(of bytes: [UInt8]) -> DocumentKind {
            var rest = bytes[...]
            while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
                rest = rest[(start + 1)...]
                let name = rest.prefix { (0x61...0x7A).contains($0) }
                if !name.isEmpty {
                    return DocumentKind(rawValue: String(decoding: name, as: UTF8.self)) ?? .areaReturn
                }
            }
            return .areaReturn
        }
    }

    /// How documents of a kind are read and written.
    private struct Reading<Document> {
        let read: (_ bytes: [UInt8], _ file: String) throws(DocumentFaults) -> Document
        let write: (Document) -> [UInt8]
        let isSame: (Document, Document) -> Bool

        /// What is said of a document as a whole.
        private static var wholes: [String] { ["and ", "larger than "] }

        /// - Throws: where a fault has no place, or what was read is not the same once it is written and read again.
        func promise(_ bytes: [UInt8]) throws(BrokenPromise) {
            let document: Document
            do throws(DocumentFaults) { document = try read(bytes, "in") } catch {
                try FuzzTargets.promise(!error.faults.isEmpty, "refused without a fault")
                for fault in error.faults {
                    let isPlaced = fault.line.map { $0 >= 1 } ?? Self.wholes.contains { fault.message.hasPrefix($0) }
                    try FuzzTargets.promise(
                        fault.file == "in" && !fault.message.isEmpty && isPlaced,
                        "no place: \(fault)"
                    )
                }
                return
            }
            let again: Document
            do throws(DocumentFaults) { again = try read(write(document), "again") } catch {
                throw BrokenPromise("written again it is refused: \(error.faults.first.map { "\($0)" } ?? "")")
            }
            try FuzzTargets.promise(isSame(document, again), "written and read again it is another document")
        }
    }
#endif
