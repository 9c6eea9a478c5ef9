/// A colour in sRGB, for choosing what is legible on what.
struct Colour: Hashable, Sendable {
    /// Each 0 to 255.
    let red: Int
    let green: Int
    let blue: Int

    static let ink = Colour(red: 0x1B, green: 0x1B, blue: 0x1B)
    static let paper = Colour(red: 0xFF, green: 0xFF, blue: 0xFF)

    init(red: Int, green: Int, blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#rrggbb`.
    init?(hex: String) {
        guard hex.utf8.count == 7, hex.hasPrefix("#"), let value = Int(hex.dropFirst(), radix: 16) else { return nil }
        self.init(red: value >> 16 & 0xFF, green: value >> 8 & 0xFF, blue: value & 0xFF)
    }

    var hex: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it.
    var luminance: Double {
        func linear(_ channel: Int) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : Self.power24((value + 0.055) / 1.055)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// The contrast ratio of WCAG 2.2, from 1 (the same) to 21 (black on white). Text needs 4.5.
    func contrast(with other: Colour) -> Double {
        let (lighter, darker) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (lighter + 0.05) / (darker + 0.05)
    }

    /// Ink or paper, whichever is easier to read on this colour.
    var legibleText: Colour {
        contrast(with: .ink) >= contrast(with: .paper) ? .ink : .paper
    }

    /// x to the power 2.4, for 0...1, as x^2 x the fifth root of x^2: the standard library has square roots only.
    private static func power24(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        let square = x * x
        var root = 1.0
        // Newton's method for the fifth root; quadratic convergence, so that 60 steps are ample down to 1e-6.
        for _ in 0..<60 { root = (4 * root + square / (root * root * root * root)) / 5 }
        return square * root
    }
}
