import Foundation
import TestSupport
import Testing

/// What methods answer about the store of `TwoNetworks`, as files to read: other tests say that the figures are right, these that no
/// member is lost, renamed or added unseen.
@Suite("What methods answer, to the letter")
struct ToTheLetterTests {
    private static let store = Repository.root + "/Tests/TwoNetworks"
    private static let folder = Repository.root + "/Tests/Goldens/Methods"

    /// Methods whose answer is the store's alone, and not this process's or this moment's.
    private static let questions: [(method: String, params: String)] =
        SharedQuestion.all.map { question in
            let params = try? JSONSerialization.data(withJSONObject: question.params, options: [.sortedKeys])
            return (question.method, String(decoding: params ?? Data(), as: UTF8.self))
        } + [
            ("area.list", "{}"), ("area.list", #"{"asOf":"2022-05-01"}"#), ("framework.get", "{}"),
            ("round.list", "{}"),
            ("service.list", "{}"), ("return.list", "{}"), ("rpc.discover", "{}"),
            ("rating.get", #"{"area":"Ash","service":"hubs"}"#), ("heatmap.get", #"{"layout":"spiral"}"#),
            ("area.list", #"{"asOf":"yesterday"}"#), ("rating.get", #"{"area":"Oak","service":"hubs"}"#),
            ("return.get", #"{"area":"Ash","round":"2024-05","revision":9}"#),
        ]

    @Test("The framework of the real data, which holds what the two networks have not, is as it lies in Tests/Goldens")
    func realFramework() throws {
        let answer = try TestServer().client().text("framework.get").replacingOccurrences(of: ",\"", with: ",\n\"")
        try expectRecorded(Array(answer.utf8), "\(Self.folder)/framework.get.real.txt")
    }

    @Test(
        "Every answer about two networks is as it lies in Tests/Goldens",
        arguments: Set(questions.map(\.method)).sorted()
    )
    func answers(method: String) throws {
        let client = try TestServer(copying: Self.store).client()
        var text = ""
        for question in Self.questions where question.method == method {
            let answer = try client.text(method, question.params)
            text += "> \(method) \(question.params)\n\(answer.replacingOccurrences(of: ",\"", with: ",\n\""))\n"
        }
        try expectRecorded(Array(text.utf8), "\(Self.folder)/\(method).txt")
    }
}
