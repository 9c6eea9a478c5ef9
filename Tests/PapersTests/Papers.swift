import Exhibits
import GapDetection
import Provision
import ScopingStore
import Simulation
import TestSupport

@testable import Papers

/// Papers that several suites look at.
enum Papers {
    enum Program: String, CaseIterable {
        case word, openDocument, slides

        func write(_ paper: Paper) -> [UInt8] {
            switch self {
            case .word: DOCXWriter.write(paper)
            case .openDocument: ODTWriter.write(paper)
            case .slides: PPTXWriter.write(paper)
            }
        }
    }

    /// Every kind of block, with a text wherever text can stand.
    static func everything(_ text: String = "Text") throws -> Paper {
        let picture = try SmallWorld.require(
            PaperPicture(png: png, width: 100, height: 50, alternative: text, caption: text)
        )
        let table = PaperTable(
            text,
            columns: [
                .init(text, width: 3), .init(text, width: 1, .centre, isUpright: true),
                .init(text, width: 1, .trailing),
            ],
            rows: [
                .init(group: text),
                .init([.init(text), .init(text, shade: try shade(), isBold: true), .init("1")]), .init([]),
            ]
        )
        return Paper(
            title: text,
            subtitle: text,
            runningHead: text,
            maker: text,
            created: Instant(secondsSince1970: 1_651_400_000),
            sections: [
                .init(text, [.text(text), .text(text, .note), .text(text, .warning), .picture(picture)]),
                .init(
                    text,
                    [
                        .heading(text, level: 2), .heading(text, level: 3), .bullets([text, text]),
                        .paragraph([Run(text, isBold: true), Run(text, isItalic: true)]), .table(table), .text(text),
                    ],
                    beginsPage: true
                ),
            ]
        )
    }

    private static func shade() throws -> LevelShade {
        let model = try RealData.model()
        let table = ProvisionTable(
            model: model,
            snapshot: model.snapshot(asOf: try date("2022-05-01")),
            heading: "",
            leftOut: []
        )
        return try SmallWorld.require(table.shade(of: .level(0)))
    }

    /// The beginning of a PNG of 4 x 2 pixels: as much as a paper looks at.
    static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 0, 4, 0, 0, 0, 2, 8, 2, 0, 0, 0] + [UInt8](repeating: 0, count: 16)

    static func request(_ iso: String, within: String? = nil, in model: ProvisionModel) throws -> BriefRequest {
        var request = BriefRequest(asOf: try date(iso), maker: "Lacuna 1.2.3")
        request.within = try within.map { name in
            let id: Area.ID = try SmallWorld.id(name)
            return try SmallWorld.require(model.areas.index(of: id))
        }
        return request
    }

    static func brief(_ iso: String, within: String? = nil, in model: ProvisionModel) throws -> Brief {
        Brief(model, try request(iso, within: within, in: model))
    }

    /// A small world with as many areas and service types, rated by letters in each of some rounds.
    static func world(areas: Int, services: Int, rounds: [String]) throws -> ProvisionModel {
        var returns: [Return] = []
        for (round, letters) in rounds.enumerated() {
            for area in 1...areas {
                returns.append(try SmallWorld.answer(area: area, round: round + 1, letters))
            }
        }
        return try ProvisionModel(
            framework: SmallWorld.framework(services: services),
            areas: SmallWorld.areas(areas),
            rounds: SmallWorld.rounds(rounds.count, asking: areas),
            returns: returns
        )
    }

    /// A made-up network of several ICSs and rounds.
    static func network(areas: Int, services: Int, rounds: Int) throws -> ProvisionModel {
        let network = try SimulatedNetwork(
            .init(areas: areas, services: services, rounds: rounds, monthsBetweenRounds: 12, withAudit: false),
            seed: 3,
            maxElements: Limits.elements
        )
        var returns: [Return] = []
        network.makeReturns(digest: { digest(of: ReturnWriter.bytes(of: $0)) }) { returns += $1 }
        return ProvisionModel(
            framework: network.framework,
            areas: network.areas,
            rounds: network.rounds,
            returns: returns
        )
    }
}

extension Paper {
    /// All its tables, in their order.
    var tables: [PaperTable] {
        sections.flatMap(\.blocks).compactMap { block in
            if case .table(let table) = block { table } else { nil }
        }
    }

    /// All its text.
    var text: String {
        sections.flatMap { section in
            [section.heading]
                + section.blocks.map { block in
                    switch block {
                    case .heading(let text, _): text
                    case .paragraph(let runs, _): runs.map(\.text).joined()
                    case .list(let items): items.map { $0.map(\.text).joined() }.joined(separator: "\n")
                    case .table(let table):
                        ([table.caption] + table.rows.map { $0.cells.map(\.text).joined(separator: " | ") })
                            .joined(separator: "\n")
                    case .picture(let picture): picture.alternative + picture.caption
                    }
                }
        }.joined(separator: "\n")
    }
}
