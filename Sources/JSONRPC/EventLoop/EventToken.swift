/// What a watched descriptor is to the server: packed into the 64 bits that the kernel gives back.
enum EventToken {
    case handle, signals, background
    case listener(Int)
    case connection(slot: Int, number: UInt64)
    case departing(Int32)

    private static let firstSlot: UInt64 = 16

    init(_ packed: UInt64) {
        let low = packed & 0xFFFF_FFFF
        switch packed >> 32 {
        case 0: self = .handle
        case 1: self = .signals
        case 2: self = .listener(Int(low))
        case 3: self = .departing(Int32(truncatingIfNeeded: low))
        case 4: self = .background
        case let high: self = .connection(slot: Int(high) - Int(Self.firstSlot), number: low)
        }
    }

    var packed: UInt64 {
        switch self {
        case .handle: 0
        case .signals: 1 << 32
        case .background: 4 << 32
        case .listener(let index): 2 << 32 | UInt64(truncatingIfNeeded: index)
        case .departing(let descriptor): 3 << 32 | UInt64(UInt32(bitPattern: descriptor))
        // The number tells a new connection from an event about the one whose slot it got.
        case .connection(let slot, let number):
            (UInt64(truncatingIfNeeded: slot) + Self.firstSlot) << 32 | number & 0xFFFF_FFFF
        }
    }
}
