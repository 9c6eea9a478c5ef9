import Provision
import TestSupport
import Testing

/// Two ICSs and a Place that moves between them in April 2026 and back in April 2027; a CCG area that it was until June 2022.
@Suite("Areas that move")
struct DatedParentsTests {
    static func area(
        _ id: String,
        _ kind: String,
        _ parents: [Area.Parent] = [],
        from: String? = nil,
        until: String? = nil,
        children: Int? = nil,
        deprived: Double? = nil,
        successors: [String] = [],
        shares: [Double] = []
    ) throws -> Area {
        let next: [Area.ID] = try successors.map { try SmallWorld.id($0) }
        return Area(
            id: try SmallWorld.id(id),
            kind: try SmallWorld.id(kind),
            name: id,
            parents: parents,
            from: try from.map(date),
            until: try until.map(date),
            populations: try children.map {
                [
                    Area.Population(
                        date: try date("2020-06-30"),
                        ages: try SmallWorld.require(AgeRange(from: 0, to: 60)),
                        children: $0
                    )
                ]
            } ?? [],
            deprivation: deprived.map { [Area.Deprivation(measure: "core20", share: $0)] } ?? [],
            successors: next,
            successorShares: Dictionary(uniqueKeysWithValues: zip(next, shares))
        )
    }

    static func parent(_ id: String, from: String? = nil, until: String? = nil) throws -> Area.Parent {
        Area.Parent(try SmallWorld.id(id), from: try from.map(date), until: try until.map(date))
    }

    static func hierarchy(_ areas: [Area]) throws -> AreaHierarchy {
        try AreaHierarchy(
            kinds: ["region", "ics", "place", "ccg"].map {
                Area.Kind(id: try SmallWorld.id($0), name: $0, plural: $0 + "s")
            },
            areas: areas
        )
    }

    private static func moving() throws -> AreaHierarchy {
        try hierarchy([
            area("r", "region"), area("a", "ics", [parent("r")]), area("b", "ics", [parent("r")]),
            area("old", "ccg", [parent("a")], until: "2022-06-30", successors: ["moves"]),
            area(
                "moves",
                "place",
                [
                    parent("b", from: "2026-04-01", until: "2027-03-31"), parent("a", until: "2026-03-31"),
                    parent("a", from: "2027-04-01"),
                ],
                from: "2022-07-01"
            ), area("stays", "place", [parent("a")], from: "2022-07-01"),
        ])
    }

    @Test(
        "On each day an area has the parent of that day, from the first to the last, and its territory of earlier days goes with it",
        arguments: [
            ("2022-05-01", "a"), ("2022-07-01", "a"), ("2026-03-31", "a"), ("2026-04-01", "b"), ("2027-03-31", "b"),
            ("2027-04-01", "a"), ("2040-01-01", "a"),
        ]
    )
    func parents(day: String, expected: String) throws {
        let tree = try Self.moving()
        let date = try date(day)
        for id in ["moves", "old"] {
            let index = try #require(tree.index(of: SmallWorld.id(id)))
            #expect(tree.parent(of: index, on: date).map { tree.areas[$0].name } == expected, "\(id)")
            for ics in [1, 2] {
                #expect(tree.isWithin(index, ics, on: date) == (tree.areas[ics].name == expected))
            }
            #expect(tree.isWithin(index, 0, on: date))
        }
        let below = tree.children(of: expected == "a" ? 1 : 2, on: date).map { tree.areas[$0].name }
        let old = day < "2022-07-01"
        #expect(below == (expected == "b" ? ["moves"] : old ? ["old"] : ["moves", "stays"]))
    }

    @Test("Without a parent on a day an area stands by itself")
    func between() throws {
        let tree = try Self.hierarchy([
            Self.area("a", "ics"), Self.area("b", "ics"),
            Self.area("x", "ccg", [Self.parent("a", until: "2023-12-31"), Self.parent("b", from: "2025-01-01")]),
        ])
        #expect(tree.parent(of: 2, on: try date("2023-12-31")) == 0)
        #expect(tree.parent(of: 2, on: try date("2024-06-01")) == nil)
        #expect(tree.parent(of: 2, on: try date("2025-01-01")) == 1)
        #expect(!tree.isWithin(2, 0, on: try date("2024-06-01")))
    }

    @Test(
        "A parent that ended gives its areas to the one that succeeded it, and keeps its past; of several none is chosen"
    )
    func succeededParent() throws {
        func tree(_ successors: [String]) throws -> AreaHierarchy {
            try Self.hierarchy([
                Self.area("a", "ics", until: "2026-03-31", successors: successors),
                Self.area("new", "ics", from: "2026-04-01"), Self.area("other", "ics", from: "2026-04-01"),
                Self.area("x", "place", [Self.parent("a")]),
            ])
        }
        let one = try tree(["new"])
        #expect(one.parent(of: 3, on: try date("2026-03-31")) == 0)
        #expect(one.parent(of: 3, on: try date("2026-04-01")) == 1)
        #expect(one.children(of: 1, on: try date("2026-04-01")) == [3])
        // Before the new one began, its predecessor is looked through.
        #expect(one.isWithin(3, 1, on: try date("2025-05-01")))
        #expect(!one.isWithin(3, 0, on: try date("2026-04-01")))
        #expect(try tree(["new", "other"]).parent(of: 3, on: try date("2026-04-01")) == 0)
    }

    @Test("A successor of no wider kind never becomes the parent: the walk upwards ends on every day")
    func noCycle() throws {
        let tree = try Self.hierarchy([
            Self.area("a", "ics", until: "2026-03-31", successors: ["x"]),
            Self.area("x", "place", [Self.parent("a")], from: "2026-04-01"),
        ])
        #expect(tree.parent(of: 1, on: try date("2026-05-01")) == 0)
        #expect(tree.isWithin(1, 0, on: try date("2026-05-01")))
        #expect(!tree.isWithin(0, 1, on: try date("2026-05-01")))
    }

    private func faults(_ areas: [Area]) throws -> [String] {
        do {
            _ = try Self.hierarchy(areas)
            return []
        } catch let error as ModelFaults {
            return error.faults.map { "\($0.place.index): \($0.message)" }
        }
    }

    @Test("Two parents on one day, an unknown one, one of the same kind, and dates that cannot be, are each refused")
    func refused() throws {
        let (a, b) = (try Self.area("a", "ics", until: "2026-03-31"), try Self.area("b", "ics", from: "2024-01-01"))
        func faults(_ parents: [Area.Parent]) throws -> [String] {
            try self.faults([a, b, Self.area("x", "place", parents, from: "2022-07-01")])
        }
        let overlap = "2: 'x' has two parents at once, 'a' and 'b'"
        #expect(try faults([Self.parent("a"), Self.parent("b", from: "2025-01-01")]) == [overlap])
        #expect(
            try faults([Self.parent("a", until: "2025-01-01"), Self.parent("b", from: "2025-01-01")]) == [overlap]
        )
        #expect(try faults([Self.parent("a", until: "2024-12-31"), Self.parent("b", from: "2025-01-01")]).isEmpty)
        #expect(try faults([Self.parent("a"), Self.parent("b")]) == [overlap])
        #expect(try faults([Self.parent("c")]) == ["2: unknown parent 'c'"])
        #expect(try faults([Self.parent("x", from: "2025-01-01")]).count == 1)
        #expect(
            try faults([Self.parent("b", from: "2025-01-01", until: "2024-12-31")])
                == ["2: 'x' leaves 'b' (2024-12-31) before it joins it (2025-01-01)"]
        )
        #expect(
            try faults([Self.parent("b", from: "2023-12-31")])
                == ["2: 'x' joins 'b' (2023-12-31) before 'b' begins (2024-01-01)"]
        )
        #expect(
            try faults([Self.parent("a", until: "2026-04-01")])
                == ["2: 'x' leaves 'a' (2026-04-01) after 'a' ended (2026-03-31)"]
        )
        #expect(
            try faults([Self.parent("a", from: "2022-06-30")])
                == ["2: 'x' joins 'a' (2022-06-30) before 'x' begins (2022-07-01)"]
        )
        #expect(
            try faults([Self.parent("a", from: "2026-04-01")])
                == ["2: 'x' joins 'a' (2026-04-01) after 'a' ended (2026-03-31)"]
        )
    }

    // MARK: Children

    @Test(
        "Children come from predecessors: all of one that has one successor, the stated share of one that was split, never a guess"
    )
    func inherited() throws {
        func figures(_ shares: [Double]) throws -> [String] {
            let tree = try Self.hierarchy([
                Self.area("a", "ccg", until: "2022-06-30", children: 100, deprived: 0.5, successors: ["x"]),
                Self.area("b", "ccg", until: "2022-06-30", children: 300, deprived: 0.1, successors: ["x"]),
                Self.area(
                    "c",
                    "ccg",
                    until: "2022-06-30",
                    children: 200,
                    deprived: 0.4,
                    successors: ["x", "y"],
                    shares: shares
                ), Self.area("x", "place", from: "2022-07-01"), Self.area("y", "place", from: "2022-07-01"),
            ])
            return ["x", "y"].map { id in
                let area = tree.areas.first { $0.name == id }
                return
                    "\(area?.childrenUnderFive.map(String.init) ?? "-") \(area?.deprivedShare.map(String.init(describing:)) ?? "-")"
            }
        }
        #expect(try figures([]) == ["- -", "- -"])
        // A quarter of 200 and all of 400; where the deprived small areas of the split one went nobody knows.
        #expect(try figures([0.25, 0.75]) == ["450 -", "150 -"])
    }

    @Test(
        "A chain of successions, an own figure before an inherited one, and one unknown part that leaves the whole unknown"
    )
    func chains() throws {
        let tree = try Self.hierarchy([
            Self.area("last", "place", from: "2024-01-01"),
            Self.area("a", "ccg", until: "2020-12-31", children: 100, deprived: 0.5, successors: ["b"]),
            Self.area("b", "ccg", from: "2021-01-01", until: "2023-12-31", successors: ["last"]),
            Self.area("c", "ccg", until: "2023-12-31", children: 300, deprived: 0.1, successors: ["last"]),
            Self.area("own", "place", children: 7), Self.area("u", "ccg", until: "2022-06-30", successors: ["v"]),
            Self.area("w", "ccg", until: "2022-06-30", children: 5, successors: ["v"]),
            Self.area("v", "place", from: "2022-07-01"),
        ])
        let last = tree.areas[0]
        // (100 x 0.5 + 300 x 0.1) / 400 = 0.2
        #expect(last.childrenUnderFive == 400 && abs((last.deprivedShare ?? 0) - 0.2) < 1e-12)
        #expect(last.people.childrenFrom == .predecessors && last.statedChildrenUnderFive == nil)
        #expect(tree.areas[4].people.childrenFrom == .own)
        #expect(tree.areas[7].childrenUnderFive == nil)
    }

    @Test(
        "An ICS has its own children, less those who left and with those who joined; without any it has those of its parts"
    )
    func wholes() throws {
        let tree = try Self.hierarchy([
            Self.area("a", "ics", children: 1_000, deprived: 0.4), Self.area("b", "ics"),
            Self.area(
                "x",
                "place",
                [Self.parent("a", until: "2026-03-31"), Self.parent("b", from: "2026-04-01")],
                children: 200,
                deprived: 0.1
            ), Self.area("y", "place", [Self.parent("b")], children: 300, deprived: 0.5),
            Self.area("z", "place", [Self.parent("a")]),
        ])
        func people(_ index: Int, _ day: String) throws -> Area.People {
            tree.area(at: index, on: try date(day)).people
        }
        #expect(try people(0, "2026-03-31").children == 1_000)
        let left = try people(0, "2026-04-01")
        // (1,000 x 0.4 - 200 x 0.1) / 800 = 0.475
        #expect(left.children == 800 && abs((left.deprivedShare ?? 0) - 0.475) < 1e-12)
        #expect(left.childrenFrom == .adjusted)
        #expect(try people(1, "2026-03-31").children == 300)
        let parts = try people(1, "2026-04-01")
        // (300 x 0.5 + 200 x 0.1) / 500 = 0.34
        #expect(parts.children == 500 && abs((parts.deprivedShare ?? 0) - 0.34) < 1e-12)
        #expect(parts.childrenFrom == .parts)
    }

    @Test("Shares of successors add up to one; a successor is named once")
    func shares() throws {
        func faults(_ successors: [String], _ shares: [Double]) throws -> [String] {
            try self.faults([
                Self.area("c", "ccg", until: "2022-06-30", successors: successors, shares: shares),
                Self.area("x", "place"), Self.area("y", "place"),
            ])
        }
        #expect(try faults(["x", "y"], [0.528, 0.472]).isEmpty)
        #expect(
            try faults(["x", "y"], [0.6, 0.6]) == ["0: the shares of the successors of 'c' add up to 1.2, not to 1"]
        )
        #expect(try faults(["x", "y"], [0.3, 0.3]).count == 1)
        #expect(try faults(["x", "x"], []) == ["0: 'c' names a successor twice"])
    }
}
