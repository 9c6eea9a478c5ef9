import TestSupport
import Testing

@testable import Exhibits

@Suite("Samples")
struct SampleTests {
    @Test(
        "Every sample is as it lies in Tests/Goldens, collides nowhere, and is drawn the same twice",
        arguments: Samples.all.map(\.name)
    )
    func sample(name: String) throws {
        let draw = try SmallWorld.require(Samples.all.first { $0.name == name }).draw
        let svg = try draw()
        #expect(try Picture(svg).collisions == [])
        #expect(try draw() == svg)
        try expectRecorded(svg, "\(Samples.folder)/\(name).svg")
    }
}
