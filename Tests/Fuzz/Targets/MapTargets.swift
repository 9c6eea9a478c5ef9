#if DEBUG || TESTABLE
    import Exhibits
    import JSON
    import Provision

    extension FuzzTarget {
        /// A layout of tiles: read, drawn, written as hexjson, and read again the same.
        static let hexjson = FuzzTarget("hexjson", longest: 2_048) { bytes in
            let model = try FuzzWorld.shared.get().model
            let words = model.areas.areas.flatMap { [$0.id.text, $0.name] }
            let layout: TileLayout
            do throws(HexJSON.Fault) { layout = try HexJSON.layout(bytes, areas: words) } catch {
                return try promise(isPlaced("\(error)", in: bytes), "\(error)")
            }
            let bounds = -TileLayout.farthest...TileLayout.farthest
            for tile in layout.tiles {
                try promise(
                    bounds.contains(tile.place.column) && bounds.contains(tile.place.row),
                    "a tile out of bounds"
                )
            }
            // Rows are counted from the northernmost.
            let first = layout.tiles.map(\.place.row).min() ?? 0
            try promise(first == 0 || layout.tiles.isEmpty, "the northernmost row is \(first)")
            // One area may have two tiles; a key stands once.
            if Set(layout.tiles.map(\.area)).count == layout.tiles.count {
                let again = try HexJSON.layout(hexjson(layout), areas: [])
                try promise(again.shape == layout.shape, "written and read again it has the shape \(again.shape)")
                try promise(again.tiles == layout.tiles, "written and read again it has other tiles")
            }
            var request = HeatmapRequest(asOf: model.rounds[0].referenceDate)
            request.layout = .tiles
            request.tiles = layout
            try draw(request, model)
        }

        private static func hexjson(_ layout: TileLayout) -> [UInt8] {
            let top = layout.tiles.map(\.place.row).max() ?? 0
            // Counted from the south, odd rows are even where the last has an odd number.
            let isFlipped = !top.isMultiple(of: 2)
            let shape: TileLayout.Shape =
                switch layout.shape {
                case .oddRow where isFlipped: .evenRow
                case .evenRow where isFlipped: .oddRow
                default: layout.shape
                }
            var writer = JSONWriter()
            writer.object { file in
                file.member("layout", shape.rawValue)
                file.key("hexes")
                file.object { hexes in
                    for tile in layout.tiles {
                        hexes.key(tile.area)
                        hexes.object { hex in
                            hex.member("q", tile.place.column)
                            hex.member("r", top - tile.place.row)
                        }
                    }
                }
            }
            return writer.bytes
        }

        /// Boundaries: read and drawn; and each number of them finite.
        static let geojson = FuzzTarget("geojson", longest: 4_096) { bytes in
            let model = try FuzzWorld.shared.get().model
            let boundaries: Boundaries
            do throws(GeoJSON.Fault) { boundaries = try GeoJSON.boundaries(bytes) } catch {
                return try promise(isPlaced("\(error)", in: bytes), "\(error)")
            }
            for feature in boundaries.features {
                for point in feature.rings.joined() {
                    try promise(point.x.isFinite && point.y.isFinite, "a point at no place")
                    let isOnEarth = abs(point.x) <= 180 && abs(point.y) <= 90
                    try promise(isOnEarth || !boundaries.isGeographic, "degrees beyond the earth")
                }
                try promise(feature.properties.count <= GeoJSON.maxProperties, "more properties than are kept")
            }
            var request = HeatmapRequest(asOf: model.rounds[0].referenceDate)
            request.layout = .tiles
            request.boundaries = boundaries
            try draw(request, model)
        }

        /// Draws what a file asks for; the picture holds no number that is none.
        private static func draw(_ request: HeatmapRequest, _ model: ProvisionModel) throws(BrokenPromise) {
            let picture: [UInt8]
            do throws(HeatmapRequest.Refusal) {
                picture = try request.answer(model, leftOut: []).svg
            } catch {
                return try promise(!error.message.isEmpty, "a refusal without words")
            }
            try promise(!holdsNoNumber(picture), "the picture holds a number that is none")
        }

        /// Whether `nan` or `inf` stands where a number would: after a quote, a space, a comma or a sign.
        private static func holdsNoNumber(_ picture: [UInt8]) -> Bool {
            let words = [Array("nan".utf8), Array("inf".utf8)]
            let before = Set("\" ,-".utf8)
            var rest = picture[...]
            // Neither word is without an "n", and that is rare.
            while let place = rest.firstIndex(of: UInt8(ascii: "n")) {
                for start in [place, place - 1] where start > picture.startIndex && before.contains(picture[start - 1])
                {
                    let word = picture[start...].prefix(3)
                    let next = picture[start...].dropFirst(3).first ?? 0x20
                    let isLetter = (0x61...0x7A).contains(next | 0x20)
                    if !isLetter, words.contains(where: { $0.elementsEqual(word) }) { return true }
                }
                rest = rest[(place + 1)...]
            }
            return false
        }

        /// Whether a fault says a line and a column that the text has.
        private static func isPlaced(_ words: String, in bytes: [UInt8]) -> Bool {
            guard words.hasPrefix("line ") else { return !words.isEmpty }
            let line = Int(words.dropFirst(5).prefix { $0.isNumber }) ?? 0
            return line >= 1 && line <= bytes.count { $0 == 0x0A } + 1
        }
    }
#endif
