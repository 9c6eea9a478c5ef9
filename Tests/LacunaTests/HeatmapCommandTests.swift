import Foundation
import TestSupport
import Testing

@testable import lacuna

@Suite("lacuna heatmap")
struct HeatmapCommandTests {
    @Test("Every layout, order and palette draws; all is on standard output")
    func draws() throws {
        for words in [
            ["--order", "similarity"], ["--order", "severity", "--palette", "nhs"], ["--rows-by-children"],
            ["--layout", "tiles"], ["--layout", "tiles", "--service", "iapt-0-5"], ["--layout", "timeline"],
            ["--layout", "timeline", "--service", "HV"], ["--level", "ics"], ["--palette", "default"],
        ] {
            let (status, output, errors) = lacuna(["heatmap"] + words)
            #expect(status == 0 && errors.isEmpty, "\(words): \(errors)")
            #expect(output.hasPrefix("<?xml") && output.hasSuffix("</svg>\n"), "\(words)")
        }
        let table = lacuna("heatmap").output
        // As many gaps as the register has in provision of the areas themselves: ids are `kind:area:…`.
        let inProvision = lacuna("gaps", "--register", "provision", "--format", "csv").output.split(separator: "\r\n")
        let ofAreas = inProvision.count { $0.contains(":ccg-") }
        let ofHalton = inProvision.count { $0.contains(":ccg-halton:") }
        #expect(
            table.contains(
                "<area id=\"ccg-halton\" name=\"Halton\" group=\"Cheshire and Merseyside\" children=\"7374\" gaps=\"\(ofHalton)\""
            )
        )
        #expect(table.contains(">\(ofAreas) in all<"))
        #expect(table.contains("Open gaps are gaps in provision; gaps in the record are not counted."))
        #expect(lacuna("heatmap", "--palette", "nhs").output.contains("#007f3b"))
    }

    @Test("An ICS has the gaps that the whole map has")
    func gaps() {
        let part = lacuna("heatmap", "--within", "C&M").output
        let whole = lacuna("heatmap").output
        let gaps = whole.split(separator: "children=\"7374\" gaps=\"").dropFirst().first.map {
            $0.prefix { $0 != "\"" }
        }
        #expect(gaps.map { part.contains("children=\"7374\" gaps=\"\($0)\"") } == true)
    }

    @Test("What moved since a date is marked and summed up as 'lacuna show --compare' tells it")
    func compare() throws {
        let folder = try TemporaryFolder()
        let store = folder.path + "/store"
        #expect(
            lacuna(["simulate", "--areas", "14", "--services", "10", "--months", "42", "--seed", "5", "-o", store])
                .status == 0
        )
        let picture = lacuna("heatmap", "--compare", "2015-01-01", store: store).output
        #expect(picture.contains("Since 1 January 2015: 27 up, 15 down, 22 newly rated, of 160 cells compared."))
        let told = lacuna("show", "--compare", "2015-01-01", store: store).output
        #expect(told.contains("27 up, 15 down, 22 new; 160 cells compared."))
        let timeline = lacuna("heatmap", "--from", "2016-01-01", "--to", "2017-01-01", store: store)
        #expect(timeline.status == 0 && timeline.output.contains("from 1 January 2016 to 1 January 2017"))
    }

    @Test(
        "Options that do not fit say what would",
        arguments: [
            (["--compare", "2020-01-01"], "There is nothing to compare with until a second round."),
            (
                ["--service", "HV"],
                "--service: does not go with the layout table. It goes with the layout tiles or timeline."
            ),
            (["--layout", "tiles", "--rows-by-children"], "--rows-by-children: does not go with the layout tiles."),
            (["--from", "2030-01-01"], "The rounds' reference dates are 2022-05-01."),
            (["--compare", "yesterday"], "Expected a date such as 2022-05-01."),
            (["--layout", "pie"], "Expected table, tiles or timeline."),
        ]
    )
    func misfits(words: [String], expected: String) {
        let (status, output, errors) = lacuna(["heatmap"] + words)
        #expect(status == 64 && output.isEmpty)
        #expect(errors.replacing("\n", with: " ").contains(expected), "\(errors)")
    }

    @Test("Files of tiles and boundaries are read strictly; what matches nothing is listed on standard error")
    func files() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            #"{"layout": "odd-r", "hexes": {"01F": {"q": 0, "r": 0}, "XXX": {"q": 1, "r": 0}}}"#,
            to: "t.hexjson"
        )
        let tiles = lacuna("heatmap", "--tiles", folder.path + "/t.hexjson")
        #expect(tiles.status == 0 && tiles.errors.contains("No tile was found for Cheshire, Knowsley,"))
        #expect(!tiles.errors.contains("Halton"))
        let shape = #"{"type": "Polygon", "coordinates": [[[-3, 53], [-2, 53], [-2, 54], [-3, 53]]]}"#
        try folder.write(
            #"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Wirral"}, "geometry": \#(shape)}, "#
                + #"{"type": "Feature", "properties": {"name": "Narnia"}, "geometry": \#(shape)}]}"#,
            to: "b.geojson"
        )
        let maps = lacuna("heatmap", "--boundaries", folder.path + "/b.geojson")
        #expect(maps.status == 0 && maps.errors.contains("Boundaries that belong to no area shown: Narnia."))
        try folder.write("{", to: "broken.geojson")
        let broken = lacuna("heatmap", "--boundaries", folder.path + "/broken.geojson")
        #expect(broken.status == 65 && broken.errors.contains("broken.geojson: line 1"))
        #expect(lacuna("heatmap", "--tiles", folder.path + "/none").status == 66)
    }
}
