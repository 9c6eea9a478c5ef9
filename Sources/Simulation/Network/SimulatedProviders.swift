import Provision

/// Who runs and who pays for simulated services: made-up bodies, each with "Simulated" in its name.
///
/// A council works in its own area, a trust in all areas of its ICS, a charity anywhere in the network.
struct SimulatedProviders {
    let random: RandomNumbers
    let areas: SimulatedAreas

    func provider(area: Int, service: Int) -> Service.Provider? {
        let root = areas.rated[area].heirTo ?? area
        return random.pick(.sector, Service.Sector.allCases, root, service).flatMap { sector in
            let name: String? =
                switch sector {
                case .nhs: areas.systems[areas.rated[area].ics] + " Simulated NHS Trust"
                case .localAuthority: areas.rated[area].name + " Simulated Council"
                case .thirdSector: random.pick(.provider, Self.charities, root, service)
                }
            return name.map { Service.Provider(name: $0, sector: sector) }
        }
    }

    /// The funder; nil where the area did not state it.
    func funder(root: Int, service: Int) -> String? {
        random.pick(.funder, Self.funders, root, service, 1) ?? nil
    }

    static let charities = [
        "Bizzelkin Simulated Charity", "Fivvelnest Simulated Charity", "Jovvenkin Simulated Charity",
        "Mozzelnest Simulated Charity", "Yaffenkin Simulated Charity",
    ]

    static let funders: [String?] = ["Simulated Quorrel Fund", "Simulated Zabbel Foundation", "Simulated grant", nil]
}
