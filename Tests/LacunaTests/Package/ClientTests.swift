import Foundation
import JSONRPC
import LacunaService
import TestSupport
import Testing

@testable import lacuna

@Suite("Clients in one file")
struct ClientTests {
    @Test("Each has a function for every method, with all its parameters and no other", arguments: ["python", "r"])
    func methods(language: String) throws {
        let (status, output, _) = lacuna("client", language)
        #expect(status == 0)
        let made = try #require(output.components(after: "in its order.\n"))
        let start = language == "python" ? "    def " : "lacuna_"
        let functions = made.split(separator: "\n").filter {
            $0.hasPrefix(start) && (language == "python" || $0.contains("<- function("))
        }
        #expect(functions.count == contractMethods.count)
        for method in contractMethods {
            #expect(made.contains("(\"\(method.name)\", ") || made.contains("(client, \"\(method.name)\", "))
            for parameter in method.parameters {
                let sent = language == "python" ? "\"\(parameter.name)\": " : "`\(parameter.name)` = "
                #expect(made.contains(sent), "\(method.name): \(parameter.name)")
            }
        }
        #expect(made.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test("A word of the language is no parameter's name")
    func reserved() {
        #expect(lacuna("client", "python").output.contains("def gap_changes(self, from_, to, "))
        #expect(lacuna("client", "r").output.contains("for_ = NULL"))
        #expect(lacuna("client", "cobol").status == 64)
    }
}

extension String {
    fileprivate func components(after mark: String) -> String? {
        range(of: mark).map { String(self[$0.upperBound...]) }
    }
}
