import GapDetection
import Provision
import TestSupport
import Testing

@Suite("The passes over whole histories")
struct LevelPassTests {
    /// Worse to better: none, in development, some, full.
    private func grades() throws -> LevelPass.Grades { LevelPass.Grades(try SmallWorld.framework(services: 1).scale) }

    /// A made-up sequence, the same at every run.
    private func made(_ count: Int, seed: UInt64) -> [UInt64] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }

    @Test("Marks and counts are those of a plain reading cell by cell", arguments: 1...8)
    func plain(_ seed: Int) throws {
        let (cells, rounds, limit) = (397, 9, 3)
        let numbers = made(cells * rounds * 2, seed: UInt64(seed))
        var pass = LevelPass(cells: cells, try grades())
        var courses = [[UInt8]](repeating: [], count: cells)
        for round in 0..<rounds {
            let start = round * cells * 2
            let current = (0..<cells).map { UInt8(numbers[start + $0] % 5) }
            let old = (0..<cells).map { UInt8(numbers[start + cells + $0] % 2) }
            let counts = pass.advance(current.span, old: old.span, stalledFrom: limit)
            var expected = LevelPass.Counts()
            for cell in 0..<cells {
                courses[cell].append(current[cell])
                let course = courses[cell]
                let now = current[cell]
                let onEnd = course.reversed().prefix { $0 == 2 }.count
                var mark: UInt8 = 0
                if now == 1 { mark |= LevelPass.Mark.none; expected.none += 1 }
                if now == 3 { mark |= LevelPass.Mark.partial; expected.partial += 1 }
                if now == 2 { mark |= LevelPass.Mark.inDevelopment; expected.inDevelopment += 1 }
                if onEnd >= limit { mark |= LevelPass.Mark.stalled; expected.stalled += 1 }
                if now > 0, now < course.max() ?? 0 { mark |= LevelPass.Mark.regressed; expected.regressed += 1 }
                if now > 0, old[cell] == 1 { mark |= LevelPass.Mark.stale; expected.stale += 1 }
                #expect(pass.marks[cell] == mark)
            }
            #expect(counts == expected)
        }
    }

    @Test("In development for 300 rounds on end is as long as 255, and no longer wraps round to none")
    func saturates() throws {
        var pass = LevelPass(cells: 1, try grades())
        for _ in 1...300 { pass.advance([2].span, old: [0].span, stalledFrom: 255) }
        #expect(pass.marks == [LevelPass.Mark.inDevelopment | LevelPass.Mark.stalled])
        pass.advance([0].span, old: [1].span, stalledFrom: 255)
        #expect(pass.marks == [0])
    }

    @Test("Of a group, what is among its levels")
    func systems() throws {
        var pass = SystemPass(columns: 4, try grades())
        pass.look(at: [1, 1, 4, 0, 4, 1, 3, 0, 2, 2, 2, 2].span, rows: 0..<2)
        typealias Flag = SystemPass.Flag
        #expect(
            pass.flags == [Flag.none | Flag.full | Flag.provided, Flag.none, Flag.full | Flag.provided, Flag.unknown]
        )
        pass.look(at: [1, 1, 4, 0, 4, 1, 3, 0, 2, 2, 2, 2].span, rows: [2])
        #expect(pass.flags == [Flag.provided, Flag.provided, Flag.provided, Flag.provided])
    }
}

@Suite("Findings and their words")
struct FindingTests {
    /// The real data for 0, a simulated network of that seed for another number.
    private func model(_ seed: UInt64) throws -> ProvisionModel {
        seed > 0 ? try simulatedModel(seed: seed) : try realModel()
    }

    @Test(
        "Each finding makes a gap of its own kind, area, service type, severity and day",
        arguments: [0, 2, 7] as [UInt64]
    )
    func agree(_ seed: UInt64) throws {
        let model = try model(seed)
        for round in model.rounds {
            let audit = GapAudit(model, at: model.snapshot(asOf: round.referenceDate))
            var ids: Set<Gap.ID> = []
            for finding in audit.findings {
                let gap = audit.gap(finding)
                let service = finding.service < 0 ? nil : model.framework.serviceTypes[Int(finding.service)].id
                #expect(gap.kind == finding.kind && gap.area == model.areas.areas[Int(finding.area)].id)
                #expect(gap.service == service && gap.severity == finding.severity && gap.since == finding.since)
                #expect(gap.id == audit.id(of: finding) && gap.weight == finding.weight)
                #expect(!gap.why.isEmpty && !gap.closing.isEmpty && ids.insert(gap.id).inserted, "\(gap.id)")
            }
        }
    }

    @Test("A history counted in one pass is that of register after register", arguments: [0, 2, 7] as [UInt64])
    func course(_ seed: UInt64) throws {
        let model = try model(seed)
        let date = try #require(model.latestReferenceDate)
        let history = ProvisionHistory(model, upTo: date, basis: .date(date))
        let steps = GapCourse(model, over: history).steps
        #expect(steps.count == model.rounds.count)
        var seen: Set<Gap.ID> = []
        var before: [Gap] = []
        for (round, step) in zip(history.snapshots, steps) {
            // An audit that makes a history of its own, and names in place of numbers.
            let audit = GapAudit(model, at: round)
            let gaps = audit.gaps.filter { !$0.kind.isOfTheRecord }
            func names(_ gap: Gap) -> [Gap.ID] {
                let heirs = model.areas.index(of: gap.area).map { model.areas.heirs(of: $0) } ?? []
                return [gap.id] + heirs.map { Gap.ID(gap.kind, model.areas.areas[$0].id, gap.id.subject) }
            }
            let known = Set(before.flatMap(names))
            let fresh = gaps.filter { !known.contains($0.id) }
            if round.asOf == history.snapshots.first?.asOf {
                #expect(step.firstSeen == gaps.count && step.opened == 0)
            } else {
                #expect(step.persisting == gaps.count - fresh.count, "\(round.asOf)")
                #expect(step.reopened == fresh.count { seen.contains($0.id) }, "\(round.asOf)")
                #expect(step.opened == fresh.count { !seen.contains($0.id) }, "\(round.asOf)")
                let now = Set(gaps.map(\.id))
                #expect(step.closed == before.count { names($0).allSatisfy { !now.contains($0) } })
            }
            #expect(step.inTheRecord == audit.tally.record)
            seen.formUnion(known)
            before = gaps
        }
    }

    @Test("A finding takes forty bytes: a register of a hundred thousand fits in four megabytes")
    func size() { #expect(MemoryLayout<Finding>.stride == 40) }
}
