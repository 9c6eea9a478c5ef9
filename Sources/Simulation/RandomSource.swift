/// A stream of numbers that depends on its seed alone, the same on every machine: SplitMix64.
///
/// G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014. Only whole numbers
/// are drawn from it: floating-point functions differ between mathematical libraries.
struct RandomSource {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `bound`; 0 where that is not positive.
    mutating func below(_ bound: Int) -> Int {
        bound > 0 ? Int(next().multipliedFullWidth(by: UInt64(bound)).high) : 0
    }

    /// True `permille` times in a thousand.
    mutating func happens(_ permille: Int) -> Bool { below(1000) < permille }

    mutating func pick<Element>(_ choices: [Element], else fallback: Element) -> Element {
        choices.isEmpty ? fallback : choices[below(choices.count)]
    }
}
