import Provision
import TestSupport
import Testing

@testable import ScopingStore

@Suite("The workforce in framework.xml, and posts in returns")
struct WorkforceDocumentTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
    }

    private static let halton = "returns/2022-05/ccg-halton.1.xml"

    private func write(_ edit: (String) -> String, to path: String) throws {
        let before = try text(of: store + "/" + path)
        let after = edit(before)
        try #require(after != before)
        try folder.write(Seal.applied(to: Array(after.utf8)), to: "store/" + path)
    }

    private func state(_ posts: String) throws {
        try write(
            { $0.replacing("</return>", with: "  <posts>\n\(posts)\n  </posts>\n</return>") },
            to: Self.halton
        )
    }

    // MARK: The source

    @Test("Tables 1 and 2: four role groups under option A, five under B, and what each works across")
    func roleGroups() throws {
        let workforce = try #require(RealData.model().framework.workforce)
        func works(_ id: String) throws -> [String] {
            let option = try #require(workforce.options.first { $0.id.text == id })
            return option.works.map { "\($0.group): \($0.tiers.map(\.rawValue).joined(separator: " "))" }
        }
        #expect(
            try works("a") == [
                "management: ics locality", "leadership: ics", "practitioners: place", "peer-support: place",
            ]
        )
        #expect(
            try works("b") == [
                "partnership: ics", "management: place", "leadership: place", "practitioners: place",
                "peer-support: place",
            ]
        )
        #expect(
            workforce.askedInAnyCase.map(\.id.text) == ["management", "leadership", "practitioners", "peer-support"]
        )
        #expect(workforce.options.map(\.section) == ["4.9.1", "4.9.2"] && workforce.comparison == "4.9.3")
        // The source has no ratios, chooses neither, and its forms ask for no posts.
        #expect(workforce.ratios.isEmpty && workforce.chosen == nil && !workforce.asksPosts)
        // Project Manager is an example under A alone.
        #expect(workforce.options.map { $0.works.flatMap(\.roles) } == [["Project Manager"], []])
    }

    @Test(
        "As many role groups, example roles, advantages and disadvantages as the source prints",
        .enabled(if: sourceDocument() != nil, "the source document is not beside the project")
    )
    func counted() throws {
        let lines = try #require(sourceDocument()).split(separator: "\n").map(String.init)
        let workforce = try #require(RealData.model().framework.workforce)
        func part(_ start: String, _ end: String) throws -> ArraySlice<String> {
            let last = try #require(lines.firstIndex { $0.hasPrefix(end) })
            let first = try #require(lines[..<last].lastIndex { $0.hasPrefix(start) })
            return lines[first..<last]
        }
        let tables = [
            try part("4.9.1.2 Team structure", "Table 1 – description of role"),
            try part("4.9.2.2 Team structure", "Table 2 – description of role"),
        ]
        for (option, table) in zip(workforce.options, tables) {
            let groups = table.filter { $0.hasPrefix("Role group:") }.compactMap { $0.split(separator: "\t").last }
            #expect(groups.count == option.works.count)
            let examples = table.filter { $0.hasPrefix("Example roles") }.compactMap { $0.split(separator: "\t").last }
            for (work, printed) in zip(option.works, examples) {
                let roles = (workforce.roleGroup(work.group)?.roles ?? []) + work.roles
                #expect(Set(roles) == Set(printed.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init)))
            }
            let letter = option.id.text.uppercased()
            let row = try #require(lines.first { $0.hasPrefix("Option \(letter):") && $0.contains("<ul") })
            let cells = row.split(separator: "\t").dropFirst().map(Self.sentences)
            #expect(cells == [option.advantages.count, option.disadvantages.count])
        }
    }

    /// How many sentences there are: full stops before a capital, a tag or the end.
    private static func sentences(_ text: Substring) -> Int {
        let letters = Array(text)
        return letters.indices.count { place in
            guard letters[place] == "." else { return false }
            let next = letters[(place + 1)...].first { $0 != " " }
            return next.map { $0.isUppercase || $0 == "<" } ?? true
        }
    }

    @Test(
        "The posts that the scoping reports size are on record, and those they name one by one count without",
        .enabled(if: sourceDocument() != nil, "the source document is not beside the project")
    )
    func posts() throws {
        let printed = try #require(sourceDocument())
        let posts = try RealData.model().standingReturns(knownAt: nil).flatMap(\.posts)
        #expect(printed.contains("0.1 or 0.2WTE") && printed.contains("appointed a 1WTE Clinical Psychologist"))
        #expect(posts.compactMap(\.wte).map(\.description).sorted() == ["0.1", "0.2", "1"])
        #expect(posts.compactMap(\.filled).map(\.description) == ["1"], "of the others it is not said")
        #expect(posts.count == 16 && posts.count { $0.role == nil } == 2)
        #expect(
            posts.allSatisfy {
                $0.evidence.count == 1 && $0.evidence.allSatisfy { $0.source != nil && $0.section != nil }
            }
        )
    }

    // MARK: Documents

    @Test("Framework and return are written as they were read")
    func roundTrip() throws {
        try state(
            """
                <post role-group="practitioners" title="Therapist" service="bibs" wte="1.25" filled="0.5" funded-until="2023-03-31">
                  <evidence source="pier-2023" section="4.9">Three days, of which one is filled.</evidence>
                </post>
                <post title="Volunteer"/>
            """
        )
        try write(
            {
                $0.replacing("<workforce ", with: "<workforce chosen=\"b\" asks-posts=\"true\" ").replacing(
                    "  </workforce>",
                    with:
                        "    <ratio role-group=\"practitioners\" children-per-wte=\"27.5\" cost-per-wte=\"50000\"/>\n    <ratio role-group=\"peer-support\" children-per-wte=\"120\"/>\n  </workforce>"
                )
            },
            to: "framework.xml"
        )
        let model = try StoreReader.load(store).model
        let (framework, _) = try FrameworkDocument.read(
            FrameworkWriter.bytes(of: model.framework),
            file: "framework.xml"
        )
        #expect(framework.workforce == model.framework.workforce)
        #expect(
            framework.workforce?.ratios.map { "\($0.childrenPerWTE) \($0.costPerWTE?.description ?? "-")" } == [
                "27.5 50000", "120 -",
            ]
        )
        #expect(framework.workforce?.askedInAnyCase.count == 5 && framework.workforce?.asksPosts == true)
        let halton = try #require(model.returns.first { $0.area.text == "ccg-halton" })
        #expect(halton.posts.map { $0.wte?.value } == [125, nil])
        #expect(try halton.posts.first?.fundedUntil == date("2023-03-31"))
        let again = try ReturnDocument.read(
            ReturnWriter.bytes(of: halton),
            file: "x.xml",
            framework: model.framework,
            areas: model.areas,
            rounds: model.rounds
        )
        #expect(again == halton && halton.with(posts: []) != halton)
        #expect(halton.with(ratings: []).posts == halton.posts && halton.with(posts: []).services == halton.services)
    }

    @Test("Posts come out of the cache as they went in")
    func cached() throws {
        try state(
            "    <post role-group=\"practitioners\" title=\"Therapist\" wte=\"0.6\" funded-until=\"2023-03-31\"/>"
        )
        let cache = StoreCache(folder: folder.path + "/cache", minDocuments: 1, tick: 0)
        let read = try (0..<3).map { _ in try StoreReader.load(store, cache: cache).model.returns.map(\.posts) }
        let plain = try StoreReader.load(store).model.returns.map(\.posts)
        #expect(read.allSatisfy { $0 == plain } && plain.joined().count == 17)
    }

    @Test(
        "What a post cannot be is told with its line and mend",
        arguments: [
            (
                "role-group=\"practitioner\" title=\"T\"",
                "unknown role group 'practitioner' (did you mean 'practitioners'?)"
            ),
            ("title=\"T\" service=\"bib\"", "unknown service 'bib' (did you mean 'bibs'?)"),
            (
                "title=\"T\" wte=\"1\" filled=\"1.01\"",
                "has 1 WTE, and 1.01 of it filled (a post is filled at most to its size)"
            ),
            ("title=\"T\" filled=\"0.5\"", "its size is not stated (state its size too: wte=\"0.5\" or more)"),
            ("title=\"T\" wte=\"500.01\"", "has 500.01 WTE (above 0 and at most 500"),
            ("title=\"T\" wte=\"0\"", "has 0 WTE"), ("title=\"T\" wte=\"-1\"", "wte"),
            ("title=\"T\" wte=\"0.333\"", "wte"),
            ("title=\"T\" funded-until=\"2023-02-30\"", "funded-until"), ("wte=\"1\"", "title"),
        ]
    )
    func postFaults(post: String, words: String) throws {
        try state("    <post title=\"Sound\" wte=\"500\" filled=\"500\"/>\n    <post \(post)/>")
        let fault = try #require(StoreReader.load(store).leftOut.first?.faults.first)
        #expect(fault.description.contains(words), "\(fault)")
        let line = try text(of: store + "/" + Self.halton).split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("<post \(post)/>") }
        #expect(fault.line == line.map { $0 + 1 })
    }

    @Test(
        "What cannot be in a framework's workforce is told with its mend",
        arguments: [
            (
                "<works ref=\"leadership\" at=\"ics\"/>", "<works ref=\"leaders\" at=\"ics\"/>",
                "unknown role group 'leaders'"
            ),
            (
                "<works ref=\"leadership\" at=\"ics\"/>", "<works ref=\"leadership\" at=\"ics ics\"/>",
                "does not say once each"
            ),
            ("<works ref=\"leadership\" at=\"ics\"/>", "<works ref=\"leadership\" at=\"town\"/>", "at"),
            (
                "<works ref=\"leadership\" at=\"ics\"/>", "<works ref=\"practitioners\" at=\"ics\"/>",
                "twice (keep one of the two)"
            ),
            ("<option id=\"b\"", "<option id=\"a\"", "two options have the id 'a'"),
            (
                "<role-group id=\"management\"", "<role-group id=\"leadership\"",
                "two role groups have the id 'leadership'"
            ),
            ("<workforce ", "<workforce chosen=\"c\" ", "unknown option 'c'"),
            (
                "source=\"pier-2023\" section=\"4.9.1\"", "source=\"pier-2032\" section=\"4.9.1\"",
                "unknown source 'pier-2032'"
            ),
            (
                "  </workforce>", "<ratio role-group=\"leadership\" children-per-wte=\"0\"/></workforce>",
                "0 children to one whole-time equivalent of 'leadership' (a number above 0, and at most 10,000)"
            ),
            (
                "  </workforce>",
                "<ratio role-group=\"leadership\" children-per-wte=\"9\" cost-per-wte=\"1000000.01\"/></workforce>",
                "a cost of 1000000.01 pounds a year"
            ),
        ]
    )
    func frameworkFaults(from: String, to: String, words: String) throws {
        try write({ $0.replacing(from, with: to, maxReplacements: 1) }, to: "framework.xml")
        do throws(StoreFailure) {
            _ = try StoreReader.load(store)
            Issue.record("it was read")
        } catch {
            let told = error.faults.map { "\($0)" }
            #expect(told.contains { $0.contains(words) && $0.contains("framework.xml:") }, "\(told)")
        }
    }

    @Test("A role group is unknown where the framework has no workforce; a post without one may be there")
    func withoutWorkforce() throws {
        try write(
            { framework in
                guard let start = framework.firstRange(of: "  <workforce "),
                    let end = framework.firstRange(of: "</workforce>\n")
                else {
                    return framework
                }
                return framework.replacingCharacters(start.lowerBound..<end.upperBound)
            },
            to: "framework.xml"
        )
        let loaded = try StoreReader.load(store)
        #expect(loaded.model.framework.workforce == nil)
        let told = loaded.leftOut.flatMap(\.faults).map(\.description)
        #expect(
            Set(loaded.leftOut.map(\.file)).count == 4 && told.allSatisfy { $0.contains("and the framework has none") }
        )
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<String.Index>) -> String {
        String(self[..<range.lowerBound] + self[range.upperBound...])
    }
}
