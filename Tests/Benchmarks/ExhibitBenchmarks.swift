import Exhibits
import GapDetection
import Glibc
import Provision
import ScopingStore

/// `heatmap TABLE TIMES OUT`: draws the table of letters that the peers draw too, in memory so many times, and writes the last
/// picture. Prints its bytes and the median seconds of a drawing; reading the table is not among them.
@Sendable func heatmapBenchmark(_ arguments: [String]) throws {
    let table = try provisionTable(try text(arguments, 0))
    let times = try number(arguments, 1)
    var svg: [UInt8] = []
    var took: [Double] = []
    for _ in 0..<times { took.append(seconds { svg = HeatmapDrawing(of: table, name: "heatmap").svg() }) }
    try write(svg, to: try text(arguments, 2))
    print(svg.count, took.sorted()[times / 2])
}

/// `charts STORE`: makes and draws every kind of chart of a store. Prints the name, bytes, seconds to make the figures and
/// seconds to draw of each.
@Sendable func chartBenchmark(_ arguments: [String]) throws {
    let model = try StoreReader.load(try text(arguments, 0)).model
    guard let date = model.latestReferenceDate else { throw WrongArguments(description: "the store has no rounds") }
    let scope = ExhibitScope(model, asOf: date)
    func measure<Figures>(_ name: String, _ make: () -> Figures, _ draw: (Figures) -> [UInt8]) {
        var (figures, svg): (Figures?, [UInt8]) = (nil, [])
        let making = seconds { figures = make() }
        let drawing = seconds { svg = figures.map(draw) ?? [] }
        print(name, svg.count, making, drawing)
    }
    measure("levels", { LevelsOverRounds(scope) }, { LevelsChart.svg($0) })
    measure("gap-flow", { GapFlow(scope) }, { GapFlowChart.svg($0) })
    measure("gap-ages", { GapAges(scope, of: GapAudit(model, at: scope.snapshot()).gaps) }, { GapAgesChart.svg($0) })
    measure("funding", { FundingTimeline(scope) }, { FundingChart.svg($0) })
    measure("ages-served", { AgeCoverage(scope) }, { AgeCoverageChart.svg($0) })
    measure("need", { NeedAndCapacity(scope) }, { $0.map { NeedChart.svg($0) } ?? [] })
}

/// A table from the CSV of `lacuna show`: `area,name,service…`, then a row of letters for each area.
private func provisionTable(_ path: String) throws -> ProvisionTable {
    let lines = String(decoding: try contents(of: path), as: UTF8.self).split(whereSeparator: \.isNewline)
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    guard let header = lines.first, header.count > 2 else { throw WrongArguments(description: "\(path) is no table") }
    let scale = try RatingScale(levels: levels)
    let types = try header.dropFirst(2).map { ServiceType(id: try id($0), name: "Service type \($0)") }
    let framework = try Framework(
        title: "A table to measure by",
        network: "Benchmark",
        sources: [],
        scale: scale,
        serviceTypes: types,
        severity: .usual
    )
    let kind = Area.Kind(id: try id("place"), name: "Place", plural: "Places")
    let areas = try lines.dropFirst().map { Area(id: try id($0[0]), kind: kind.id, name: $0[1]) }
    guard let day = CalendarDate(year: 2022, month: 5, day: 1) else { throw WrongArguments(description: "no date") }
    let round = Round(
        id: try id("2022-05"),
        name: "Round",
        opened: day,
        referenceDate: day,
        asked: areas.map(\.id)
    )
    let returns = zip(areas, lines.dropFirst()).map { area, line in
        Return(
            area: area.id,
            round: round.id,
            revision: 1,
            source: .areaReturn,
            recorded: Return.Recorded(at: Instant(secondsSince1970: 0), by: "benchmark", role: "benchmark"),
            ratings: zip(types, line.dropFirst(2)).compactMap { type, letter in
                scale.value(letter).map { Rating(service: type.id, value: $0) }
            }
        )
    }
    let model = ProvisionModel(
        framework: framework,
        areas: try AreaHierarchy(kinds: [kind], areas: areas),
        rounds: [round],
        returns: returns
    )
    return ProvisionTable(model: model, snapshot: model.snapshot(asOf: day), heading: "Benchmark", leftOut: [])
}

private let levels = [
    Level(
        code: "G",
        name: "Full provision",
        meaning: "All.",
        rank: 2,
        closesGap: true,
        colour: "#0a7f7a",
        pattern: .solid
    ),
    Level(
        code: "A",
        name: "Some provision",
        meaning: "Some.",
        rank: 1,
        closesGap: false,
        colour: "#ffd166",
        pattern: .dots
    ),
    Level(
        code: "R",
        name: "No provision",
        meaning: "None.",
        rank: 0,
        closesGap: false,
        colour: "#a4161a",
        pattern: .diagonal
    ),
    Level(
        code: "B",
        name: "In development",
        meaning: "Planned.",
        rank: nil,
        closesGap: false,
        colour: "#b1abfa",
        pattern: .horizontal
    ),
]

private func id<Subject>(_ text: String) throws -> Identifier<Subject> {
    guard let id = Identifier<Subject>(text) else { throw WrongArguments(description: "'\(text)' is no id") }
    return id
}

private func contents(of path: String) throws -> [UInt8] {
    let file = unsafe open(path, O_RDONLY)
    guard file >= 0 else { throw WrongArguments(description: "\(path) cannot be read") }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
        guard count > 0 else { return bytes }
        bytes += chunk.prefix(count)
    }
}

private func write(_ bytes: [UInt8], to path: String) throws {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { throw WrongArguments(description: "\(path) cannot be written") }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
        guard count > 0 else { throw WrongArguments(description: "\(path) cannot be written") }
        rest = rest.dropFirst(count)
    }
}
