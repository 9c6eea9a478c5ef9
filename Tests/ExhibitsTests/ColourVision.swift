import Foundation

@testable import Exhibits

/// How colours look to people who do not see all of them, and how far apart they then are.
///
/// - Simulation: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color
///   Vision Deficiency", IEEE TVCG 15 (2009), its matrices for severity 1.0 in linear RGB, on which the palette is judged. As a second opinion
///   F. Viénot, H. Brettel and J. D. Mollon, "Digital video colourmaps for checking the legibility of displays by dichromats", Color
///   Research & Application 24 (1999), for the two red-green kinds, and H. Brettel, F. Viénot and J. D. Mollon, "Computerized simulation of color
///   appearance for dichromats", JOSA A 14 (1997), for tritanopia, both with the matrices that DaltonLens works out for sRGB.
/// - Distance: CIE 1976, the straight distance in CIELAB (D65); lightness L* from the same.
enum Vision: String, CaseIterable {
    case normal, protanopia, deuteranopia, tritanopia
    case protanopiaVienot, deuteranopiaVienot, tritanopiaBrettel

    static let judged: [Vision] = [.normal, .protanopia, .deuteranopia, .tritanopia]

    private typealias Matrix = [[Double]]

    private func matrix(for colour: [Double]) -> Matrix {
        switch self {
        case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia:
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .deuteranopia:
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .tritanopia:
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        case .protanopiaVienot: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]
        case .deuteranopiaVienot: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]
        case .tritanopiaBrettel:
            // Two half planes, divided by the plane through black, white and the neutral axis.
            colour[0] * 0.03901 - colour[1] * 0.02788 - colour[2] * 0.01113 >= 0
                ? [[1.01277, 0.13548, -0.14826], [-0.01243, 0.86812, 0.14431], [0.07589, 0.80500, 0.11911]]
                : [[0.93678, 0.18979, -0.12657], [0.06154, 0.81526, 0.12320], [-0.37562, 1.12767, 0.24796]]
        }
    }

    /// A colour as it is seen, in CIELAB.
    func lab(_ colour: Colour) -> [Double] {
        let linear = [colour.red, colour.green, colour.blue].map { channel -> Double in
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let seen = Self.product(matrix(for: linear), linear).map { min(1, max(0, $0)) }
        let xyz = Self.product(
            [
                [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                [0.0193339, 0.1191920, 0.9503041],
            ],
            seen
        )
        let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white -> Double in
            let share = value / white
            return share > 216.0 / 24_389 ? cbrt(share) : (24_389.0 / 27 * share + 16) / 116
        }
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    }

    func distance(_ first: Colour, _ second: Colour) -> Double {
        zip(lab(first), lab(second)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }

    private static func product(_ matrix: Matrix, _ vector: [Double]) -> [Double] {
        matrix.map { row in zip(row, vector).map { $0 * $1 }.reduce(0, +) }
    }
}
