import Exhibits
import GapDetection
import Provision
import TestSupport
import Testing

@Suite("A table's key, and the register as XML")
struct TableKeyTests {
    @Test("The key has all levels, other states where cells are in them, and counts every cell")
    func key() throws {
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 4),
            areas: try SmallWorld.areas(1),
            rounds: try SmallWorld.rounds(1, asking: 1),
            returns: [try SmallWorld.answer(area: 1, round: 1, "GG-.")]
        )
        let table = ProvisionTable(
            model: model,
            snapshot: model.snapshot(asOf: try date("2021-06-01")),
            heading: "Network",
            leftOut: []
        )
        #expect(table.key.map { "\($0.sign) \($0.count)" } == ["G 2", "A 0", "R 0", "B 0", "n/e 1", "– 1"])
        #expect(table.key.map(\.name).suffix(2) == ["Not expected here", "Not rated"])
        #expect(table.key.reduce(0) { $0 + $1.count } == 4)
    }

    @Test("The register's XML has a namespace of its own: no schema of the store covers it")
    func namespace() throws {
        let model = ProvisionModel(
            framework: try SmallWorld.framework(services: 1),
            areas: try SmallWorld.areas(1),
            rounds: [],
            returns: []
        )
        let xml = String(
            decoding: GapRegister(gaps: [], model: model, asOf: try date("2022-05-01")).xml(),
            as: UTF8.self
        )
        #expect(xml.contains(#"<gap-register xmlns="urn:lacuna:gap-register:1">"#))
    }
}
