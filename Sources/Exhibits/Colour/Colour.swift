import Bytes

/// A colour in sRGB, for choosing what is legible on what.
struct Colour: Hashable, Sendable {
    /// Each 0 to 255.
    let red: Int
    let green: Int
    let blue: Int

    static let ink = Colour(red: 0x1B, green: 0x1B, blue: 0x1B)
    static let paper = Colour(red: 0xFF, green: 0xFF, blue: 0xFF)
    /// For text of second rank: 9.9 to 1 on paper.
    static let muted = Colour(red: 0x3D, green: 0x44, blue: 0x49)
    /// For axes and for the outlines of blank cells: 4.8 to 1 on paper.
    static let edge = Colour(red: 0x6B, green: 0x73, blue: 0x79)
    /// For grid lines, which nobody needs to see to read a value.
    static let grid = Colour(red: 0xDF, green: 0xE3, blue: 0xE6)
    /// For tracks behind bars, and for what is outside the question.
    static let pale = Colour(red: 0xE3, green: 0xE6, blue: 0xE8)
    /// For amounts of which none is better than another: 4.2 to 1 on paper, 4.2 to 1 on a dark page.
    static let need = Colour(red: 0x5B, green: 0x7F, blue: 0x9E)
    /// For a change for the better and for the worse where neither is a level: blue and orange, which people who confuse red and green
    /// tell apart, as Making Data Count has them. Each at least 3 to 1 on paper and on a dark page.
    static let better = Colour(red: 0x2A, green: 0x75, blue: 0xC0)
    static let worse = Colour(red: 0xC6, green: 0x5A, blue: 0x11)
    /// Dark and light print upon fills. Neither is a colour of the page (`ink`, `paper`), so that a style sheet that turns the page
    /// dark leaves print upon fills as it is.
    static let darkPrint = Colour(red: 0x16, green: 0x16, blue: 0x16)
    static let lightPrint = Colour(red: 0xFE, green: 0xFE, blue: 0xFE)

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

    /// `#rrggbb`.
    var hex: String {
        unsafe String(unsafeUninitializedCapacity: 7) { buffer in
            unsafe buffer[0] = UInt8(ascii: "#")
            for (place, channel) in [red, green, blue].enumerated() {
                let value = UInt8(clamping: channel)
                unsafe buffer[2 * place + 1] = hexadecimalDigit(value >> 4)
                unsafe buffer[2 * place + 2] = hexadecimalDigit(value & 15)
            }
            return 7
        }
    }

    /// Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it.
    var luminance: Double {
        func linear(_ channel: Int) -> Double { Self.linear[Int(UInt8(clamping: channel))] }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// The linear intensity of each value of a channel.
    private static let linear: [Double] = (0...255).map { channel in
        let value = Double(channel) / 255
        return value <= 0.04045 ? value / 12.92 : power24((value + 0.055) / 1.055)
    }

    /// The contrast ratio of WCAG 2.2, from 1 (the same) to 21 (black on white). Text needs 4.5.
    func contrast(with other: Colour) -> Double {
        let (lighter, darker) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (lighter + 0.05) / (darker + 0.05)
    }

    /// What is easiest to read on this colour: ink on a colour of the page, else dark or light print.
    var legibleText: Colour {
        if self == .paper || self == .pale { return .ink }
        return contrast(with: .darkPrint) >= contrast(with: .lightPrint) ? .darkPrint : .lightPrint
    }

    /// This colour with a share (0 to 1) of another.
    func mixed(with other: Colour, share: Double) -> Colour {
        func mix(_ one: Int, _ two: Int) -> Int {
            Int((Double(one) + (Double(two) - Double(one)) * min(max(share, 0), 1)).rounded())
        }
        return Colour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// The nearest colour towards `end` that has a contrast of at least `ratio` with `neighbour`; `end` where none has.
    func moved(towards end: Colour, until ratio: Double, against neighbour: Colour) -> Colour {
        for step in 0...20 {
            let candidate = mixed(with: end, share: Double(step) / 20)
            if candidate.contrast(with: neighbour) >= ratio { return candidate }
        }
        return end
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
