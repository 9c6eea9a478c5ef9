import Foundation
import TestSupport
import Testing

@testable import lacuna

@Suite("Queries, answers and changes requested at the command line")
struct ConversationCommandTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        let words = "round open 2022-11 --reference-date 2022-11-01 --opened 2022-09-01 --due 2022-10-15 --asks place"
        #expect(run(words).status == 0)
    }

    @discardableResult
    private func run(_ line: String, _ more: String..., day: Int = 1) -> Outcome {
        lacuna(
            line.split(separator: " ").map(String.init) + more,
            store: store,
            environment: ["LACUNA_NOW": "2022-10-\(day < 10 ? "0" : "")\(day)T09:00:00Z", "USER": "ann"]
        )
    }

    private func form(_ name: String) throws -> String {
        let path = folder.path + "/\(name).csv"
        #expect(run("return form --area Sefton -o \(path)").status == 0)
        try folder.write(
            try text(of: path).replacing("In the role of,,", with: "In the role of,Commissioner,"),
            to: "\(name).csv"
        )
        return path
    }

    /// What `round status` says of Sefton, word by word.
    private func status(day: Int) -> String {
        let lines = run("round status", day: day).output.split(separator: "\n")
        return lines.first { $0.hasPrefix("Sefton ") }.map { line in
            line.split(separator: " ").dropFirst().joined(separator: " ")
        } ?? ""
    }

    private func isToChase(day: Int) -> Bool {
        run("round status", day: day).output.split(separator: "\n").last?.contains("Sefton") ?? false
    }

    @Test(
        "A return submitted, asked about, sent back, mended, answered, accepted; the form on its way comes in all the same"
    )
    func life() throws {
        let path = try form("first")
        #expect(run("return submit \(path)", day: 2).status == 0)
        #expect(status(day: 2).hasPrefix("in time 2022-10-02 10:00") && !isToChase(day: 2))
        let sentBefore = try form("second")

        let asked = run("return query Sefton maternal-mh --text", "Who runs it?", day: 3)
        #expect(
            asked.output == """
                Recorded returns/2022-11/place-sefton.2.xml: revision 2, 2022-10-03T09:00:00Z.
                Query 1 is open until it is answered.

                """
        )
        #expect(run("return query Sefton --text", "Who answered?", "--by", "Jo", day: 3).status == 0)
        #expect(status(day: 3).hasPrefix("in time 2022-10-02 10:00 2") && isToChase(day: 3))
        let back = run("return request-changes Sefton --note", "Name the service.", day: 4)
        #expect(
            back.output
                == "Recorded returns/2022-11/place-sefton.4.xml (changes requested): revision 4, 2022-10-04T09:00:00Z.\n"
        )
        #expect(status(day: 4).hasPrefix("changes requested 2022-10-02 10:00 2"))

        try folder.write(
            try text(of: sentBefore).replacing(
                "Maternal MH Service,R,,,",
                with: "Maternal MH Service,B,staff,Recruiting,"
            ),
            to: "second.csv"
        )
        let came = run("return submit \(sentBefore)", day: 5)
        #expect(came.status == 0 && came.errors.isEmpty, "\(came)")
        #expect(
            came.output.hasSuffix(
                """
                It answers query 1 about Maternal MH Service: Rating changed from R to B. Causes changed. Evidence changed.
                Query 2 stays open: Who answered?

                """
            ),
            "\(came.output)"
        )
        #expect(status(day: 5).hasPrefix("in time 2022-10-02 10:00 1") && isToChase(day: 5))
        #expect(run("return answer Sefton 2 --text", "The commissioner.", day: 6).status == 0)
        #expect(!isToChase(day: 6))
        #expect(run("return accept Sefton", day: 7).output.contains("place-sefton.7.xml (accepted)"))
        #expect(status(day: 7).hasPrefix("accepted"))
        #expect(run("verify", day: 8).status == 0)
        // As it was known on the fourth, and what is said of the cell now.
        #expect(run("round status --known-at 2022-10-04", day: 8).output.contains("changes requested"))
        #expect(run("history Sefton maternal-mh", day: 8).output.contains("2022-11-01  B "))
        // A form from before the acceptance comes too late.
        let late = run("return submit \(path)", day: 9)
        #expect(late.status == 65 && late.errors.contains("but the latest is 7"))
    }

    @Test("What cannot be asked, answered, sent back or accepted is refused with the mend, and nothing is recorded")
    func refused() throws {
        let before = files(below: store)
        func errors(_ line: String, _ more: String, _ status: Int32 = 65) -> String {
            let outcome = lacuna(
                line.split(separator: " ").map(String.init) + (more.isEmpty ? [] : [more]),
                store: store,
                environment: ["LACUNA_NOW": "2022-10-01T09:00:00Z", "USER": "ann"]
            )
            #expect(outcome.status == status, "\(line): \(outcome)")
            return outcome.errors
        }
        let label = "lacuna: place-sefton in round 2022-11: "
        #expect(
            errors("return query Sefton maternal-mh --text", "Who?") == label
                + "there is no return to ask about (the area has not answered in this round: remind it)\n"
        )
        #expect(
            errors("return accept Sefton", "") == label
                + "there is no return to accept (it has to be submitted first)\n"
        )
        #expect(files(below: store) == before)
        let path = try form("draft")
        #expect(run("return submit --draft \(path)").status == 0)
        #expect(
            errors("return accept Sefton", "") == label
                + "a draft cannot be accepted: it has to be submitted first\n"
        )
        #expect(
            errors("return query Sefton --text", "Who?") == label
                + "a draft cannot be asked about: it has to be submitted first\n"
        )
        #expect(errors("return answer Sefton 1 --text", "I.") == label + "there is no query 1 (no query is open)\n")
        #expect(errors("return query Sefton --text", "  ", 64).contains("Expected some words."))
        #expect(errors("return query Sefton", "", 64).contains("--text"))
        #expect(errors("return request-changes Sefton", "", 64).contains("--note"))
        #expect(errors("return answer Sefton --text", "I.", 64).contains("QUERY"))
        #expect(errors("return answer Sefton maternal --text", "I.", 64).contains("maternal"))
    }
}
