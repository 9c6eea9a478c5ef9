import FoundationEssentials
import Provision
import ScopingStore
import Simulation

private let areas = OptionSpec(name: "areas", value: "N", help: "Areas rated in the first round; 20 unless told.")
private let services = OptionSpec(name: "services", value: "N", help: "Service types; 12 unless told.")
private let months = OptionSpec(name: "months", value: "N", help: "How long a history; 36 unless told.")
private let every = OptionSpec(name: "every", value: "N", help: "Months from round to round; 6 unless told.")
private let seed = OptionSpec(name: "seed", value: "N", help: "Another seed gives another network; 1 unless told.")
private let folder = OptionSpec(
    name: "output",
    letter: "o",
    value: "DIR",
    help: "The folder to make; it must not exist, or be empty.",
    isRequired: true
)

let simulateCommand = Command(
    name: "simulate",
    summary: "Make up a store of any size and length, for trials, training and benchmarks.",
    options: [areas, services, months, every, seed, folder],
    discussion: [
        "Everything in it is marked as simulated, and so is every exhibit made from it. Services open, gain and lose funding; "
            + "areas answer late or not at all, correct themselves, and change their boundaries once. The same numbers give the "
            + "same store to the byte."
    ],
    examples: [
        (
            "lacuna simulate --areas 150 --services 50 --months 144 --seed 7 -o /tmp/trial",
            "150 areas, 50 service types, 24 rounds."
        )
    ],
    run: { invocation, console in
        func number(_ option: OptionSpec, _ usual: Int) throws -> Int {
            guard let text = invocation.value(option) else { return usual }
            guard let number = Int(text), number > 0 else {
                throw invocation.refusal(ofOption: option.name, expected: "Expected a whole number above 0.")
            }
            return number
        }
        let spacing = try number(every, 6)
        let network: SimulatedNetwork
        do {
            let size = try SimulatedNetwork.Size(
                areas: try number(areas, 20),
                services: try number(services, 12),
                rounds: max(1, try number(months, 36) / spacing),
                monthsBetweenRounds: spacing
            )
            network = try SimulatedNetwork(size, seed: UInt64(try number(seed, 1)))
        } catch let error as SimulatedNetwork.SizeError {
            throw invocation.refusal("\(error)")
        }
        let target = invocation.value(folder) ?? ""
        let existing = (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? []
        guard existing.isEmpty else {
            throw CommandFailure(.cannotCreate, "lacuna: '\(target)' is not empty. Name a new folder with -o.")
        }
        var files = OutputFiles()
        files.add(StoreLayout.framework, FrameworkWriter.bytes(of: network.framework))
        files.add(StoreLayout.areas, AreasWriter.bytes(of: network.areas, isSimulated: true))
        files.add(StoreLayout.rounds, RoundsWriter.bytes(of: network.rounds, isSimulated: true))
        try files.writeNew(below: target)
        var documents = 0
        try network.makeReturns(digest: { digest(of: ReturnWriter.bytes(of: $0)) }) { _, returns in
            var files = OutputFiles()
            for document in returns { files.add(StoreLayout.path(of: document), ReturnWriter.bytes(of: document)) }
            try files.writeNew(below: target)
            documents += returns.count
        }
        console.print(
            "Made \(target): \(network.rounds.count) rounds, \(network.framework.serviceTypes.count) service types, \(documents) returns, all simulated."
        )
        return .done
    }
)
