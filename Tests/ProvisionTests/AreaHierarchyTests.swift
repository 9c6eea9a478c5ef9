import Provision
import TestSupport
import Testing

@Suite("The hierarchy of areas")
struct AreaHierarchyTests {
    private func hierarchy(_ areas: [Area]) throws -> AreaHierarchy {
        try AreaHierarchy(
            kinds: ["region", "ics", "ccg"].map { Area.Kind(id: try SmallWorld.id($0), name: $0, plural: $0 + "s") },
            areas: areas
        )
    }

    private func area(
        _ id: String,
        _ kind: String,
        parent: String? = nil,
        from: String? = nil,
        until: String? = nil,
        successors: [String] = []
    ) throws -> Area {
        Area(
            id: try SmallWorld.id(id),
            kind: try SmallWorld.id(kind),
            name: id,
            parent: try parent.map { try SmallWorld.id($0) },
            from: try from.map(date),
            until: try until.map(date),
            successors: try successors.map { try SmallWorld.id($0) }
        )
    }

    private func faults(_ areas: [Area]) throws -> [String] {
        do {
            _ = try hierarchy(areas)
            return []
        } catch let error as ModelFaults {
            return error.faults.map { "\($0.place.index): \($0.message)" + ($0.hint.map { " (\($0))" } ?? "") }
        }
    }

    @Test func treeAndSuccession() throws {
        let tree = try hierarchy([
            area("r", "region"), area("i", "ics", parent: "r"),
            area("old-a", "ccg", parent: "i", until: "2022-06-30", successors: ["new"]),
            area("old-b", "ccg", parent: "i", until: "2022-06-30", successors: ["new"]),
            area("new", "ccg", parent: "i", from: "2022-07-01"),
        ])
        #expect(tree.roots == [0])
        #expect(try tree.kind(SmallWorld.id("ics"))?.plural == "icss" && tree.kind(SmallWorld.id("ward")) == nil)
        let (before, after) = (try date("2022-06-30"), try date("2022-07-01"))
        #expect(tree.children(of: 1, on: before) == [2, 3])
        #expect(tree.children(of: 1, on: after) == [4])
        #expect(tree.isWithin(4, 0, on: after) && tree.isWithin(4, 4, on: after) && !tree.isWithin(0, 4, on: after))
        #expect(tree.predecessors(of: 4).map(\.name) == ["old-a", "old-b"])
        #expect(tree.areas[2].isValid(on: try date("2022-06-30")))
        #expect(!tree.areas[2].isValid(on: try date("2022-07-01")))
        #expect(!tree.areas[4].isValid(on: try date("2022-06-30")))
    }

    @Test("Whatever would make the tree unsound is refused and placed")
    func refused() throws {
        #expect(
            try faults([area("r", "region"), area("r", "region")]) == [
                "1: two areas have the id 'r' (give each its own id)"
            ]
        )
        #expect(try faults([area("r", "regio")]) == ["0: unknown kind of area 'regio' (did you mean 'region'?)"])
        #expect(
            try faults([area("ics-1", "ics"), area("c", "ccg", parent: "ics-2")]) == [
                "1: unknown parent 'ics-2' (did you mean 'ics-1'?)"
            ]
        )
        #expect(try faults([area("a", "ics", parent: "b"), area("b", "ics", parent: "a")]).count == 2)
        #expect(try faults([area("a", "ics", parent: "a")]).count == 1)
        #expect(
            try faults([area("a", "ics", from: "2022-02-01", until: "2022-01-01")]) == [
                "0: 'a' ends (2022-01-01) before it begins (2022-02-01)"
            ]
        )
        #expect(
            try faults([area("a", "ics", successors: ["b"]), area("b", "ics")]) == [
                "0: 'a' names a successor but no last day (give it until=\"YYYY-MM-DD\")"
            ]
        )
        #expect(
            try faults([area("a", "ics", until: "2022-01-01", successors: ["a"])]) == ["0: 'a' cannot succeed itself"]
        )
        #expect(
            try faults([
                area("a", "ics", until: "2022-01-01", successors: ["b"]),
                area("b", "ics", until: "2022-01-01", successors: ["a"]),
            ]).count == 2
        )
    }
}
