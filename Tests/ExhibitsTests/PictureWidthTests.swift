import GapDetection
import Provision
import TestSupport
import Testing

@testable import Exhibits

/// Pictures for paper and slides: their size in millimetres, and type that can be read there.
@Suite("Pictures for where they go")
struct PictureWidthTests {
    private static let drawings: [(String, @Sendable (ProvisionModel, ExhibitOptions) throws -> [UInt8])] = [
        ("levels", { LevelsChart.svg(LevelsOverRounds(try scope($0)), $1) }),
        ("levels, made up", { LevelsChart.svg(try Samples.levelsOverRounds(groups: 3, rounds: 9), $1) }),
        ("gap flow", { GapFlowChart.svg(try Samples.gapFlow(rounds: 8), $1) }),
        ("gap ages", { GapAgesChart.svg(try Samples.gapAges(), $1) }),
        ("control", { ControlChart.svg(try Samples.measurements(20, target: 40), $1) }),
        ("run", { ControlChart.svg(try Samples.measurements(7), $1) }),
        ("funding", { FundingChart.svg(FundingTimeline(try scope($0)), $1) }),
        ("ages served", { AgeCoverageChart.svg(AgeCoverage(try scope($0)), $1) }),
        ("need", { NeedChart.svg(try #require(NeedAndCapacity(try scope($0))), $1) }),
        (
            "children",
            { model, options in
                let scope = try scope(model)
                let measures = Equity.measures(of: scope.snapshot(), in: model)
                return ChildrenChart.svg(ChildrenByLevel(scope, measures), options)
            }
        ),
        ("history", { CellHistoryChart.svg(CellHistory(try scope($0), area: 3, service: 0), $1) }),
        ("voice", { VoiceChart.svg(try Samples.voice(), $1) }),
        ("tiles", { TileMap.svg(try levels($0), $1) }),
        (
            "timeline",
            { model, options in
                let scope = try scope(model)
                let history = LevelHistory(model: model, asOf: scope.asOf, knownAt: nil, heading: scope.heading)
                return TimelineHeatmap.svg(history, options)
            }
        ),
        (
            "heatmap",
            { model, options in
                var request = HeatmapRequest(asOf: try date("2022-05-01"))
                request.place = options.width
                return try request.answer(model, leftOut: []).svg
            }
        ),
    ]

    private static func scope(_ model: ProvisionModel) throws -> ExhibitScope {
        ExhibitScope(model, asOf: try date("2022-05-01"))
    }

    private static func levels(_ model: ProvisionModel) throws -> AreaLevels {
        let scope = try scope(model)
        return AreaLevels(model: model, snapshot: scope.snapshot(), heading: scope.heading)
    }

    @Test(
        "No type is under 7 pt, nothing collides, and a picture that does not fit says so",
        arguments: drawings.map(\.0)
    )
    func type(name: String) throws {
        let model = try RealData.model()
        let draw = try #require(Self.drawings.first { $0.0 == name }).1
        for place in PictureWidth.allCases {
            let svg = try draw(model, ExhibitOptions(name: "picture", width: place))
            let picture = try Picture(svg)
            let least = try #require(picture.leastPoints)
            #expect(least >= PictureWidth.leastType - 0.02, "\(place): \(least) pt")
            #expect(picture.collisions == [], "\(place)")
            let size = try #require(PictureSize(of: svg))
            #expect(size.isInMillimetres)
            if size.misfit(place) == nil {
                #expect(abs(size.width - place.millimetres) < 0.1, "\(place): \(size.width) mm wide")
                #expect(size.height <= place.tallestMillimetres + 0.5)
            }
        }
    }

    @Test("The heatmap of the real data fits A4 both ways and a slide, where shares of children give way to the rows")
    func heatmap() throws {
        let model = try RealData.model()
        let ics = try #require(model.areas.index(of: SmallWorld.id("ics-cheshire-and-merseyside")))
        for (place, within, hasShares) in [
            (PictureWidth.a4, nil, true), (.a4Landscape, nil, true), (.slide, nil, false), (.slide, ics, true),
        ] {
            var request = HeatmapRequest(asOf: try date("2022-05-01"))
            request.place = place
            request.within = within
            let answer = try request.answer(model, leftOut: [])
            #expect(answer.misfit == [], "\(place)")
            let svg = String(decoding: answer.svg, as: UTF8.self)
            #expect(svg.contains(#/<title>Health Visiting: \d+ ?%</#) == hasShares, "\(place)")
        }
        var request = HeatmapRequest(asOf: try date("2022-05-01"))
        request.place = .column
        let misfit = try request.answer(model, leftOut: []).misfit
        #expect(misfit.count == 1 && misfit[0].contains("too wide for a column (85 mm)"))
        #expect(misfit[0].hasSuffix("Draw a part of it, with --within or --service, or choose another --width."))
    }

    @Test("On a screen cells are tiles of 45 to 50 pixels")
    func cells() throws {
        let svg = try HeatmapRequest(asOf: try date("2022-05-01")).answer(try RealData.model(), leftOut: []).svg
        let widths = try Picture(svg).cells.compactMap(\.box?.width)
        #expect(widths.count == 187 && widths.allSatisfy { (45...50).contains($0) })
    }

    @Test("A picture's size is read from its first element; what states none has none")
    func size() {
        func size(_ tag: String) -> PictureSize? { PictureSize(of: Array("<?xml version=\"1.0\"?>\n\(tag)".utf8)) }
        #expect(size("<svg width=\"170mm\" height=\"99.5mm\">")?.isInMillimetres == true)
        #expect(size("<svg width=\"170mm\" height=\"99.5mm\">")?.pixels.width == 643)
        #expect(size("<svg width=\"640\" height=\"480\">")?.pixels.height == 480)
        #expect(size("<svg viewBox=\"0 0 1 1\">") == nil && size("<svg width=\"1") == nil && size("") == nil)
    }
}
