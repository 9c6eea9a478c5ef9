/// Numbers within an archive: the lowest byte first, and nil where the bytes end before.
struct ZipFields {
    let bytes: [UInt8]

    func number16(_ place: Int) -> Int? {
        guard place >= 0, place <= bytes.count - 2 else { return nil }
        return Int(bytes[place]) | Int(bytes[place + 1]) << 8
    }

    func number32(_ place: Int) -> Int? {
        guard let low = number16(place), let high = number16(place + 2) else { return nil }
        return low | high << 16
    }

    func slice(_ place: Int, count: Int) -> ArraySlice<UInt8>? {
        guard place >= 0, count >= 0, place <= bytes.count, count <= bytes.count - place else { return nil }
        return bytes[place..<place + count]
    }
}
