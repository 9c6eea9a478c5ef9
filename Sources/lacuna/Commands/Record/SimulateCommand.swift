import Provision
import ScopingStore
import Simulation

private let areas = OptionSpec(name: "areas", value: "N", help: "Areas rated in the first round; 20 unless told.")
private let services = OptionSpec(name: "services", value: "N", help: "Service types; 12 unless told.")
private let months = OptionSpec(name: "months", value: "N", help: "How long a history; 36 unless told.")
private let every = OptionSpec(name: "every", value: "N", help: "Months from round to round; 6 unless told.")
private let seed = OptionSpec(name: "seed", value: "N", help: "Another seed gives another network; 1 unless told.")
private let withAudit = OptionSpec(
    name: "with-audit",
    help: "Also standards of a service model, and what areas, families and services say of them."
)
private let withActions = OptionSpec(
    name: "with-actions",
    help: "Also what is done about gaps: actions that are opened, slip and are done."
)
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
    options: [areas, services, months, every, seed, withAudit, withActions, folder],
    discussion: [
        "Everything in it is marked as simulated, and so is every exhibit made from it; the places and bodies named in it do "
            + "not exist. Services are planned, open, gain and lose funding; areas answer late, in part or not at all, and correct "
            + "themselves; one area in ten merges or splits. The same numbers give the same store to the byte.",
        "The folder appears when the store is complete. A size that no store can hold is refused, with one that would fit.",
    ],
    examples: [
        (
            "lacuna simulate --areas 150 --services 50 --months 144 --seed 7 -o /tmp/trial",
            "150 areas, 50 service types, 24 rounds."
        )
    ],
    run: { invocation, console in
        let network = try simulatedNetwork(invocation)
        let place = try NewStorePlace(invocation.value(folder) ?? "", by: "simulate", naming: "a new folder with -o") {
            expected in
            invocation.refusal(ofOption: folder.name, expected: expected)
        }
        var documents = 0
        var actions = invocation.flag(withActions) ? network.actions : nil
        var actionDocuments = 0
        var index = 0
        do {
            var files = OutputFiles()
            files.add(StoreLayout.framework, FrameworkWriter.bytes(of: network.framework))
            files.add(StoreLayout.areas, AreasWriter.bytes(of: network.areas, isSimulated: true))
            files.add(StoreLayout.rounds, RoundsWriter.bytes(of: network.rounds, isSimulated: true))
            if let voice = network.voice { files.add(StoreLayout.voice, VoiceWriter.bytes(of: voice)) }
            try files.writeNew(below: place.workshop)
            try network.makeReturns(digest: { digest(of: ReturnWriter.bytes(of: $0)) }) { round, returns in
                var files = OutputFiles()
                for document in returns { files.add(StoreLayout.path(of: document), ReturnWriter.bytes(of: document)) }
                let updates = try actions?.recorded(in: round, index, returns: returns) {
                    digest(of: ActionWriter.bytes(of: $0))
                }
                for action in updates ?? [] { files.add(StoreLayout.path(of: action), ActionWriter.bytes(of: action)) }
                try files.writeNew(below: place.workshop)
                documents += returns.count
                actionDocuments += updates?.count ?? 0
                index += 1
            }
            try place.open()
        } catch {
            place.abandon()
            throw error
        }
        console.print(
            "Made \(place.target): \(network.rounds.count) rounds, \(network.framework.serviceTypes.count) service types, \(documents) returns"
                + (actions == nil ? "" : ", \(counted(actionDocuments, "revision")) of actions") + ", all simulated."
        )
        return .done
    }
)

/// The network that the options ask for, or why there cannot be one.
private func simulatedNetwork(_ invocation: Invocation) throws -> SimulatedNetwork {
    func number(_ option: OptionSpec, _ usual: Int) throws -> Int {
        guard let text = invocation.value(option) else { return usual }
        guard let number = Int(text), number > 0 else {
            throw invocation.refusal(ofOption: option.name, expected: "Expected a whole number above 0.")
        }
        return number
    }
    let spacing = try number(every, 6)
    do {
        let size = try SimulatedNetwork.Size(
            areas: try number(areas, 20),
            services: try number(services, 12),
            rounds: max(1, try number(months, 36) / spacing),
            monthsBetweenRounds: spacing,
            withAudit: invocation.flag(withAudit)
        )
        return try SimulatedNetwork(size, seed: UInt64(try number(seed, 1)), maxElements: Limits.elements)
    } catch let error as SimulatedNetwork.SizeError {
        throw invocation.refusal("\(error)")
    } catch let error as SimulatedNetwork.CapacityError {
        let fits = [
            error.fittingRounds > 0
                ? "--areas \(error.size.areas) with --months \(error.fittingRounds * spacing) (\(error.fittingRounds) rounds)"
                : nil,
            error.fittingAreas > 0 ? "--areas \(error.fittingAreas) with \(error.size.rounds) rounds" : nil,
        ].compactMap { $0 }.joined(separator: ", or ")
        throw invocation.refusal(
            "\(error.size.areas) areas asked in \(error.size.rounds) rounds need a \(StoreLayout.rounds) of "
                + "\(error.elements) elements; a document has at most \(error.maxElements)",
            hint: fits.isEmpty ? nil : "What fits: \(fits)."
        )
    }
}
