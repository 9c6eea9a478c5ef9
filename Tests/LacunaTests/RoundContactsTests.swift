import Foundation
import TestSupport
import Testing

@testable import lacuna

@Suite("Whom a round asks and writes to")
struct RoundContactsTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private func run(_ words: String...) -> Outcome {
        lacuna(words, store: store, environment: ["LACUNA_NOW": "2022-09-01T09:00:00Z"])
    }

    private func open(_ words: String...) -> Outcome {
        lacuna(
            ["round", "open", "2022-11", "--reference-date", "2022-11-01"] + words,
            store: store,
            environment: ["LACUNA_NOW": "2022-09-01T09:00:00Z"]
        )
    }

    private func list(_ rows: String...) throws -> String {
        try folder.write(rows.joined(separator: "\r\n"), to: "list.csv")
        return folder.path + "/list.csv"
    }

    private func asked(_ round: String = "2022-11") throws -> [String] {
        try PlainElement(store + "/rounds.xml").children("round").first { $0["id"] == round }?
            .children("asked").compactMap { $0["area"] } ?? []
    }

    @Test(
        "Areas are asked by name, alias, code or id; of those that share a name the one that exists then; kinds by any name"
    )
    func asks() throws {
        #expect(open("--asks", "Halton,St Helens,place-sefton").status == 0)
        #expect(try asked() == ["place-halton", "place-st-helens", "place-sefton"])
        let code = try PlainElement(store + "/areas.xml").children("area").first { $0["id"] == "place-wirral" }?
            .children("code").first?["value"]
        let again = ["round", "open", "2023-01", "--reference-date", "2023-01-01", "--asks"]
        #expect(lacuna(again + [try #require(code)], store: store).status == 0)
        #expect(try asked("2023-01") == ["place-wirral"])
        let kinds = ["round", "open", "2023-02", "--reference-date", "2023-02-01", "--asks", "Places"]
        #expect(lacuna(kinds, store: store).status == 0)
        #expect(try asked("2023-02").count == 14)
    }

    @Test(
        "What is no area or kind is refused with what is near; a kind that has ended with those that have not",
        arguments: [
            ("Haltom", "Did you mean 'Halton'?"), ("plaice", "Did you mean"),
            ("ccg", "No CCG area exists on 1 November 2022"),
            ("xyzzy-xyzzy", "Expected areas by id, name or code, or a kind of area."),
        ]
    )
    func unknown(word: String, words: String) throws {
        let refused = open("--asks", word)
        #expect(refused.status == 64 && refused.errors.contains(words), "\(refused.errors)")
    }

    @Test(
        "A list is read when a round opens, or later; it may have other columns, in any order, and areas that are not asked"
    )
    func lists() throws {
        let path = try list(
            "Our contacts;;;;",
            ";;;;",
            "Phone;E-mail;Area;Role;Name",
            "1;ann@nhs.net;Halton;Lead;Ann",
            "2;o'neill@nhs.net;01F;;",
            "3;ann@nhs.net;St. Helen's;;",
            "4;bob@nhs.net;Sefton;;Bob"
        )
        let opened = open("--asks", "Halton,St Helens", "--contacts", path)
        #expect(opened.status == 0)
        #expect(
            opened.output == """
                Opened round 2022-11: 2 areas asked, ratings as of 1 November 2022.
                Round 2022-11: 1 person to write to about 2 areas.

                """
        )
        #expect(opened.errors.contains("list.csv:5: Halton (ccg-halton) is left out: round 2022-11 does not ask it"))
        #expect(opened.errors.contains("list.csv:7: Sefton (place-sefton) is left out"))
        let shown = run("round", "contacts", "2022-11")
        #expect(shown.output.contains("Halton       Ann   Lead  ann@nhs.net\n"))
        let later = run("round", "contacts", "2022-11", try list("area,email", "Halton,eve@nhs.net"))
        #expect(later.output.hasSuffix("Without a contact (1): St. Helen's.\n") && later.status == 0)
        #expect(!(try text(of: store + "/rounds.xml").contains("ann@nhs.net")))
        #expect(run("verify").status == 0)
    }

    @Test("Every fault of a list is told by row and column, and nothing is recorded")
    func faults() throws {
        #expect(open("--asks", "Halton").status == 0)
        let before = try bytes(of: store + "/rounds.xml")
        let path = try list(
            "area,email,name",
            "Halton,ann@nhs.net,Ann",
            "Haltom,ann,",
            ",bob@nhs.net,",
            "Halton,ANN@nhs.net,",
            "Halton,\"eve@nhs.net\r\nBcc: x@y.org\",",
            "Halton,eve@nhs.net," + String(repeating: "n", count: 3_000)
        )
        let refused = run("round", "contacts", "2022-11", path)
        #expect(refused.status == 65 && refused.output.isEmpty)
        for words in [
            ":3: column A: 'Haltom' is no area (did you mean 'Halton'?)", ":3: column B: 'ann' has no @",
            ":4: column A: no area is named", ":5: column B: ANN@nhs.net already stands for Halton in row 2",
            ":6: column B: 'eve@nhs.net Bcc: x@y.org' holds a space", ":7: column C: the name is longer than 300",
            "lacuna: nothing was recorded",
        ] { #expect(refused.errors.contains(words), "\(words): \(refused.errors)") }
        let headless = run("round", "contacts", "2022-11", try list("area,phone", "Halton,1"))
        #expect(headless.status == 65 && headless.errors.contains(":1: no row is headed 'email' (the first row names"))
        let doubled = run("round", "contacts", "2022-11", try list("area,email,mail", "Halton,a@b.uk,c@d.uk"))
        #expect(doubled.status == 65 && doubled.errors.contains(":1: column C: two columns are headed 'email'"))
        #expect(run("round", "contacts", "2022-11", folder.path + "/none.csv").status == 66)
        #expect(run("round", "contacts", "2021-11").status == 64)
        #expect(try bytes(of: store + "/rounds.xml") == before)
    }

    @Test("No address is told by a report, an export or a server")
    func confidential() throws {
        let path = try list("area,email", "Halton,ann.private@nhs.net")
        #expect(open("--asks", "Halton", "--contacts", path).status == 0)
        #expect(run("report", "-o", folder.path + "/report").status == 0)
        #expect(run("export", "-o", folder.path + "/export").status == 0)
        for part in ["report", "export"] {
            for name in files(below: folder.path + "/" + part) {
                #expect(!(try text(of: "\(folder.path)/\(part)/\(name)").contains("ann.private")), "\(name)")
            }
        }
        #expect(!run("status", "--format", "json").output.contains("ann.private"))
    }
}
