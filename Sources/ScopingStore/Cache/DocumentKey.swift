import Glibc
import System

/// By what a document is known to be the one that was read before, without reading it again: size, times to the nanosecond, and
/// which file it is. Any change of a file's content changes the time of its last change (`ctime`), which no program can set.
package struct DocumentKey: Hashable, Sendable {
    let size: Int64
    /// In nanoseconds since 1970.
    let modified: Int64
    let changed: Int64
    let file: UInt64
    let device: UInt64

    /// - Returns: nil where there is no regular file, or the system does not tell.
    init?(of path: String) {
        var facts = stat()
        guard retryingInterrupts({ unsafe lstat(path, &facts) }) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        self.init(facts)
    }

    init(_ facts: stat) {
        size = Int64(facts.st_size)
        modified = Self.nanoseconds(facts.st_mtim)
        changed = Self.nanoseconds(facts.st_ctim)
        file = UInt64(facts.st_ino)
        device = UInt64(facts.st_dev)
    }

    init(_ reader: inout FlatReader) throws(MalformedCache) {
        size = try reader.number()
        modified = try reader.number()
        changed = try reader.number()
        file = try reader.number()
        device = try reader.number()
    }

    func write(to writer: inout FlatWriter) {
        writer.number(size)
        writer.number(modified)
        writer.number(changed)
        writer.number(file)
        writer.number(device)
    }

    /// Whether it was made so long before a moment that a later change must show in its times, however coarse the file system's clock
    /// is. A younger file may be changed within the same tick, and look the same: git calls such entries racy, and reads them again.
    ///
    /// - Parameter tick: how coarse that clock may be, in nanoseconds.
    func isOld(at moment: Int64, tick: Int64) -> Bool {
        let latest = moment &- tick
        return modified < latest && changed < latest
    }

    /// The clock of FAT counts in steps of two seconds; no other is coarser.
    package static let coarsestTick: Int64 = 3_000_000_000

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// The moment now, by the clock that times of files are taken from.
    static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }
}
