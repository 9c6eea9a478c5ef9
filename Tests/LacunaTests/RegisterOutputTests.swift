import Foundation
import GapDetection
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

/// A made-up store with rounds enough for every rule about time.
private enum Made {
    static let folder = try? TemporaryFolder()

    static let store: String? = folder.flatMap { folder in
        let words = ["--areas", "9", "--services", "7", "--months", "72", "--seed", "11"]
        let made = lacuna(["simulate"] + words + ["-o", folder.path + "/s"], store: nil)
        return made.status == 0 ? folder.path + "/s" : nil
    }
}

@Suite("The two registers in every output")
struct RegisterOutputTests {
    private func rows(_ words: String...) -> [[String: String]] {
        let lines = lacuna(["gaps", "--format", "csv"] + words).output.split(separator: "\r\n").map(String.init)
        let header = lines.first?.split(separator: ",").map(String.init) ?? []
        return lines.dropFirst().map { line in
            // The columns before the sentences hold no comma but in names, which stand after the register.
            Dictionary(
                zip(header, line.split(separator: ",").map(String.init)),
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    @Test("Table: two sections with their headings, provision first, the counts told apart in the first line")
    func table() throws {
        let all = rows()
        let record = all.count { $0["register"] == "record" }
        #expect(record > 0 && record == rows("--register", "record").count)
        let output = lacuna("gaps").output
        let first = try #require(output.split(separator: "\n").first)
        #expect(first.contains(": \(all.count - record) gaps in provision: 48 no provision, "))
        #expect(first.contains("; \(record) gaps in the record: "))
        let provision = try #require(output.firstRange(of: "\nGaps in provision\n  #  SEVERITY"))
        let later = try #require(output.firstRange(of: "\nGaps in the record\n  #  SEVERITY"))
        #expect(provision.lowerBound < later.lowerBound)
        #expect(
            !output[later.lowerBound...].contains("  some provision  ")
                && output[later.lowerBound...].contains("  no return  ")
        )
        let one = lacuna("gaps", "--register", "record").output
        #expect(one.contains("\nGaps in the record\n") && !one.contains("Gaps in provision"))
    }

    @Test("CSV and XML say the register of each gap; gaps in the record have no children")
    func files() {
        for row in rows() {
            let isOfTheRecord = [
                "no-return", "contradiction", "denominator", "unheard", "unrepresented",
            ].contains(row["kind"])
            #expect(row["register"] == (isOfTheRecord ? "record" : "provision"))
        }
        let xml = lacuna("gaps", "--format", "xml").output
        #expect(
            xml.contains("kind=\"no-return\" register=\"record\"")
                && xml.contains("kind=\"none\" register=\"provision\"")
        )
        let record = lacuna("gaps", "--register", "record", "--format", "xml").output
        #expect(record.contains("<gap id=") && !record.contains(" children="))
    }

    @Test("A kind of the other register leaves nothing; another word is refused")
    func filters() {
        #expect(lacuna("gaps", "--register", "record", "--kind", "none").output.contains(": no gaps."))
        #expect(lacuna("gaps", "--register", "both").status == 64)
        #expect(lacuna("trend", "--register", "record").errors.contains("--register is about gaps. Add --gaps."))
    }

    @Test("status tells both counts, in words and as JSON")
    func status() throws {
        let all = rows()
        let record = all.count { $0["register"] == "record" }
        #expect(
            lacuna("status").output.contains(
                "\nGaps as of 1 May 2022: \(all.count - record) gaps in provision, \(record) in the record.\n"
            )
        )
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(lacuna("status", "--format", "json").output.utf8)) as? [String: Any]
        )
        let gaps = try #require(json["gaps"] as? [String: Any])
        #expect(gaps["provision"] as? Int == all.count - record && gaps["record"] as? Int == record)
    }

    @Test("trend counts provision, tells the record beside it, and counts the record alone where asked")
    func trend() throws {
        let record = rows("--register", "record").count
        let provision = rows("--register", "provision").count
        func last(_ words: String...) -> [String] {
            (lacuna(["trend", "--gaps", "--format", "csv"] + words).output.split(separator: "\r\n").last ?? "")
                .split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(last() == ["2022-05", "2022-05-01", "\(provision)", "0", "0", "0", "0", "\(provision)", "\(record)"])
        #expect(
            last("--register", "record") == ["2022-05", "2022-05-01", "\(record)", "0", "0", "0", "0", "\(record)", ""]
        )
        let picture = lacuna("trend", "--gaps", "--format", "svg").output
        #expect(picture.contains("Gaps in the record are not among them."))
    }

    @Test("--between counts them apart")
    func between() {
        let output = lacuna("gaps", "--between", "2022-05-01", "2024-05-01").output
        #expect(
            output.hasPrefix(
                "North West Coast, 1 May 2022 to 1 May 2024, on the areas of 1 May 2024.\nWhere an area is made of several, its level is the worst of the levels it is made of.\nGaps in provision: "
            )
        )
        #expect(
            output.contains("\nGaps in the record, opened\n") && output.contains("\nGaps in provision, persisting\n")
        )
    }

    @Test("The page has a table of each, the record's below")
    func page() throws {
        let folder = try TemporaryFolder()
        #expect(lacuna("report", "-o", folder.path).status == 0)
        let page = try text(of: folder.path + "/index.html")
        let provision = try #require(page.firstRange(of: "<table id=\"gaps\""))
        let record = try #require(page.firstRange(of: "<table id=\"record-gaps\""))
        #expect(provision.lowerBound < record.lowerBound)
        #expect(page[provision.lowerBound..<record.lowerBound].contains("<td>no provision</td>"))
        #expect(!page[provision.lowerBound..<record.lowerBound].contains("<td>no return</td>"))
        #expect(page[record.lowerBound...].contains("<td>no return</td>"))
        #expect(
            page[..<provision.lowerBound].contains("gaps in the record: 4 contradiction, 4 no return, 2 denominator")
        )
    }

    @Test("explain: the need is told of service types that are to meet it, and of no other; the target is not the need")
    func need() {
        // 7,374 x 6.5% + 7,374 x 55.7% x 5% = 479.3 + 205.4 = 684.7; 35% of it are 239.6.
        #expect(
            lacuna("explain", "partial:ccg-halton:parent-infant-mh").output.contains(
                "Need        685 of 7,374 children aged 0-4 are expected to need specialist help; the initial target is 240.\n"
            )
        )
        let other = lacuna("explain", "in-development:ccg-halton:maternal-mh").output
        #expect(other.contains("Children    7,374 aged 0 to 4\n") && !other.contains("Need"))
        #expect(!lacuna("explain", "no-return:ccg-south-sefton:2022-05").output.contains("Need"))
    }
}

@Suite("Every sentence of every register is one that a board could quote")
struct SentenceTests {
    private let dateInDigits: Regex<AnyRegexOutput>
    private let year: Regex<AnyRegexOutput>
    private let fourDigits: Regex<AnyRegexOutput>
    private let wordTwice: Regex<AnyRegexOutput>
    private let oneOfSeveral: Regex<AnyRegexOutput>
    private let severalOfOne: Regex<AnyRegexOutput>

    init() throws {
        dateInDigits = try Regex(#"\d{4}-\d\d-\d\d"#)
        year = try Regex(#"[a-z] \d{4}\b"#)
        fourDigits = try Regex(#"\d{4}"#)
        wordTwice = try Regex(#"\b([a-z]+) \1\b"#)
        oneOfSeveral = try Regex(#"\b1 (areas|services|children|months|interventions|gaps|types|others)\b"#)
        severalOfOne = try Regex(
            #"\b([2-9]|\d\d+|0) (area|service(?! type)|child|month|intervention|gap|other)\b"#
        )
    }

    /// What is wrong with a sentence, in words; nothing where it can be quoted.
    private func faults(_ sentence: String, _ framework: Framework) throws -> [String] {
        var faults: [String] = []
        if sentence.contains(dateInDigits) { faults.append("a date in digits") }
        // A number of four digits is a year, after the name of a month.
        if sentence.replacing(year, with: "").contains(fourDigits) {
            faults.append("a number without a separator")
        }
        if sentence.lowercased().contains(wordTwice) { faults.append("a word twice") }
        if sentence.contains(oneOfSeveral) {
            faults.append("one of several")
        }
        if sentence.contains(severalOfOne) {
            faults.append("several of one")
        }
        let first = sentence.first
        if first.map({ $0.isUppercase || $0.isNumber || $0 == "i" }) != true { faults.append("begins in lower case") }
        if !sentence.hasSuffix(".") || sentence.hasSuffix("..") { faults.append("has no end") }
        for wrong in ["  ", " ,", " .", "()", ": .", "Optional", "->"] where sentence.contains(wrong) {
            faults.append("'\(wrong)'")
        }
        let ids = framework.serviceTypes.map(\.id.text) + gapRules.map(\.kind.rawValue)
        for id in ids where id.contains("-") && sentence.contains(id) {
            if sentence.contains(try Regex("\\b\(id)\\b")) { faults.append("the id \(id)") }
        }
        return faults
    }

    private func check(_ model: ProvisionModel, _ dates: [CalendarDate]) throws -> Int {
        var seen: Set<String> = []
        for date in dates {
            let audit = GapAudit(model, at: model.snapshot(asOf: date))
            for gap in audit.gaps {
                for sentence in [gap.why, gap.closing] where seen.insert(sentence).inserted {
                    let faults = try faults(sentence, model.framework)
                    #expect(faults.isEmpty, "\(gap.id): \(faults.joined(separator: ", ")): \(sentence)")
                }
                #expect(gap.closing.hasPrefix("It closes when "), "\(gap.id)")
                #expect(gap.kind.isOfTheRecord == false || gap.children == nil, "\(gap.id)")
                #expect(gap.since.map { $0 <= date } ?? true, "\(gap.id) is dated after \(date)")
            }
            for item in audit.notJudged {
                #expect(try faults("X was not judged: \(item.reason).", model.framework).isEmpty, "\(item.reason)")
            }
        }
        return seen.count
    }

    @Test("Of the real data, at its date, when its money ends and years later")
    func real() throws {
        let model = try RealData.model()
        let dates = try ["2022-05-01", "2022-08-01", "2024-02-29", "2026-01-01"].map { try date($0) }
        #expect(try check(model, dates) > 150)
    }

    @Test("Of a simulated network, round by round and between rounds")
    func simulated() throws {
        let model = try StoreReader.load(try #require(Made.store)).model
        let dates = model.rounds.map(\.referenceDate)
        #expect(dates.count > 8)
        let last = try #require(dates.last?.adding(months: 30))
        #expect(try check(model, dates + [last]) > 200)
    }
}
