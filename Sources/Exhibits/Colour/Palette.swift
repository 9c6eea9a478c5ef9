import Provision

/// Which colours levels have.
///
/// The framework's file gives each level a colour. Those of the project's own scale were chosen by measure: between any
/// two of them the distance in CIELAB (CIE 1976) is at least 35, seen normally and with protanopia, deuteranopia and tritanopia as
/// Machado, Oliveira and Fernandes (2009) simulate them, and their lightnesses are at least 12 apart, so that they stay distinct in grey.
public enum Palette: String, CaseIterable, Sendable {
    /// The colours of the framework's file.
    case framework
    /// The colours of the NHS digital service manual. Its red and green have one lightness, and are 12 apart to people with
    /// protanopia, so that every mark has a dark border and is told by letter, glyph and pattern.
    case nhs

    /// The words by which people choose one.
    public static let words = ["default", nhs.rawValue]

    /// The palette that a word chooses; nil for any other word.
    public init?(word: String) {
        switch word {
        case "default": self = .framework
        case Palette.nhs.rawValue: self = .nhs
        default: return nil
        }
    }

    /// The fill of a level: with `nhs`, by what the level says about provision.
    ///
    /// Where several levels say the same (two of partial provision), only the first takes the palette's colour; the others
    /// keep their own, so that no two become alike.
    func fill(of index: Int, in levels: [Level]) -> Colour {
        guard levels.indices.contains(index) else { return .paper }
        let level = levels[index]
        let own = Colour(hex: level.colour) ?? .paper
        guard self == .nhs, levels.firstIndex(where: { $0.standing == level.standing }) == index else { return own }
        return Self.nhs(level.standing)
    }

    /// The colour for something that is as good or as bad as a standing: gaps closed are drawn in that of full provision.
    func colour(_ standing: Level.Standing) -> Colour {
        self == .nhs ? Self.nhs(standing) : Self.measured(standing)
    }

    /// The border that every mark has; nil where a mark needs one only if it is too light to be seen on paper.
    var border: Colour? { self == .nhs ? .ink : nil }

    private static func nhs(_ standing: Level.Standing) -> Colour {
        switch standing {
        case .none: Colour(red: 0xD5, green: 0x28, blue: 0x1B)
        case .partial: Colour(red: 0xFF, green: 0xB8, blue: 0x1C)
        case .full: Colour(red: 0x00, green: 0x7F, blue: 0x3B)
        case .inDevelopment: Colour(red: 0x41, green: 0xB6, blue: 0xE6)
        }
    }

    private static func measured(_ standing: Level.Standing) -> Colour {
        switch standing {
        case .none: Colour(red: 0xA4, green: 0x16, blue: 0x1A)
        case .partial: Colour(red: 0xFF, green: 0xD1, blue: 0x66)
        case .full: Colour(red: 0x0A, green: 0x7F, blue: 0x7A)
        case .inDevelopment: Colour(red: 0xB1, green: 0xAB, blue: 0xFA)
        }
    }
}
