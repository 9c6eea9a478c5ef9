import Exhibits
import Provision

/// Paints an SVG picture as PNG, with a program that is installed: `rsvg-convert`, else Chromium; at twice its size on screen, so that
/// it is sharp in a document.
struct PicturePainter {
    private enum Renderer {
        case rsvg(String)
        case chromium(String)

        var path: String {
            switch self {
            case .rsvg(let path), .chromium(let path): path
            }
        }
    }

    private let renderer: Renderer
    private let environment: [String: String]

    /// Pixels to the CSS pixel.
    static let scale = 2
    /// What a PNG file begins with.
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// What it ends with: the empty chunk IEND and its check sum.
    private static let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]

    /// - Throws: status 69 where there is no program for it.
    init(environment: [String: String]) throws(CommandFailure) {
        self.environment = environment
        if let path = OutsideProgram.find(["rsvg-convert"], environment) {
            renderer = .rsvg(path)
        } else if let path = try PagePrinter.installed(environment) {
            renderer = .chromium(path)
        } else {
            throw CommandFailure(
                .unavailable,
                "lacuna: a PNG needs rsvg-convert or Chromium, and neither is installed.",
                "Install one ('apt-get install librsvg2-bin' or 'apt-get install chromium'), or write SVG: --format svg, -o FILE.svg."
            )
        }
    }

    func png(of svg: [UInt8]) throws(CommandFailure) -> [UInt8] {
        try OutsideProgram.withFolder(environment) { (folder) throws(CommandFailure) in try paint(svg, in: folder) }
    }

    private func paint(_ svg: [UInt8], in folder: String) throws(CommandFailure) -> [UInt8] {
        Progress.begin("painting the picture")
        let (picture, result, log) = ("\(folder)/picture.svg", "\(folder)/picture.png", "\(folder)/log")
        try OutsideProgram.write(svg, to: picture)
        let size = PictureSize(of: svg)?.pixels ?? (width: 1_000, height: 1_000)
        let words: [String]
        switch renderer {
        case .rsvg:
            // Without bounds a picture of a national network would be refused as too large.
            words = [
                "--unlimited", "--format=png", "--width=\(size.width * Self.scale)", "--keep-aspect-ratio",
                "--output=\(result)", picture,
            ]
        case .chromium:
            words =
                [
                    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--disable-dev-shm-usage", "--hide-scrollbars", "--user-data-dir=\(folder)/profile",
                    "--force-device-scale-factor=\(Self.scale)", "--window-size=\(size.width),\(size.height)",
                    "--screenshot=\(result)",
                ] + (PagePrinter.lacksSandbox ? ["--no-sandbox"] : []) + ["file://\(picture)"]
        }
        let program = OutsideProgram(path: renderer.path, environment: environment)
        let status = try program.run(words, log: log, result: result, isWhole: Self.isWhole)
        let bytes = status == 0 ? OutsideProgram.read(result) : nil
        guard let bytes, Self.isWhole(bytes) else {
            let said = OutsideProgram.read(log).map { String(decoding: $0.suffix(400), as: UTF8.self) } ?? ""
            let fault =
                status.map { $0 == 0 ? "what it wrote is no PNG" : OutsideProgram.words(ofStatus: $0) }
                ?? "it was ended after \(OutsideProgram.patience) seconds"
            throw CommandFailure(
                .unavailable,
                [
                    "lacuna: \(renderer.path) painted no PNG of the picture (\(fault)).",
                    "Write SVG instead: --format svg, -o FILE.svg.",
                ] + (said.isEmpty ? [] : ["It said: \(said.split(separator: "\n").last.map(String.init) ?? said)"])
            )
        }
        return bytes
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: signature) && bytes.suffix(end.count) == end[...]
    }
}
