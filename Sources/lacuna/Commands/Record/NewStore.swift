import Provision
import ScopingStore

/// The documents of a store in which nothing has been recorded.
struct NewStore {
    /// Frameworks that are ready to use.
    enum Template: String, CaseIterable {
        /// That of the service model of 2023.
        case network
        /// Four service types to build on.
        case small
    }

    let framework: Framework
    let areas: AreaHierarchy
    /// Whether the service type is there only to be replaced.
    let isSkeleton: Bool

    /// Documents are the same bytes on every machine: their seals are over bytes.
    static let attributes = "*.xml -text\n"
    private static let usualName = "Our network"

    init(template: Template?, name: String?, areas: AreaHierarchy?) throws {
        let name = name ?? Self.usualName
        framework =
            switch template {
            case .network: try FrameworkTemplate.network(named: name)
            case .small: try Self.framework(name, Self.fourTypes())
            case nil: try Self.framework(name, [ServiceType(id: Self.id("service-1"), name: "The first service type")])
            }
        isSkeleton = template == nil
        self.areas = try areas ?? Self.exampleAreas(name)
    }

    var files: OutputFiles {
        var files = OutputFiles()
        files.add(NewStorePlace.attributesFile, Array(Self.attributes.utf8))
        files.add(StoreLayout.framework, FrameworkWriter.bytes(of: framework))
        files.add(StoreLayout.areas, AreasWriter.bytes(of: areas, isSimulated: false))
        files.add(StoreLayout.rounds, RoundsWriter.bytes(of: [], isSimulated: false))
        return files
    }

    private static func fourTypes() throws -> [ServiceType] {
        [
            ServiceType(
                id: try id("parent-infant-mh"),
                name: "Parent-infant relationship service",
                meaning: "Specialist support for the relationship between parents and their baby.",
                ages: AgeRange(from: -9, to: 24),
                reach: .specialist
            ),
            ServiceType(
                id: try id("perinatal-mh"),
                name: "Specialist perinatal mental health service",
                meaning: "Community teams for women with moderate to severe mental health difficulties around birth.",
                ages: AgeRange(from: -9, to: 24),
                reach: .specialist
            ),
            ServiceType(
                id: try id("health-visiting"),
                name: "Health visiting",
                meaning: "The universal Healthy Child Programme: antenatal, postnatal and later contacts.",
                ages: AgeRange(from: -9, to: 60),
                reach: .universal
            ),
            ServiceType(
                id: try id("family-hubs"),
                name: "Family hubs and children's centres",
                meaning: "Places that give families help with health, parenting, play and learning."
            ),
        ]
    }

    private static func framework(_ name: String, _ types: [ServiceType]) throws -> Framework {
        let model = try id("service-model-2023", of: Source.self)
        return try Framework(
            title: "Support for families from conception to age five",
            network: name,
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
            serviceTypes: types,
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
    private static func exampleAreas(_ name: String) throws -> AreaHierarchy {
        let kinds = [
            Area.Kind(id: try id("region"), name: "Region", plural: "Regions"),
            Area.Kind(id: try id("ics"), name: "ICS", plural: "ICSs"),
            Area.Kind(id: try id("place"), name: "Place", plural: "Places"),
        ]
        let network = Area(id: try id("region-1"), kind: kinds[0].id, name: name)
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
