import Foundation
import TestSupport
import Testing

@testable import lacuna

// One after the other: a script cannot be started while another test, starting its own, still holds it open.
@Suite("Pictures as PNG", .serialized)
struct PicturePainterTests {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    private let svg = Array("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"85mm\" height=\"20mm\"></svg>".utf8)

    /// A folder that stands for PATH, with a stand-in for a renderer in it: a script that finds its result's place in its words.
    private func environment(_ folder: TemporaryFolder, _ name: String, _ lines: String) throws -> [String: String] {
        let words = """
            for word in "$@"; do case $word in --output=*|--screenshot=*) png=${word#*=};; esac; last=$word; done
            """
        try folder.write("#!/bin/sh\n\(words)\n\(lines)\n", to: "bin/\(name)")
        let path = folder.path + "/bin/\(name)"
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return ["PATH": folder.path + "/bin:/usr/bin:/bin", "TMPDIR": folder.path, "LACUNA_CHROMIUM": ""]
    }

    private let paints = #"""
        printf '\211PNG\r\n\032\n%s' "$*" > "$png"; cat "${last#file://}" >> "$png"; printf '\0\0\0\0IEND\256B`\202' >> "$png"
        """#

    @Test("rsvg-convert gets the picture as a file, at twice its size, and nothing is left behind")
    func rsvg() throws {
        let folder = try TemporaryFolder()
        let png = try PicturePainter(environment: environment(folder, "rsvg-convert", paints)).png(of: svg)
        let said = String(decoding: png, as: UTF8.self)
        #expect(png.starts(with: Self.signature) && png.suffix(12) == Self.end[...])
        // 85 mm are 321.26 pixels of CSS.
        #expect(said.contains("--width=644") && said.contains("height=\"20mm\""))
        #expect(files(below: folder.path) == ["bin/rsvg-convert"])
    }

    @Test("A program that fails, or paints something else, is status 69 with what it said and what to do")
    func fails() throws {
        for lines in ["echo 'no memory' >&2; exit 3", "printf 'no PNG' > \"$png\"; echo 'no memory'"] {
            let folder = try TemporaryFolder()
            let painter = try PicturePainter(environment: environment(folder, "rsvg-convert", lines))
            let failure = #expect(throws: CommandFailure.self) { try painter.png(of: svg) }
            #expect(failure?.status == .unavailable)
            #expect(failure?.messages.contains("Write SVG instead: --format svg, -o FILE.svg.") == true)
            #expect(failure?.messages.last == "It said: no memory")
            #expect(files(below: folder.path) == ["bin/rsvg-convert"])
        }
    }

    @Test("Without rsvg-convert Chromium paints; without either both are named, and SVG")
    func others() throws {
        let folder = try TemporaryFolder()
        var environment = try environment(folder, "chromium", paints)
        environment["PATH"] = folder.path + "/bin"
        let said = String(decoding: try PicturePainter(environment: environment).png(of: svg), as: UTF8.self)
        #expect(said.contains("--window-size=322,76") && said.contains("--force-device-scale-factor=2"))
        environment["PATH"] = folder.path
        let failure = #expect(throws: CommandFailure.self) { try PicturePainter(environment: environment) }
        #expect(failure?.status == .unavailable)
        #expect(
            failure?.messages == [
                "lacuna: a PNG needs rsvg-convert or Chromium, and neither is installed.",
                "Install one ('apt-get install librsvg2-bin' or 'apt-get install chromium'), or write SVG: --format svg, -o FILE.svg.",
            ]
        )
    }

    @Test("The ending of the file asks for it; the picture goes where other results go, and its name is no option")
    func commands() throws {
        let folder = try TemporaryFolder()
        let environment = try environment(folder, "rsvg-convert", paints)
        func run(_ words: [String]) -> Outcome { lacuna(words, environment: environment) }
        let ran = run(["heatmap", "--width", "a4", "-o", folder.path + "/-x.png"])
        #expect(ran.status == 0 && ran.errors == "Wrote \(folder.path)/-x.png.\n")
        let png = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/-x.png"))
        #expect(png.starts(with: Self.signature) && png.suffix(12).elementsEqual(Self.end))
        #expect(String(decoding: png, as: UTF8.self).contains("width=\"170mm\""))
        let need = run(["need", "-o", folder.path + "/need.png"])
        #expect(need.status == 0)
        #expect(files(below: folder.path).sorted() == ["-x.png", "bin/rsvg-convert", "need.png"])
    }

    @Test("--width is about a picture, and says so where there is none")
    func width() {
        let refused = lacuna(["need", "--width", "a4"])
        #expect(refused.status == 64 && refused.output.isEmpty)
        #expect(refused.errors.contains("--width is about a picture, and this is a table"))
        let unknown = lacuna(["heatmap", "--width", "a5"])
        #expect(unknown.status == 64 && unknown.errors.contains("Expected column, a4, a4-landscape or slide."))
    }
}
