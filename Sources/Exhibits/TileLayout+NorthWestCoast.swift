/// The rough geography of the North West Coast: Cumbria in the north, the Fylde coast in the west, Lancashire in the middle,
/// Merseyside in the south-west, Cheshire in the south. Neighbours on the ground stay neighbours where a grid allows it, and
/// each ICS hangs together.
extension TileLayout {
    /// The 17 CCG areas of 2022.
    public static let northWestCoastCCGs = layout(
        [
            "     .     .     .     mb    .   ",
            "     .     bpl   fw    gp    el  ",
            "     .     sf    wl    csr   bwd ",
            "     .     ss    kn    sh    .   ",
            "     wi    li    ha    wa    .   ",
            "     .     .     ch    .     .   ",
        ],
        [
            "mb": "ccg-morecambe-bay", "bpl": "ccg-blackpool", "fw": "ccg-fylde-and-wyre", "gp": "ccg-greater-preston",
            "el": "ccg-east-lancashire", "sf": "ccg-southport-and-formby", "wl": "ccg-west-lancashire",
            "csr": "ccg-chorley-and-south-ribble", "bwd": "ccg-blackburn-with-darwen", "ss": "ccg-south-sefton",
            "kn": "ccg-knowsley", "sh": "ccg-st-helens", "wi": "ccg-wirral", "li": "ccg-liverpool", "ha": "ccg-halton",
            "wa": "ccg-warrington", "ch": "ccg-cheshire",
        ]
    )

    /// The 14 Places since July 2022.
    public static let northWestCoastPlaces = layout(
        [
            "     .     .     mb    .   ",
            "     .     fc    cl    pl  ",
            "     se    wl    .     .   ",
            "     li    kn    sh    .   ",
            "     wi    ha    wa    .   ",
            "     .     cw    ce    .   ",
        ],
        [
            "mb": "place-morecambe-bay", "fc": "place-fylde-coast", "cl": "place-central-lancashire",
            "pl": "place-pennine-lancashire", "se": "place-sefton", "wl": "place-west-lancashire",
            "li": "place-liverpool",
            "kn": "place-knowsley", "sh": "place-st-helens", "wi": "place-wirral", "ha": "place-halton",
            "wa": "place-warrington", "cw": "place-cheshire-west", "ce": "place-cheshire-east",
        ]
    )

    /// The two ICSs.
    public static let northWestCoastICSs = layout(
        ["lsc", "cm"],
        [
            "lsc": "ics-lancashire-and-south-cumbria", "cm": "ics-cheshire-and-merseyside",
        ]
    )

    /// The built-in layouts, the one with the most areas first.
    public static let builtIn = [northWestCoastCCGs, northWestCoastPlaces, northWestCoastICSs]

    /// The built-in layout that places the most of some areas; nil where none places any.
    ///
    /// - Parameter areas: each area's id.
    public static func builtIn(for areas: [String]) -> TileLayout? {
        let placed = builtIn.map { layout in areas.count { layout.place(of: [$0]) != nil } }
        guard let most = placed.max(), most > 0, let index = placed.firstIndex(of: most) else { return nil }
        return builtIn[index]
    }

    /// A layout from a drawing of it: a row a line, a short word a tile, "." for none.
    private static func layout(_ rows: [String], _ areas: [String: String]) -> TileLayout {
        let tiles = rows.enumerated().flatMap { row, line in
            line.split(separator: " ").enumerated().compactMap { column, word in
                areas[String(word)].map { Tile(area: $0, place: Place(column: column, row: row)) }
            }
        }
        return (try? TileLayout(shape: .square, tiles: tiles))
            ?? TileLayout(inReadingOrder: Array(areas.values).sorted())
    }
}
