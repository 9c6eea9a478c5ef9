import Glibc
import Provision
import ScopingStore

/// `load STORE THREADS`: reads a store into the model: parse, schema, checks, index. Prints returns and seconds.
@Sendable func loadBenchmark(_ arguments: [String]) throws {
    let folder = try text(arguments, 0)
    let threads = try number(arguments, 1)
    var store: LoadedStore?
    let took = try seconds { store = try StoreReader.load(folder, threads: threads) }
    guard let store, store.leftOut.isEmpty else { throw WrongArguments(description: "documents were left out") }
    print(store.model.returns.count, took)
}

/// `write FOLDER COUNT TOGETHER`: writes documents of 5 KB durably, so many at a time waiting together. Prints count and
/// seconds.
@Sendable func writeBenchmark(_ arguments: [String]) throws {
    let root = try text(arguments, 0)
    let count = try number(arguments, 1)
    let together = try number(arguments, 2)
    let folder = try DurableFolder(root: root, path: "written")
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 5_000)
    let took = try seconds {
        var next = 0
        while next < count {
            let batch = (next..<min(next + together, count)).map {
                DurableFolder.NewFile(name: "\(getpid())-\($0).xml", bytes: bytes)
            }
            for outcome in folder.add(batch) { try outcome.get() }
            next += together
        }
    }
    print(count, took)
}
