import Glibc
import Provision

/// Prints a page to PDF with a Chromium that is installed, run as an `OutsideProgram`.
struct PagePrinter {
    /// The program's path.
    let program: String
    private let environment: [String: String]

    /// Where programs of this kind go by these names.
    static let names = ["chromium", "chromium-browser", "google-chrome"]

    /// - Throws: status 69 where there is none.
    init(environment: [String: String]) throws(CommandFailure) {
        self.environment = environment
        guard let program = try Self.installed(environment) else {
            throw CommandFailure(
                .unavailable,
                "lacuna: --pdf needs Chromium, and none of \(Self.names.joined(separator: ", ")) is installed.",
                "Install it ('apt-get install chromium'), set LACUNA_CHROMIUM to its path, or open index.html and print it."
            )
        }
        self.program = program
    }

    /// The Chromium that LACUNA_CHROMIUM names, else the one that is installed; nil where there is none.
    ///
    /// - Throws: status 69 where the one that is named cannot be run.
    static func installed(_ environment: [String: String]) throws(CommandFailure) -> String? {
        guard let named = environment["LACUNA_CHROMIUM"], !named.isEmpty else {
            return OutsideProgram.find(names, environment)
        }
        guard OutsideProgram.isProgram(named) else {
            throw CommandFailure(
                .unavailable,
                "lacuna: LACUNA_CHROMIUM names '\(named)', which is no program that can be run.",
                "Set it to the full path of a Chromium, or unset it to use the one that is installed."
            )
        }
        return named
    }

    /// Whether Chromium must do without its sandbox: it does not start one for root.
    static var lacksSandbox: Bool { geteuid() == 0 }

    /// The page as a tagged PDF.
    func pdf(of page: [UInt8]) throws(CommandFailure) -> [UInt8] {
        try OutsideProgram.withFolder(environment) { (folder) throws(CommandFailure) in try print(page, in: folder) }
    }

    private func print(_ page: [UInt8], in folder: String) throws(CommandFailure) -> [UInt8] {
        Progress.begin("printing the page")
        try OutsideProgram.write(page, to: "\(folder)/page.html")
        let words =
            [
                "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=\(folder)/profile", "--no-pdf-header-footer", "--export-tagged-pdf",
                "--generate-pdf-document-outline", "--print-to-pdf=\(folder)/page.pdf",
            ] + (Self.lacksSandbox ? ["--no-sandbox"] : []) + ["file://\(folder)/page.html"]
        let browser = OutsideProgram(path: program, environment: environment)
        let ended = try browser.run(words, log: "\(folder)/log", result: "\(folder)/page.pdf") {
            PrintedPDF($0).isWhole
        }
        guard let status = ended else {
            throw CommandFailure(
                .unavailable,
                "lacuna: \(program) had printed no PDF after \(OutsideProgram.patience) seconds and was ended.",
                "Open index.html in a browser and print it from there; index.html is written without --pdf."
            )
        }
        let bytes = status == 0 ? OutsideProgram.read("\(folder)/page.pdf") : nil
        let fault =
            bytes.map { PrintedPDF($0).fault(titled: Self.title(of: page)) }
            ?? (status == 0 ? "it wrote nothing" : OutsideProgram.words(ofStatus: status))
        guard let bytes, fault == nil else {
            let said =
                OutsideProgram.read("\(folder)/log").map { String(decoding: $0.suffix(400), as: UTF8.self) } ?? ""
            throw CommandFailure(
                .unavailable,
                [
                    "lacuna: \(program) printed no PDF of the page (\(fault ?? "")).",
                    "Open index.html in a browser and print it from there; index.html is written without --pdf.",
                ] + (said.isEmpty ? [] : ["It said: \(said.split(separator: "\n").last.map(String.init) ?? said)"])
            )
        }
        return bytes
    }

    /// The title of a page, as a reader sees it; nil without one.
    private static func title(of page: [UInt8]) -> String? {
        let head = String(decoding: page.prefix(65_536), as: UTF8.self)
        guard let start = head.firstRange(of: "<title>"), let end = head[start.upperBound...].firstRange(of: "</title>")
        else { return nil }
        let names = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return names.reduce(String(head[start.upperBound..<end.lowerBound])) { $0.replacing($1.0, with: $1.1) }
    }
}
