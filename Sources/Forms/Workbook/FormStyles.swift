import Provision
import Spreadsheets

/// How the cells of a form's workbook look: yellow is to be filled in, grey is given.
enum FormStyles {
    static let ink = Colour(0x1F2A44)
    static let openFill = Colour(0xFFF2CC)
    static let givenFill = Colour(0xEDEDED)
    static let wantedFill = Colour(0xF4B6A6)
    static let doneFill = Colour(0xD5E8D4)

    static let title = CellStyle().with {
        $0.font.size = 18
        $0.font.isBold = true
        $0.font.colour = ink
    }
    static let subtitle = CellStyle().with {
        $0.font.size = 12
        $0.font.colour = ink
        $0.wraps = true
        $0.vertical = .top
    }
    static let text = CellStyle().with {
        $0.wraps = true
        $0.vertical = .top
    }
    static let label = CellStyle().with {
        $0.font.isBold = true
        $0.vertical = .top
    }
    static let heading = CellStyle().with {
        $0.font.isBold = true
        $0.font.colour = Colour(0xFFFFFF)
        $0.fill = ink
        $0.border = BorderStyle(.all, colour: Colour(0xFFFFFF))
        $0.wraps = true
        $0.vertical = .centre
    }
    static let given = CellStyle().with {
        $0.fill = givenFill
        $0.border = BorderStyle()
        $0.wraps = true
        $0.vertical = .top
    }
    static let open = given.with {
        $0.fill = openFill
        $0.isLocked = false
        // What is typed stays as it is typed: a 2022-05 is no date, a 1-2 no day in January.
        $0.numberFormat = "@"
    }
    static let day = open.with {
        $0.numberFormat = "yyyy-mm-dd"
        $0.horizontal = .left
    }
    static let check = given.with { $0.font.isBold = true }
    static let own = CellStyle().with {
        $0.isLocked = false
        $0.border = BorderStyle(.all, colour: Colour(0xD9D9D9))
        $0.wraps = true
        $0.vertical = .top
    }
    static let link = CellStyle().with {
        $0.font.isUnderlined = true
        $0.font.colour = Colour(0x0B5394)
        $0.border = BorderStyle()
        $0.vertical = .top
        $0.wraps = true
    }

    /// How a level's cell looks: its colour of the framework, with letters that can be read on it.
    static func fill(_ level: Level) -> (fill: Colour, ink: Colour)? {
        guard level.colour.utf8.count == 7, let rgb = UInt32(level.colour.dropFirst(), radix: 16) else { return nil }
        return (Colour(rgb), luminance(rgb) > 0.32 ? Colour(0x000000) : Colour(0xFFFFFF))
    }

    /// Relative luminance, as WCAG 2 has it, with the square for the power of 2.4: it only decides between black and white.
    private static func luminance(_ rgb: UInt32) -> Double {
        func part(_ shift: UInt32) -> Double {
            let value = Double(rgb >> shift & 0xFF) / 255
            return value * value
        }
        return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }
}
