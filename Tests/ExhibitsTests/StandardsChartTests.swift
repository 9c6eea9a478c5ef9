import GapDetection
import Provision
import TestSupport
import Testing

@testable import Exhibits

@Suite("Pictures of standards and of needs")
struct StandardsChartTests {
    private let model: ProvisionModel
    private let scope: ExhibitScope

    init() throws {
        model = try RealData.model()
        scope = ExhibitScope(model, asOf: try date("2022-05-01"))
    }

    @Test("Of the real data: nobody has assessed itself, so that what the data say stands alone")
    func judgedAlone() throws {
        let data = AuditByArea(scope, StandardsAudit(model, at: scope.snapshot()))
        #expect(data.caption.finding?.hasPrefix("No area has assessed itself; by the data ") == true)
        let standards = model.framework.standards
        let judged = standards.count { $0.judge != nil }
        #expect(!data.holdsStatements && data.groups.flatMap(\.rows).count == judged)
        #expect(data.areas.map(\.head) == ["Cheshire and Merseyside", "Lancashire and South Cumbria"])
        #expect(data.groups.flatMap(\.rows).allSatisfy { $0.cells.count == 17 && !$0.cells.contains { $0 == nil } })
        #expect(
            data.caption.notes.contains {
                $0.hasPrefix("Not drawn, as nobody has assessed them")
                    && $0.contains(" and \(standards.count - judged - 6) more")
            }
        )
        #expect(try Picture(AuditChart.svg(data)).collisions == [])
    }

    @Test("The table says of each cell what is drawn; who is not asked has no cell")
    func table() throws {
        let data = try Samples.audit(isStated: true)
        let table = AuditChart.table(data)
        #expect(table.columns.count == 9 && table.rows.count == 4)
        #expect(table.rows[0][1] == "not asked" && table.rows[3].dropFirst(2).allSatisfy { $0 == "not asked" })
        #expect(table.rows[3][1].hasSuffix(" / -"))
        #expect(table.rows[0].dropFirst(2).allSatisfy { $0.contains(" / ") })
        let needs = NeedsChart.table(try Samples.needs())
        #expect(needs.rows[0][4].hasPrefix("?") && needs.rows[0][7].hasPrefix("?"))
        #expect(needs.rows[4][4].hasPrefix("?") && !needs.rows[4][7].hasPrefix("?"))
    }

    @Test("Both fit at any size, without a collision", arguments: [3, 9, 40, 120])
    func sizes(areas: Int) throws {
        #expect(try Picture(AuditChart.svg(Samples.audit(isStated: true, areas: areas + 4))).collisions == [])
        #expect(try Picture(NeedsChart.svg(Samples.needs(areas: areas + 6))).collisions == [])
    }

    @Test("Needs of the real data: five groups and two rows beside them, the finding in the title")
    func needs() throws {
        let data = NeedsByArea(scope)
        #expect(data.rows.map(\.name).suffix(2) == ["Cross-cutting", "Listed for no group"] && data.rows.count == 7)
        #expect(data.caption.finding == "Nothing on record reaches families who are thriving in any of 17 areas")
        #expect(try Picture(NeedsChart.svg(data)).collisions == [])
    }
}
