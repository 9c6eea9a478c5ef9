import Foundation
import TestSupport
import Testing

@testable import lacuna

@Suite("An empty store")
struct InitCommandTests {
    private let folder: TemporaryFolder
    private var store: String { folder.path + "/store" }

    init() throws { folder = try TemporaryFolder() }

    private func made(_ path: String) -> Outcome { lacuna("init", path, store: nil) }

    @Test("A new folder holds a framework, areas, no rounds and what git needs to know; all is sealed and sound")
    func skeleton() throws {
        let made = made(store)
        #expect(made.status == 0 && made.errors.isEmpty)
        #expect(made.output.hasPrefix("Made \(store). Fill in framework.xml and areas.xml"))
        #expect(
            files(below: folder.path).map { $0.replacing("store/", with: "") } == [
                ".gitattributes", "areas.xml", "framework.xml", "rounds.xml",
            ]
        )
        #expect(try text(of: store + "/.gitattributes") == "*.xml -text\n")
        let verified = lacuna("verify", store: store)
        #expect(verified.status == 0 && verified.errors.isEmpty)
        #expect(
            verified.output == "\(store): framework, areas and rounds sound; 0 returns sound; revisions unbroken.\n"
        )
        for name in ["areas", "framework", "rounds"] {
            let document = try PlainElement(store + "/\(name).xml")
            #expect(document.name == name && document["sha256"]?.count == 64 && document["simulated"] == nil)
            #expect(!(try text(of: store + "/\(name).xml").contains("<!--")))
        }
        #expect(try PlainElement(store + "/rounds.xml").children.isEmpty)
        let levels = try PlainElement(store + "/framework.xml").children("scale").flatMap(\.children)
        #expect(
            levels.map { $0["code"] } == ["G", "A", "R", "B"] && levels.map { $0["rank"] } == ["2", "1", "0", nil]
        )
    }

    @Test("A round can be opened in it and a return recorded")
    func use() throws {
        #expect(made(store).status == 0)
        #expect(lacuna("status", store: store).output.contains("No rounds yet."))
        let now = ["LACUNA_NOW": "2026-02-01T09:00:00Z"]
        let opening = ["round", "open", "2026-05", "--reference-date", "2026-05-01", "--asks", "place"]
        #expect(lacuna(opening, store: store, environment: now).status == 0)
        let form = lacuna("return", "form", "--area", "place-1", store: store).output
            .replacing("In the role of,,", with: "In the role of,Commissioner,")
            .replacing("The first service type,,,,,", with: "The first service type,R,staff,,,")
        try folder.write(form, to: "form.csv")
        let words = ["return", "submit", folder.path + "/form.csv"]
        #expect(lacuna(words, store: store, environment: now).status == 0)
        #expect(lacuna("show", "--format", "csv", store: store).output.contains("place-1,The first Place,R\r\n"))
        #expect(lacuna("verify", store: store).status == 0)
    }

    @Test("An empty folder is filled; one with anything in it, or a file, is refused and left as it is")
    func places() throws {
        let empty = folder.path + "/empty"
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: false)
        #expect(made(empty + "/").status == 0)
        #expect(lacuna("verify", store: empty).status == 0)
        let before = files(below: folder.path)
        let again = made(empty)
        #expect(again.status == 73 && again.output.isEmpty)
        #expect(again.errors == "lacuna: '\(empty)' is not empty. Name a new folder.\n")
        try folder.write("x", to: "hidden/.keep")
        #expect(made(folder.path + "/hidden").status == 73)
        #expect(made(folder.path + "/hidden/.keep").status == 73)
        #expect(made(folder.path + "/hidden/.keep/below").status == 73)
        #expect(made("").status == 64 && lacuna("init", store: nil).status == 64)
        #expect(files(below: folder.path) == (before + ["hidden/.keep"]).sorted())
    }
}
