/// A picture in a paper: a PNG, with what it shows in words.
package struct PaperPicture: Sendable {
    package let png: [UInt8]
    /// Width and height on paper, in millimetres.
    package let width: Double
    package let height: Double
    /// What it shows, for whoever does not see it.
    package let alternative: String
    package let caption: String

    /// - Parameters:
    ///   - width: the most that it may be wide, in millimetres.
    ///   - height: the most that it may be high, in millimetres.
    ///
    /// Nil for bytes that are no PNG, or that say nothing of their size.
    package init?(png: [UInt8], width: Double, height: Double, alternative: String, caption: String) {
        guard let size = Self.pixels(png) else { return nil }
        let scale = min(width / Double(size.width), height / Double(size.height))
        self.png = png
        self.width = Double(size.width) * scale
        self.height = Double(size.height) * scale
        self.alternative = oneLine(alternative)
        self.caption = oneLine(caption)
    }

    /// The same picture in another frame.
    func fitted(width: Double, height: Double) -> PaperPicture {
        PaperPicture(png: png, width: width, height: height, alternative: alternative, caption: caption) ?? self
    }

    /// The pixels of a PNG: its signature and first chunk, as ISO/IEC 15948 (clauses 5.2 and 11.2.2) has them.
    private static func pixels(_ png: [UInt8]) -> (width: Int, height: Int)? {
        guard png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), png.count > 32,
            png[12..<16].elementsEqual("IHDR".utf8)
        else { return nil }
        func number(_ offset: Int) -> Int { png[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (width, height) = (number(16), number(20))
        return width > 0 && height > 0 ? (width, height) : nil
    }
}
