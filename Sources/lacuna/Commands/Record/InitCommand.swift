import Provision
import ScopingStore

let initCommand = Command(
    name: "init",
    summary: "Make an empty store: a framework, areas and rounds to fill in.",
    arguments: [ArgumentSpec(name: "DIR", help: "The folder to make; it must not exist, or be empty.")],
    discussion: [
        "The framework has a scale of four levels (full, some, none, in development), causes, and the need model of the service "
            + "model of 2023; its one service type, and the areas, are there to be replaced by yours. No round is open.",
        "Edit framework.xml and areas.xml with any text editor, then 'lacuna seal --again' and 'lacuna verify'; the schemas are "
            + "printed by 'lacuna schema'. 'lacuna round open' comes next. The file .gitattributes keeps git from changing line ends.",
    ],
    examples: [("lacuna init Scoping", "an empty store in the folder where commands look for one")],
    run: { invocation, console in
        let place = try NewStorePlace(
            invocation.positional("DIR") ?? "",
            by: "init",
            naming: "a new folder"
        ) { expected in invocation.refusal(ofPositional: "DIR", expected: expected) }
        do {
            try NewStore.files().writeNew(below: place.workshop, isDurable: true)
            try place.open()
        } catch {
            place.abandon()
            throw error
        }
        console.print("Made \(place.target). Fill in framework.xml and areas.xml, then 'lacuna seal --again'.")
        return .done
    }
)

/// The documents of a store in which nothing has been recorded.
enum NewStore {
    /// Documents are the same bytes on every machine: their seals are over bytes.
    static let attributes = "*.xml -text\n"

    static func files() throws -> OutputFiles {
        var files = OutputFiles()
        files.add(NewStorePlace.attributesFile, Array(attributes.utf8))
        files.add(StoreLayout.framework, FrameworkWriter.bytes(of: try framework()))
        files.add(StoreLayout.areas, AreasWriter.bytes(of: try areas(), isSimulated: false))
        files.add(StoreLayout.rounds, RoundsWriter.bytes(of: [], isSimulated: false))
        return files
    }

    private static func framework() throws -> Framework {
        let model = try id("service-model-2023", of: Source.self)
        return try Framework(
            title: "Support for families from conception to age five",
            network: "Our network",
            sources: [
                Source(
                    id: model,
                    title: "Best Practice Service Model for Parent Infant and Early Years Relationship Services",
                    publisher: "North West Coast Clinical Networks",
                    published: "July 2023"
                )
            ],
            scale: RatingScale(levels: .usual),
            causes: [
                Cause(id: try id("staff"), name: "Staff"), Cause(id: try id("training"), name: "Training"),
                Cause(id: try id("supplies"), name: "Supplies"), Cause(id: try id("estates"), name: "Estates"),
                Cause(id: try id("finances"), name: "Finances"),
                Cause(id: try id("commissioning"), name: "Commissioning"),
            ],
            serviceTypes: [ServiceType(id: try id("service-1"), name: "The first service type")],
            need: NeedModel(
                base: NeedModel.usualShares.base,
                deprived: NeedModel.usualShares.deprived,
                target: 0.35,
                source: model,
                section: "4.10",
                published: []
            ),
            severity: .usual
        )
    }

    /// A region with one ICS of one Place.
    private static func areas() throws -> AreaHierarchy {
        let kinds = [
            Area.Kind(id: try id("region"), name: "Region", plural: "Regions"),
            Area.Kind(id: try id("ics"), name: "ICS", plural: "ICSs"),
            Area.Kind(id: try id("place"), name: "Place", plural: "Places"),
        ]
        let network = Area(id: try id("region-1"), kind: kinds[0].id, name: "Our network")
        let ics = Area(id: try id("ics-1"), kind: kinds[1].id, name: "The first ICS", parent: network.id)
        let place = Area(id: try id("place-1"), kind: kinds[2].id, name: "The first Place", parent: ics.id)
        return try AreaHierarchy(kinds: kinds, areas: [network, ics, place])
    }

    /// An id of the skeleton's own; they are slugs, every one.
    private static func id<Subject>(_ text: String, of: Subject.Type = Subject.self) throws -> Identifier<Subject> {
        guard let id = Identifier<Subject>(text) else { throw CommandFailure(.badData, "lacuna: '\(text)' is no id") }
        return id
    }
}
