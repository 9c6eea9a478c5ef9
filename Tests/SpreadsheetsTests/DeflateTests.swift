import Bytes
import Testing

/// RFC 1951 both ways. What is read here was written by zlib 1.2.13, with the strategy named.
@Suite("Deflate and inflate")
struct DeflateTests {
    private let dog = Array(
        "The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog again, and again, and again."
            .utf8
    )
    private let letters = Array(
        """
        en uleteoloosaueeoe.,aanllerotduene.teeesie.aheadeielooietehelotea,iseesd tedt.driai,hettn.o ian eoeduaaheti.rlh\
        dteohielei,atodeoetr nnnaseeieelei ieait ntothindeau ,.diueilieaeo tnieiao,tateiinuntoneueseine euiu ,te,hee eoell\
        teteunetteeetiehtsrtortooeetatauetet.diena,eeeaeedeorihai,esurioeiseahnuth
        """.utf8
    )

    @Test("Fixed codes")
    func fixed() throws {
        let packed: [UInt8] = [
            0x0B, 0xC9, 0x48, 0x55, 0x28, 0x2C, 0xCD, 0x4C, 0xCE, 0x56, 0x48, 0x2A, 0xCA, 0x2F, 0xCF, 0x53, 0x48, 0xCB,
            0xAF, 0x50, 0xC8, 0x2A, 0xCD, 0x2D, 0x28, 0x56, 0xC8, 0x2F, 0x4B, 0x2D, 0x52, 0x28, 0x01, 0x4A, 0xE7, 0x24,
            0x56, 0x55, 0x2A, 0xA4, 0xE4, 0xA7, 0xEB, 0x29, 0x84, 0x10, 0xAF, 0x58, 0x21, 0x31, 0x3D, 0x31, 0x33, 0x4F,
            0x47, 0x21, 0x31, 0x2F, 0x05, 0x83, 0xA9, 0x07, 0x00,
        ]
        #expect(try Inflate(packed, limit: 1_000).bytes == dog)
        // The same code, written here: not a byte longer than zlib's best.
        #expect(Deflate.deflated(dog).count <= packed.count)
    }

    private let dynamic: [UInt8] = [
        0x15, 0x8F, 0xD1, 0x09, 0x45, 0x21, 0x0C, 0x43, 0x57, 0x71, 0x00, 0x71, 0xA7, 0x82, 0x01, 0x03, 0xD2, 0x82,
        0x37,
        0xDD, 0xFF, 0xE5, 0x81, 0x1F, 0x6A, 0x4E, 0xD3, 0x04, 0x39, 0xFA, 0x42, 0xA8, 0x5B, 0xF5, 0x45, 0x03, 0x85,
        0x35,
        0x23, 0xF2, 0x5E, 0xBC, 0xD2, 0x6E, 0x24, 0x96, 0x00, 0x7C, 0xC4, 0x8A, 0x83, 0xD8, 0x20, 0x8C, 0xD2, 0x23,
        0xC7,
        0x17, 0x21, 0x26, 0x3F, 0xCB, 0x7B, 0x08, 0x5B, 0x6B, 0x3F, 0x06, 0xE7, 0x81, 0x94, 0xAB, 0x06, 0x23, 0x87,
        0x0D,
        0x77, 0x87, 0x47, 0xC5, 0xF5, 0xEE, 0xD9, 0x5E, 0x75, 0x6C, 0x01, 0xCE, 0x50, 0x6D, 0xAB, 0x7A, 0x23, 0x33,
        0xC3,
        0x26, 0xC4, 0xFF, 0x7F, 0x10, 0x41, 0x8D, 0x54, 0xE9, 0x30, 0x37, 0xA2, 0xC7, 0x5C, 0x9B, 0x0D, 0x5E, 0x2B,
        0xA8,
        0xA1, 0x24, 0x18, 0x35, 0x15, 0x02, 0x99, 0x6D, 0x32, 0xD1, 0xF8, 0xC0, 0xC4, 0x40, 0xD3, 0xBC, 0xE0, 0x0C,
        0xF8,
        0xEF, 0xBE, 0x57, 0x8E, 0xDA, 0xE9, 0x44, 0x6E, 0x21, 0xE2, 0xE8, 0x7B, 0x2A, 0x9F, 0xF2, 0x33, 0xE4, 0xCA,
        0x06,
        0xEC, 0x8F, 0x8C, 0x69, 0x22, 0x00, 0x87, 0x7A, 0x3C, 0xAE, 0x81, 0xAF, 0x1F, 0x0B, 0xEE, 0x17, 0x27, 0x5B,
        0xE7,
        0x07,
    ]

    @Test("Codes of the block's own")
    func ownCodes() throws { #expect(try Inflate(dynamic, limit: 300).bytes == letters) }

    @Test("Codes without a single distance")
    func huffmanOnly() throws {
        let packed: [UInt8] = [
            0x05, 0xC1, 0x81, 0x09, 0x00, 0x21, 0x0C, 0x04, 0xC1, 0x56, 0x2C, 0x40, 0xBE, 0xA7, 0x80, 0x0B, 0x1E, 0x48,
            0x02, 0x7A, 0xE9, 0xFF, 0x67, 0xC8, 0xD1, 0x07, 0x53, 0xA7, 0xEA, 0x45, 0x43, 0xF1, 0xCD, 0x88, 0x3C, 0x87,
            0x5B, 0x5E, 0x4D, 0xF2, 0x19, 0x78, 0xE2, 0x8B, 0x4D, 0x2C, 0xC4, 0xA9, 0x12, 0x66, 0x73, 0xCA, 0xC4, 0xD4,
            0x83, 0xB7, 0x86, 0x59, 0xFE, 0xD6, 0x55, 0x68, 0x6E, 0xEC, 0xFC, 0x6A, 0x28, 0x72, 0x50, 0xAC, 0x8E, 0xD8,
            0x58, 0xDF, 0x3D, 0x7B, 0x99, 0xDA, 0xE2, 0xA0, 0x19, 0xAE, 0x45, 0xE1, 0x3B, 0x32, 0x33, 0x1E, 0x08, 0x0E,
            0x1A, 0x22, 0xE4, 0x91, 0x2E, 0x6F, 0xE5, 0x22, 0x7A, 0xCC, 0x6F, 0xA9, 0xD1, 0x11, 0x41, 0x0D, 0xA7, 0x50,
            0xD4, 0x74, 0x18, 0x29, 0x3B, 0x5D, 0x49, 0xF3, 0x50, 0x32, 0x68, 0xF5, 0x98, 0x66, 0x6E, 0x18, 0x14, 0xE7,
            0x18, 0xD3, 0x89, 0x0D, 0x58, 0x6C, 0xBF, 0xEB, 0xBA, 0xAE, 0x02, 0x87, 0xA3, 0x31, 0xFE, 0x96, 0xC8, 0x98,
            0x40, 0xC0, 0xA2, 0xAE, 0x76, 0x68, 0xF2, 0xFA, 0xAA, 0xD0, 0x23, 0x76, 0xB6, 0xF7, 0x0F,
        ]
        #expect(try Inflate(packed, limit: 300).bytes == letters)
    }

    @Test("Bytes as they are, nothing, and one byte a thousand times")
    func simple() throws {
        let stored: [UInt8] = [1, 15, 0, 0xF0, 0xFF] + Array("stored as it is".utf8)
        #expect(try Inflate(stored, limit: 15).bytes == Array("stored as it is".utf8))
        #expect(try Inflate([3, 0], limit: 0).bytes == [])
        let run: [UInt8] = [0x4B, 0x4C, 0x1C, 0x05, 0xA3, 0x60, 0x14, 0x0C, 0x77, 0x00, 0x00]
        #expect(try Inflate(run, limit: 1_000).bytes == [UInt8](repeating: 0x61, count: 1_000))
    }

    @Test("The limit is kept to the byte, and the end is told")
    func limits() throws {
        #expect(throws: InflateFault.tooLarge) { try Inflate(dynamic, limit: 299) }
        let inflated = try Inflate([9, 9] + dynamic + [7, 7, 7], in: 2..<dynamic.count + 5, limit: 300)
        #expect(inflated.end == dynamic.count + 2)
        // A run of 258 at a time makes no more than was allowed.
        let bomb = Deflate.deflated([UInt8](repeating: 0, count: 1 << 20))
        #expect(bomb.count < 1 << 14)
        #expect(throws: InflateFault.tooLarge) { try Inflate(bomb, limit: (1 << 20) - 1) }
    }

    @Test("Cut off anywhere, it is a fault")
    func truncated() {
        for count in 0..<dynamic.count {
            #expect(throws: InflateFault.truncated) { try Inflate(Array(dynamic[..<count]), limit: 1_000) }
        }
    }

    @Test(
        "What follows no rule of the format",
        arguments: [
            // A kind of block that there is not; a stored block whose lengths differ.
            [0x07], [1, 1, 0, 0, 0, 0],
            // A distance before the first byte: a length of three from one byte back, at once.
            [0x03, 0x02, 0x00, 0x00],
            // 288 literals; 31 distances; no codes at all; an unfinished set of codes for lengths.
            [0xFD, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x05, 0x1E, 0xFF, 0xFF, 0xFF], [0x05, 0, 0, 0, 0, 0, 0],
            [0x05, 0xE0, 0x01, 0, 0, 0, 0, 0, 0, 0],
        ] as [[UInt8]]
    )
    func malformed(bytes: [UInt8]) {
        #expect(throws: InflateFault.malformed) { try Inflate(bytes, limit: 1_000) }
    }

    @Test("What is deflated is inflated again, and the same bytes give the same")
    func roundTrip() throws {
        var state: UInt64 = 7
        for round in 0..<200 {
            var bytes: [UInt8] = []
            while bytes.count < round * 13 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let value = Int(state >> 33)
                if value % 3 == 0 || bytes.isEmpty {
                    bytes.append(UInt8(truncatingIfNeeded: value >> 4))
                } else {
                    let start = value / 3 % bytes.count
                    bytes += bytes[start..<min(bytes.count, start + value % 400)]
                }
            }
            let packed = Deflate.deflated(bytes)
            #expect(packed == Deflate.deflated(bytes))
            let inflated = try Inflate(packed, limit: bytes.count)
            #expect(inflated.bytes == bytes && inflated.end == packed.count)
        }
    }

    @Test(
        "Where its tables grow, at each power of two, nothing is lost and no stretch overlooked",
        arguments: (7...16).flatMap { [1 << $0 - 1, 1 << $0, 1 << $0 + 1] }
    )
    func tables(count: Int) throws {
        // The same bytes at both ends, with noise between: the farther the count, the farther the stretch lies back.
        var state = UInt64(count)
        var bytes = Array(letters.prefix(count / 3))
        let end = bytes
        while bytes.count < count - end.count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // Eight bits each in the fixed code: noise that does not grow.
            bytes.append(UInt8(truncatingIfNeeded: state >> 41) & 0x7F)
        }
        let open = Deflate.deflated(bytes)
        bytes += end
        let packed = Deflate.deflated(bytes)
        let inflated = try Inflate(packed, limit: count)
        #expect(inflated.bytes == bytes && inflated.end == packed.count)
        // Beyond the window of 32 KiB no stretch can be told.
        if count <= 1 << 15 { #expect(packed.count <= open.count + 12) }
    }

    @Test("Noise grows by five bytes for each 65,535")
    func noise() throws {
        var state: UInt64 = 3
        let noise: [UInt8] = (0..<70_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 40)
        }
        let packed = Deflate.deflated(noise)
        #expect(packed.count == noise.count + 10)
        #expect(try Inflate(packed, limit: 70_000).bytes == noise)
    }

    @Test func checksum() {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.of([]) == 0)
        #expect(CRC32.of(dog) == 0x8BD3_3124)
    }
}
