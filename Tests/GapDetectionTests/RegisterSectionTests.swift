import GapDetection
import Provision
import TestSupport
import Testing

@Suite("Two registers: gaps in provision, gaps in the record")
struct RegisterSectionTests {
    @Test("Every kind stands in one of them")
    func kinds() {
        #expect(
            RegisterSection.record.kinds == [
                .contradiction, .unrated, .noReturn, .stale, .staleCopy, .denominator, .overclaimed, .underclaimed,
                .notAssessed, .criteriaDisagree, .unmeasured, .measuresDiffer, .equityUnrecorded, .unheard,
                .unrepresented, .noOwner, .overdue, .doneButOpen,
            ]
        )
        let all = RegisterSection.allCases.flatMap(\.kinds)
        #expect(all.count == gapRules.count && Set(all).count == all.count)
    }

    @Test("Provision comes first, each in order of severity; the record is weighed by no children and has none")
    func order() throws {
        var world = try FindingWorld(areas: 3, types: [FindingWorld.type(1), FindingWorld.type(2)])
        try world.answer(1, "A.")
        try world.answer(2, ".A", source: .collated)
        let audit = try world.audit("2023-01-01")
        let sections = audit.gaps.map(\.kind.section)
        let split = try #require(sections.firstIndex(of: .record))
        #expect(sections[..<split].allSatisfy { $0 == .provision } && sections[split...].allSatisfy { $0 == .record })
        for part in [audit.gaps[..<split], audit.gaps[split...]] {
            #expect(zip(part, part.dropFirst()).allSatisfy { $0.severity >= $1.severity })
        }
        #expect(audit.gaps[split...].allSatisfy { $0.children == nil })
        #expect(audit.gaps[..<split].contains { $0.children == 1_000 })
        // Unrated 4 of 6 cells, 2 stale, 2 without a return: all areas weigh alike.
        let unrated = audit.gaps.filter { $0.kind == .unrated }
        #expect(unrated.count == 4 && Set(unrated.map(\.severity)).count == 1)
        #expect(audit.tally == GapTally(provision: split, record: audit.gaps.count - split))
    }

    @Test("The numbers beside a heatmap count gaps in provision alone")
    func counts() throws {
        var world = try FindingWorld(areas: 2, types: [FindingWorld.type(1), FindingWorld.type(2)])
        try world.answer(1, "R.")
        let audit = try world.audit("2021-01-01", .none, .unrated, .noReturn)
        #expect(audit.countsByArea.map { "\($0) \($1)" } == ["area-1 1"])
        #expect(audit.tally == GapTally(provision: 1, record: 4))
    }

    @Test("Of the real data: what each register holds")
    func realData() throws {
        let model = try realModel()
        let gaps = GapAudit(model, at: model.snapshot(asOf: try date("2022-05-01"))).gaps
        let record = gaps.filter { $0.kind.isOfTheRecord }
        let counts = Dictionary(grouping: record, by: \.kind).mapValues(\.count)
        // Four areas silent (Table 1), two populations (Table 4); Millom, St. Helen's CYPMHS and East Lancashire contradict. Both ICSs
        // have areas where nobody was heard (Appendix B), and Asian families of Lancashire hardly were (Appendix C).
        #expect(
            counts == [.noReturn: 4, .denominator: 2, .contradiction: 4, .unheard: 2, .unrepresented: 1]
        )
        #expect(record.allSatisfy { $0.children == nil })
    }
}
