import Provision
import TestSupport
import Testing

@testable import Exhibits

@Suite("The picture of posts")
struct WorkforceChartTests {
    @Test("On the real data: role groups down, ICSs and areas with posts across, a sign for each post")
    func real() throws {
        let model = try RealData.model()
        let matrix = try #require(WorkforceMatrix(ExhibitScope(model, asOf: try date("2022-05-01"))))
        #expect(matrix.areas == ["Cheshire and Merseyside", "Liverpool", "Wirral", "Lancashire and South Cumbria"])
        #expect(matrix.groups.map(\.name).last == "Peer support" && matrix.groups.count == 5)
        #expect(
            matrix.caption.finding
                == "No post is on record in operational partnership management and clinical leadership"
        )
        let table = WorkforceChart.table(matrix)
        #expect(table.rows[3] == ["Practitioners", "A: Place; B: Place", "1.3 WTE + 7", "none", "5 posts", "1 post"])
        #expect(table.rows[1][1] == "A: ICS and locality; B: Place")
        #expect(matrix.caption.notes.contains("2 posts of no known role group are not drawn."))
        let picture = String(decoding: WorkforceChart.svg(matrix), as: UTF8.self)
        #expect(picture.contains("A post of no stated size (+)") && !picture.contains("Required"))
    }

    @Test(
        "What is required is a track, what is in post a bar within it; more posts than there is room for are cut with a sign"
    )
    func required() {
        let matrix = WorkforceMatrix(
            caption: ExhibitCaption(title: "Posts"),
            areas: ["One", "Two"],
            groups: [
                .init(
                    name: "Practitioners",
                    tiers: "A: Place",
                    cells: [
                        .init(posts: 60, unsized: 10, inPost: 4_550, required: 6_875), .init(posts: 0, required: 333),
                    ]
                )
            ]
        )
        #expect(
            WorkforceChart.table(matrix).rows == [
                ["Practitioners", "A: Place", "45.5 of 68.8 WTE + 10", "none of 3.3 WTE"]
            ]
        )
        let picture = String(decoding: WorkforceChart.svg(matrix), as: UTF8.self)
        #expect(picture.contains("…") && picture.contains(">Required<") && picture.contains(">In post<"))
    }

    @Test("A network without role groups, or without a post on record, has no picture")
    func none() throws {
        let model = try RealData.model()
        #expect(WorkforceMatrix(ExhibitScope(model, asOf: try date("2022-04-30"))) == nil)
        let bare = ProvisionModel(
            framework: try SmallWorld.framework(services: 1),
            areas: try SmallWorld.areas(1),
            rounds: try SmallWorld.rounds(1, asking: 1),
            returns: []
        )
        #expect(WorkforceMatrix(ExhibitScope(bare, asOf: try date("2022-05-01"))) == nil)
    }
}
