#if DEBUG || TESTABLE
    import Foundation
    import Provision
    @testable import ScopingStore
    import TestSupport

    /// A small network that targets read against: two areas, three service types, two rounds, two returns.
    struct FuzzWorld: Sendable {
        let model: ProvisionModel
        /// A folder with it, for what must have one.
        let folder: String
        /// Its files, and the folders around them, as they were left.
        private let places: [Place]

        static let shared = Result { try FuzzWorld() }

        private init() throws {
            let framework = try SmallWorld.framework(services: 3)
            let areas = try SmallWorld.areas(2)
            let rounds = try SmallWorld.rounds(2, asking: 2)
            let returns = [
                try SmallWorld.answer(area: 1, round: 1, "GA-"), try SmallWorld.answer(area: 2, round: 1, "RB."),
            ]
            model = ProvisionModel(framework: framework, areas: areas, rounds: rounds, returns: returns)
            folder = NSTemporaryDirectory() + "lacuna-fuzz-\(getpid())"
            let path = folder
            try Self.put(FrameworkWriter.bytes(of: framework), "\(path)/\(StoreLayout.framework)")
            try Self.put(AreasWriter.bytes(of: areas, isSimulated: false), "\(path)/\(StoreLayout.areas)")
            try Self.put(RoundsWriter.bytes(of: rounds, isSimulated: false), "\(path)/\(StoreLayout.rounds)")
            for document in returns {
                try Self.put(ReturnWriter.bytes(of: document), "\(path)/\(StoreLayout.path(of: document))")
            }
            let found = try FileManager.default.subpathsOfDirectory(atPath: path)
            places = [Place(path)] + found.map { Place("\(path)/\($0)") }
            Self.removed(path)
        }

        /// What was written, taken away or made since in its folder; nil where nothing was. A folder changes with the names in it.
        var change: String? { places.first { $0.facts != Place($0.path).facts }?.path }

        /// What the system tells of a path.
        private struct Place: Sendable {
            let path: String
            let facts: [Int]

            init(_ path: String) {
                self.path = path
                var found = stat()
                facts =
                    unsafe lstat(path, &found) == 0
                    ? [Int(found.st_ino), Int(found.st_size), found.st_mtim.tv_sec, found.st_mtim.tv_nsec] : []
            }
        }

        private static func put(_ bytes: [UInt8], _ path: String) throws {
            let url = URL(fileURLWithPath: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: url)
        }

        /// At the end of the program.
        private static func removed(_ path: String) {
            FuzzFolders.note(path)
        }
    }

    /// Folders of this process, removed at its end.
    private enum FuzzFolders {
        nonisolated(unsafe) private static var path = ""

        static func note(_ folder: String) {
            unsafe path = folder
            atexit { FuzzFolders.remove() }
        }

        private static func remove() { try? FileManager.default.removeItem(atPath: unsafe path) }
    }
#endif
