import Answers
import Provision
import ScopingStore

private let template = OptionSpec(
    name: "template",
    value: "TEMPLATE",
    help: "The framework to begin with: that of the service model of 2023, or a small one with four service types.",
    allowed: NewStore.Template.allCases.map(\.rawValue)
)
private let areas = OptionSpec(
    name: "areas",
    value: "FILE",
    help: "A CSV of your areas: columns name, and if you like code, parent, children (aged 0 to 4), kind."
)
private let name = OptionSpec(name: "name", value: "TEXT", help: "What your network is called.")

let initCommand = Command(
    name: "init",
    summary: "Make an empty store: a framework, areas and rounds to fill in.",
    arguments: [ArgumentSpec(name: "DIR", help: "The folder to make; it must not exist, or be empty.")],
    options: [template, areas, name],
    discussion: [
        "The framework has a scale of four levels (full, some, none, in development), causes, and the need model of the service "
            + "model of 2023; its one service type, and the areas, are there to be replaced by yours. No round is open. With "
            + "--template the service types are there too: the eleven of the service model with its interventions, or four to build on.",
        "The list of areas has a row for each. A parent is named by its code or name, in any order; areas at the top have none. Kinds "
            + "are region, ICS and Place by how deep an area lies, unless a column says. Ids are made from kinds and names. Every "
            + "fault of the list is told at once, by row and column, and nothing is made.",
        "Edit framework.xml and areas.xml with any text editor, then 'lacuna seal --again' and 'lacuna verify'; the schemas are "
            + "printed by 'lacuna schema'. 'lacuna round open' comes next. The file .gitattributes keeps git from changing line ends.",
    ],
    examples: [
        ("lacuna init Scoping", "an empty store in the folder where commands look for one"),
        (
            "lacuna init Scoping --template network --areas areas.csv --name \"Our network\"",
            "a store that is ready for its first round"
        ),
    ],
    run: { invocation, console in
        let place = try NewStorePlace(
            invocation.positional("DIR") ?? "",
            by: "init",
            naming: "a new folder"
        ) { expected in invocation.refusal(ofPositional: "DIR", expected: expected) }
        let list = try areaList(invocation, console)
        if let text = invocation.value(name), let (message, hint) = Return.fault(of: text, longest: TextLimits.name) {
            throw invocation.refusal(
                "--name: the name \(message)",
                hint: hint.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
            )
        }
        let store = try NewStore(
            template: invocation.value(template).flatMap(NewStore.Template.init(rawValue:)),
            name: invocation.value(name),
            areas: list?.areas
        )
        do {
            try store.files.writeNew(below: place.workshop, isDurable: true)
            try place.open()
        } catch {
            place.abandon()
            throw error
        }
        tell(store, list, place.target, &console)
        return .done
    }
)

private func areaList(_ invocation: Invocation, _ console: Console) throws(CommandFailure) -> AreaList? {
    guard let path = invocation.value(areas) else { return nil }
    let bytes: [UInt8]
    do throws(DocumentFault) {
        bytes = try readDocument(at: path)
    } catch {
        throw CommandFailure(reading: error)
    }
    let now = RecordingOptions.now(console)
    guard let day = now.dayInLondon else { throw CommandFailure(.badData, "lacuna: '\(now)' is on no day") }
    do throws(DocumentFaults) {
        return try AreaList(bytes, file: path, title: citable(path), day: day)
    } catch {
        throw CommandFailure(.badData, error.faults.map { "lacuna: \($0)" } + ["lacuna: nothing was made"])
    }
}

/// A file's name as a document can hold it.
private func citable(_ path: String) -> String {
    let name = collapsed(path.split(separator: "/").last.map(String.init) ?? path)
    return Return.fault(of: name, longest: TextLimits.name / 2) == nil ? name : "areas.csv"
}

/// What was made, and what comes next.
private func tell(_ store: NewStore, _ list: AreaList?, _ target: String, _ console: inout Console) {
    for remark in list?.remarks ?? [] { console.note("\(remark)") }
    for (row, id, name) in list?.renamed ?? [] {
        console.note("row \(row): \(name) has the id \(id), since another area has the plain one")
    }
    let types = counted(store.framework.serviceTypes.count, "service type")
    guard let list else {
        let what = store.isSkeleton ? "framework.xml and areas.xml" : "areas.xml"
        let said = store.isSkeleton ? "" : " with \(types)"
        return console.print("Made \(target)\(said). Fill in \(what), then 'lacuna seal --again'.")
    }
    let kinds = list.areas.kinds.map { kind in
        let count = list.areas.areas.count { $0.kind == kind.id }
        return counted(count, kind.name, kind.plural)
    }
    console.print("Made \(target) with \(types) and \(counted(list.areas.areas.count, "area")): \(listed(kinds)).")
    if store.isSkeleton {
        console.print("Fill in the service types in framework.xml, then 'lacuna seal --again'.")
    } else if let narrowest = list.areas.kinds.last {
        console.print(
            "Next: lacuna round open ROUND --reference-date DATE --due DATE --asks \(narrowest.id) --store \(target)"
        )
    }
}
