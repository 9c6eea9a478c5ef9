import FoundationEssentials
import Glibc

/// When the folders and reference files of a store last changed: documents are only ever added, and adding one changes its folder.
package struct StoreFingerprint: Equatable, Sendable {
    private var times: [String: [Int]] = [:]

    package init(of folder: String) {
        let returns = "\(folder)/\(StoreLayout.returns)"
        let rounds = (try? FileManager.default.contentsOfDirectory(atPath: returns)) ?? []
        let files = [StoreLayout.framework, StoreLayout.areas, StoreLayout.rounds].map { "\(folder)/\($0)" }
        for path in files + [returns] + rounds.map({ "\(returns)/\($0)" }) {
            var facts = stat()
            guard unsafe stat(path, &facts) == 0 else { continue }
            times[path] = [facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec, Int(facts.st_size), Int(facts.st_ino)]
        }
    }
}
