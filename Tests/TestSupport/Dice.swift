/// Numbers that look random and follow from a seed: SplitMix64.
public struct Dice: Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    /// A number from 0 to one less than there are sides.
    public mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ value >> 31) % UInt64(max(1, sides)))
    }
}
