import Bytes

/// SHA-256 (FIPS 180-4): the toolchain's libraries have none.
///
/// Worked example: the three bytes "abc" give ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad.
package enum SHA256 {
    /// The digest as 64 hexadecimal digits.
    package static func hexadecimal(of message: [UInt8]) -> String {
        let bytes = digest(of: message).flatMap { [hexadecimalDigit($0 >> 4), hexadecimalDigit($0 & 15)] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The digest as 32 bytes.
    package static func digest(of message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
        ]
        let whole = message.count / 64 * 64
        var rest = Array(message[whole...]) + [0x80]
        rest += [UInt8](repeating: 0, count: (120 - rest.count % 64) % 64)
        let bits = UInt64(message.count) &* 8
        rest += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
        mix(message, whole, into: &state)
        mix(rest, rest.count, into: &state)
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
    }

    /// Takes in the first bytes of a message, `count` of them, which are whole blocks.
    ///
    /// It walks by pointers. Where the compiler does not optimise, each look at an array's element is a call, and tests digest
    /// many documents.
    private static func mix(_ message: [UInt8], _ count: Int, into state: inout [UInt32]) {
        precondition(count <= message.count && count.isMultiple(of: 64) && state.count == 8)
        // The message schedule of one block, kept from block to block.
        var schedule = [UInt32](repeating: 0, count: 64)
        unsafe message.withUnsafeBufferPointer { message in
            unsafe schedule.withUnsafeMutableBufferPointer { schedule in
                unsafe constants.withUnsafeBufferPointer { constants in
                    unsafe state.withUnsafeMutableBufferPointer { state in
                        guard let bytes = message.baseAddress, let words = schedule.baseAddress,
                            let constants = constants.baseAddress, let state = state.baseAddress
                        else { return }
                        var place = 0
                        while place < count {
                            unsafe spread(bytes + place, over: words)
                            unsafe mix(words, constants, into: state)
                            place += 64
                        }
                    }
                }
            }
        }
    }

    /// The message schedule of the 64 bytes of a block: 64 words.
    private static func spread(_ bytes: UnsafePointer<UInt8>, over words: UnsafeMutablePointer<UInt32>) {
        var index = 0
        while index < 16 {
            let (one, two) = unsafe (UInt32(bytes[index * 4]), UInt32(bytes[index * 4 + 1]))
            let (three, four) = unsafe (UInt32(bytes[index * 4 + 2]), UInt32(bytes[index * 4 + 3]))
            unsafe words[index] = one &<< 24 | two &<< 16 | three &<< 8 | four
            index += 1
        }
        while index < 64 {
            let (one, two) = unsafe (words[index - 15], words[index - 2])
            let small = rotated(one, 7) ^ rotated(one, 18) ^ (one &>> 3)
            let large = rotated(two, 17) ^ rotated(two, 19) ^ (two &>> 10)
            unsafe words[index] = words[index - 16] &+ small &+ words[index - 7] &+ large
            index += 1
        }
    }

    private static func mix(
        _ words: UnsafeMutablePointer<UInt32>,
        _ constants: UnsafePointer<UInt32>,
        into state: UnsafeMutablePointer<UInt32>
    ) {
        var (a, b, c, d) = unsafe (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = unsafe (state[4], state[5], state[6], state[7])
        var index = 0
        while index < 64 {
            let choice = (e & f) ^ (~e & g)
            let sumE = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
            let first = unsafe h &+ sumE &+ choice &+ constants[index] &+ words[index]
            let majority = (a & b) ^ (a & c) ^ (b & c)
            let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
            index += 1
        }
        unsafe state[0] &+= a
        unsafe state[1] &+= b
        unsafe state[2] &+= c
        unsafe state[3] &+= d
        unsafe state[4] &+= e
        unsafe state[5] &+= f
        unsafe state[6] &+= g
        unsafe state[7] &+= h
    }

    private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word &>> bits | word &<< (32 &- bits) }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
