/// One file within an archive, as the archive's directory has it.
struct ZipEntry: Hashable {
    let name: String
    let crc: UInt32
    let packedSize: Int
    let size: Int
    /// Where its own header lies, and its packed bytes; they are known once both were compared.
    let headerOffset: Int
    let isDeflated: Bool
    let hasDescriptor: Bool

    var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }

    /// What is wrong with a name; nil for one that a spreadsheet program could give.
    static func nameFault(_ name: String) -> String? {
        if name.isEmpty { return "a part without a name" }
        if name.utf8.count > 512 { return "a part with a name of more than 512 bytes" }
        if name.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) {
            return "a part whose name holds control characters"
        }
        if name.utf8.first == UInt8(ascii: "/") || name.utf8.contains(UInt8(ascii: "\\"))
            || name.utf8.contains(UInt8(ascii: ":"))
        {
            return "a part whose name leads out of the workbook"
        }
        var folders = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        if folders.last?.isEmpty == true { folders = folders.dropLast() }
        let leadsAway = folders.contains { folder in
            folder.isEmpty || folder.elementsEqual(".".utf8) || folder.elementsEqual("..".utf8)
        }
        return leadsAway ? "a part whose name leads out of the workbook" : nil
    }
}
