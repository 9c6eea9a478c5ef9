import Foundation
import Provision
import ScopingStore
import TestSupport

@testable import Exhibits

/// Small pictures of every kind, kept as golden files in `Tests/Goldens/Exhibits` for a person to look at.
///
/// With LACUNA_RECORD=1 the test writes them anew, and fails, so that nobody records by accident.
enum Samples {
    static let folder = Repository.root + "/Tests/Goldens/Exhibits"

    /// Every sample's name and how it is drawn.
    static let all: [(name: String, draw: @Sendable () throws -> [UInt8])] =
        charts + maps + timelines + boundaries + heatmaps + standards

    static func caption(_ title: String, _ subtitle: String = "Made-up figures.") throws -> ExhibitCaption {
        ExhibitCaption(
            title: title,
            subtitle: subtitle,
            asOf: try date("2024-05-01"),
            sources: ["A made-up source (May 2024)"]
        )
    }

    static func options(_ name: String, _ palette: Palette = .framework) -> ExhibitOptions {
        ExhibitOptions(name: name, palette: palette)
    }

    /// The levels of the real scale.
    static func levels() throws -> [Level] {
        try RealData.model().framework.scale.levels
    }

    /// A small generator, so that samples are the same everywhere: x' = 6364136223846793005 x + 1442695040888963407.
    struct Numbers {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, bound)))
        }
    }
}
