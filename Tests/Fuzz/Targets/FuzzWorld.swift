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
            try put(FrameworkWriter.bytes(of: framework), StoreLayout.framework)
            try put(AreasWriter.bytes(of: areas, isSimulated: false), StoreLayout.areas)
            try put(RoundsWriter.bytes(of: rounds, isSimulated: false), StoreLayout.rounds)
            for document in returns { try put(ReturnWriter.bytes(of: document), StoreLayout.path(of: document)) }
            let path = folder
            Self.removed(path)
        }

        private func put(_ bytes: [UInt8], _ name: String) throws {
            let url = URL(fileURLWithPath: folder + "/" + name)
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
