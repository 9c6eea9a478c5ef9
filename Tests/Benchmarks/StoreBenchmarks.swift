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

/// `write FOLDER COUNT`: writes documents of 5 KB durably, one after the other, as all writers of a store do. Prints count and seconds.
@Sendable func writeBenchmark(_ arguments: [String]) throws {
    let root = try text(arguments, 0)
    let count = try number(arguments, 1)
    let folder = try DurableFolder(root: root, path: "written")
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 5_000)
    let took = try seconds {
        for number in 0..<count { try folder.add("\(getpid())-\(number).xml", bytes) }
    }
    print(count, took)
}
