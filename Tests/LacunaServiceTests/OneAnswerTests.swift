import Foundation
import TestSupport
import Testing

@testable import lacuna

/// A question that can be put by a command and by a method.
struct SharedQuestion: CustomStringConvertible {
    let command: [String]
    let method: String
    let params: [String: any Sendable]
    /// The members that both have; nil where the whole answer is the same.
    let members: [String]?
    var description: String { command.joined(separator: " ") }

    init(_ command: [String], _ method: String, _ params: [String: any Sendable] = [:], members: [String]? = nil) {
        self.command = command
        self.method = method
        self.params = params
        self.members = members
    }

    private static let register = ["asOf", "total", "provision", "record", "gaps"]
    private static let (from, to) = ("2022-05-01", "2024-05-01")

    static let all: [SharedQuestion] = [
        SharedQuestion(["show"], "snapshot.get"),
        SharedQuestion(
            ["show", "--level", "ics", "--rule", "best"],
            "snapshot.get",
            ["level": "ics", "rule": "best"]
        ),
        SharedQuestion(["show", "--within", "North"], "snapshot.get", ["within": "North"]),
        SharedQuestion(["history", "Ash", "midwives"], "rating.history", ["area": "Ash", "service": "midwives"]),
        SharedQuestion(["gaps"], "gap.list", ["limit": 10_000], members: register),
        SharedQuestion(
            ["gaps", "--kind", "none,partial", "--min-severity", "30", "--within", "South"],
            "gap.list",
            ["kinds": ["none", "partial"], "minSeverity": 30, "within": "South"],
            members: register
        ),
        SharedQuestion(["gaps", "--between", from, to], "gap.changes", ["from": from, "to": to]),
        SharedQuestion(
            ["gaps", "--assume", "Birch/visiting=G"],
            "scenario.get",
            ["changes": [["area": "Birch", "service": "visiting", "value": "G"]]]
        ),
        SharedQuestion(["explain", "partial:place-ash:hubs"], "gap.get", ["id": "partial:place-ash:hubs"]),
        SharedQuestion(["trend"], "trend.get"),
        SharedQuestion(["trend", "--service", "hubs"], "trend.get", ["service": "hubs"]),
        SharedQuestion(["trend", "--gaps"], "trend.get", ["gaps": true], members: ["rounds"]),
        SharedQuestion(["equity"], "equity.get"),
        SharedQuestion(["need", "--within", "North"], "need.get", ["within": "North"]),
        SharedQuestion(
            ["plan", "--steps", "4", "--objective", "fair"],
            "plan.get",
            ["steps": 4, "objective": "fair"]
        ),
        SharedQuestion(["headlines"], "headline.list"),
        SharedQuestion(
            ["headlines", "--within", "North", "--as-of", "2023-05-01"],
            "headline.list",
            ["within": "North", "asOf": "2023-05-01"]
        ),
        SharedQuestion(["audit"], "audit.get"),
        SharedQuestion(["figures"], "figure.list"),
        SharedQuestion(["outcomes"], "outcome.get"),
        SharedQuestion(["outcomes", "--within", "North"], "outcome.get", ["within": "North"]),
        SharedQuestion(["needs"], "needs.get"),
        SharedQuestion(["needs", "--within", "North"], "needs.get", ["within": "North"]),
        SharedQuestion(["voice"], "voice.get"),
        SharedQuestion(
            ["voice", "--survey", "visits-2023", "--about", "A range of help", "--within", "North"],
            "voice.get",
            ["survey": "Visits to families", "about": "principle-2", "within": "ics-north"]
        ),
        SharedQuestion(
            ["audit", "--within", "North", "--standard", "A range of help", "--compare", "2022-05-01"],
            "audit.get",
            ["within": "North", "standard": "principle-2", "compare": "2022-05-01"]
        ),
        SharedQuestion(["workforce", "--option", "a"], "workforce.get", ["option": "a"]),
        SharedQuestion(
            ["workforce", "--option", "services of places", "--within", "North", "--as-of", "2023-05-01"],
            "workforce.get",
            ["option": "b", "within": "North", "asOf": "2023-05-01"]
        ),
        SharedQuestion(["heads"], "store.heads"), SharedQuestion(["actions"], "action.list"),
    ]
}

@Suite("A command and a method give one answer to one question")
struct OneAnswerTests {
    private static let store = Repository.root + "/Tests/TwoNetworks"

    @Test("The command's JSON is the method's result")
    func answer() throws {
        let routes = try Routes(Self.store)
        for question in SharedQuestion.all {
            let told = try Routes.object(try routes.command(question.command + ["--format", "json"]))
            let result = try routes.method(question.method, question.params)
            func chosen(_ answer: [String: Any]) -> NSDictionary {
                NSDictionary(dictionary: answer.filter { question.members?.contains($0.key) ?? true })
            }
            #expect(chosen(told) == chosen(result), "\(question)")
            #expect(chosen(told).count == question.members?.count ?? told.count, "\(question)")
        }
    }

    /// A word that leads to nothing, and what both say of it.
    struct Stray: CustomStringConvertible, Sendable {
        let command: [String]
        let method: String
        let params: String
        let words: String
        var description: String { command.joined(separator: " ") }
    }

    private static let strays = [
        Stray(
            command: ["history", "Nowhere", "hubs"],
            method: "rating.history",
            params: #"{"area":"Nowhere","service":"hubs"}"#,
            words: "expected an area's id, name or code"
        ),
        Stray(
            command: ["history", "Ash", "zzzzzz"],
            method: "rating.history",
            params: #"{"area":"Ash","service":"zzzzzz"}"#,
            words: "the service types are visiting, therapy, hubs, midwives"
        ),
        Stray(
            command: ["show", "--level", "county"],
            method: "snapshot.get",
            params: #"{"level":"county"}"#,
            words: "the kinds of area are "
        ),
        Stray(
            command: ["show", "--as-of", "1 May 2022"],
            method: "snapshot.get",
            params: #"{"asOf":"1 May 2022"}"#,
            words: "expected a date such as 2022-05-01"
        ),
        Stray(
            command: ["show", "--known-at", "yesterday"],
            method: "snapshot.get",
            params: #"{"knownAt":"yesterday"}"#,
            words: "expected 2022-06-30, 2022-06-30T12:00:00Z or 2022-06-30T13:00:00+01:00"
        ),
        Stray(
            command: ["export", "--round", "2031-01"],
            method: "return.get",
            params: #"{"area":"Ash","round":"2031-01"}"#,
            words: "the rounds are 2022-05, 2023-05, 2024-05"
        ),
        Stray(
            command: ["gaps", "--assume", "Ash/hubs=Q"],
            method: "scenario.get",
            params: #"{"changes":[{"area":"Ash","service":"hubs","value":"Q"}]}"#,
            words: "the levels are "
        ),
    ]

    @Test("A word that leads to nothing is refused in the same words")
    func refusal() throws {
        let client = try TestServer(copying: Self.store).client()
        for stray in Self.strays {
            var console = Console(environment: ["LACUNA_STORE": Self.store])
            #expect(Lacuna.run(stray.command, &console) == .usage, "\(stray)")
            let errors = String(decoding: console.errors, as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
            let error = try #require(try client.ask(stray.method, stray.params)["error"] as? [String: Any], "\(stray)")
            let message = (error["data"] as? [String: Any])?["message"] as? String ?? ""
            let sentence = stray.words.prefix(1).uppercased() + stray.words.dropFirst()
            #expect(errors.contains(sentence), "\(errors)")
            #expect(message.contains(stray.words), "\(message)")
        }
    }

    @Test("Kinds of area are found by their names as by their ids, by both")
    func kinds() throws {
        let routes = try Routes(Self.store)
        for word in ["ics", "ICSs", "Place", "CCG area"] {
            let told = try Routes.object(try routes.command(["show", "--level", word, "--format", "json"]))
            let result = try routes.method("snapshot.get", ["level": word])
            #expect(NSDictionary(dictionary: told) == NSDictionary(dictionary: result), "\(word)")
        }
    }
}
