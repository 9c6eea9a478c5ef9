import Provision

/// The children behind a gap, and how many of them are expected to need specialist help.
public struct ChildrenInNeed: Hashable, Sendable {
    /// Aged 0-4; nil where not known of every area.
    public let children: Int?
    /// Expected to need specialist help, by the need model; never unknown: see `Counting`.
    public let inNeed: Double
    /// What had to be taken for what is not known, in words that follow "where": nil where all is known.
    public let assumption: String?

    /// Whole children.
    public var count: Int { Int(inNeed.rounded()) }

    /// "2,894 children in need (of 28,836 aged 0-4)".
    public var displayText: String {
        let known = [children.map { "of \(grouped($0)) aged 0-4" }, assumption].compactMap { $0 }
        return "\(counted(count, "child", "children")) in need"
            + (known.isEmpty ? "" : " (\(known.joined(separator: "; ")))")
    }

    /// "2,894 of 28,836 children aged 0-4 are expected to need specialist help; the initial target is 1,013."
    ///
    /// - Parameter target: the part of the need that is the initial target.
    public func sentence(target: Double?) -> String {
        let about = assumption == nil ? "" : "about "
        let all = children.map { "\(about)\(grouped(count)) of \(grouped($0)) children" }
        let aim = target.map { "; the initial target is \(about)\(grouped(Int((inNeed * $0).rounded())))" } ?? ""
        let known = assumption.map { " (\($0))" } ?? ""
        let text =
            "\(all ?? "\(about)\(grouped(count)) children") aged 0-4 are expected to need specialist help\(aim)\(known)."
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The one place where an area's children aged 0-4 and the share of them in deprived small areas are looked up, for need,
    /// severity and plans alike.
    static func figures(of area: Area) -> (children: Int?, deprivedShare: Double?) {
        (area.childrenUnderFive, area.deprivedShare)
    }
}

extension ChildrenInNeed {
    /// Counts the children in need of areas of one model.
    ///
    /// Where an area's children are not known, it counts with the median need of the areas of its kind under the same parent;
    /// where none of those is known, of its kind in the network; where none is known at all, with the framework's half-need.
    /// Where only its deprivation is not known, the same holds of the deprived share, and failing that none is added. The median
    /// of an even number is the mean of the two in the middle.
    struct Counting: Sendable {
        private let base: Double
        private let deprived: Double
        private let halfNeed: Double
        private let names: [Area.ID: String]
        private let parents: [Area.ID: Area.ID]
        private let plurals: [Area.Kind.ID: String]
        private let needs: Medians
        private let shares: Medians

        /// The median of what is known, by parent and kind, and by kind alone.
        private struct Medians: Sendable {
            private struct Group: Hashable {
                let parent: Area.ID?
                let kind: Area.Kind.ID
            }

            private let ofSiblings: [Group: Double]
            private let ofKind: [Area.Kind.ID: Double]

            init(_ areas: [Area], _ parents: [Area.ID: Area.ID], _ value: (Area) -> Double?) {
                var siblings: [Group: [Double]] = [:]
                var kinds: [Area.Kind.ID: [Double]] = [:]
                for area in areas {
                    guard let value = value(area) else { continue }
                    siblings[Group(parent: parents[area.id], kind: area.kind), default: []].append(value)
                    kinds[area.kind, default: []].append(value)
                }
                ofSiblings = siblings.compactMapValues(Self.median)
                ofKind = kinds.compactMapValues(Self.median)
            }

            /// The median for an area, and the parent whose areas it is of; nil where nothing is known.
            func median(for area: Area, _ parents: [Area.ID: Area.ID]) -> (value: Double, within: Area.ID?)? {
                let parent = parents[area.id]
                if let value = ofSiblings[Group(parent: parent, kind: area.kind)] { return (value, parent) }
                return ofKind[area.kind].map { ($0, nil) }
            }

            static func median(_ values: [Double]) -> Double? {
                let sorted = values.sorted()
                guard !sorted.isEmpty else { return nil }
                return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
            }
        }

        /// - Parameter date: the day on which areas and what they belong to are looked up.
        init(_ model: ProvisionModel, on date: CalendarDate) {
            self.init(model, areas: model.areas.areas.indices.map { model.areas.area(at: $0, on: date) }, on: date)
        }

        /// - Parameter areas: all of the hierarchy, as they are on the day.
        init(_ model: ProvisionModel, areas: [Area], on date: CalendarDate) {
            let need = model.framework.need
            let (base, deprived) = (
                need?.base ?? NeedModel.usualShares.base, need?.deprived ?? NeedModel.usualShares.deprived
            )
            var parents: [Area.ID: Area.ID] = [:]
            for (index, area) in areas.enumerated() {
                parents[area.id] = model.areas.parent(of: index, on: date).map { areas[$0].id }
            }
            let shares = Medians(areas, parents) { ChildrenInNeed.figures(of: $0).deprivedShare }
            needs = Medians(areas, parents) { area in
                let known = ChildrenInNeed.figures(of: area)
                let share = known.deprivedShare ?? shares.median(for: area, parents)?.value ?? 0
                return known.children.map { Double($0) * (base + deprived * share) }
            }
            self.base = base
            self.deprived = deprived
            self.shares = shares
            self.parents = parents
            halfNeed = Double(model.framework.severity.halfNeed)
            names = Dictionary(areas.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            plurals = Dictionary(model.areas.kinds.map { ($0.id, $0.plural) }, uniquingKeysWith: { first, _ in first })
        }

        /// The share of an area's children who live in deprived small areas, the median where it is not known, 0 failing that.
        func deprivedShare(of area: Area) -> Double {
            ChildrenInNeed.figures(of: area).deprivedShare ?? shares.median(for: area, parents)?.value ?? 0
        }

        /// The children of some areas together.
        func children(of areas: [Area]) -> ChildrenInNeed {
            let parts = areas.map(children)
            if parts.count == 1, let only = parts.first { return only }
            let known = parts.compactMap(\.children)
            let assumed = parts.count { $0.assumption != nil }
            return ChildrenInNeed(
                children: known.count == parts.count && !parts.isEmpty ? known.reduce(0, +) : nil,
                inNeed: Self.sum(parts.map(\.inNeed)),
                assumption: assumed == 0
                    ? nil
                    : "for \(assumed) of the \(parts.count) areas, whose figures are not known, the median of others is taken"
            )
        }

        /// A sum that does not depend on the order of its parts, to the last bit.
        static func sum(_ values: [Double]) -> Double { values.sorted().reduce(0, +) }

        func children(of area: Area) -> ChildrenInNeed {
            let known = ChildrenInNeed.figures(of: area)
            guard let children = known.children else {
                let median = needs.median(for: area, parents)
                return ChildrenInNeed(
                    children: nil,
                    inNeed: median?.value ?? halfNeed,
                    assumption: median.map { "its children are not known: \(source($0.within, area)) is taken" }
                        ?? "no area's children are known: the framework's half-need is taken"
                )
            }
            if let share = known.deprivedShare {
                return ChildrenInNeed(
                    children: children,
                    inNeed: Double(children) * (base + deprived * share),
                    assumption: nil
                )
            }
            let median = shares.median(for: area, parents)
            return ChildrenInNeed(
                children: children,
                inNeed: Double(children) * (base + deprived * (median?.value ?? 0)),
                assumption: median.map {
                    "its deprivation is not known: \(source($0.within, area)), \(percent($0.value)), is taken"
                } ?? "its deprivation is not known: none is counted"
            )
        }

        /// "the median of the Places of Cheshire and Merseyside".
        private func source(_ parent: Area.ID?, _ area: Area) -> String {
            let plural = plurals[area.kind] ?? "areas"
            return "the median of \(parent.flatMap { names[$0] }.map { "the \(plural) of \($0)" } ?? "all \(plural)")"
        }
    }
}
