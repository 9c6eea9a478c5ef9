import Foundation
import TestSupport
import Testing

@Suite("Forms over the wire")
struct FormMethodTests {
    private func json(_ members: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
    }

    @Test("A form comes in each format, and goes back in it", arguments: ["csv", "xlsx", "ods", "html"])
    func formats(format: String) throws {
        let server = try TestServer()
        let client = try server.client()
        let got = try client.result("form.get", json(["area": "Halton", "round": "2022-05", "format": format]))
        #expect(got["area"] as? String == "ccg-halton" && got["round"] as? String == "2022-05")
        #expect(got["fileName"] as? String == "ccg-halton-2022-05.\(format)")
        let content = try #require(got["content"] as? String)
        let isText = format == "csv" || format == "html"
        #expect(got["encoding"] as? String == (isText ? "text" : "base64"))
        let checked = try client.result(
            "return.check",
            json(["form": content, "formEncoding": isText ? "text" : "base64"])
        )
        // Halton's return says in what role it was answered, so that nothing is missing.
        #expect(checked["ok"] as? Bool == true, "\(checked["problems"] ?? "")")
    }

    @Test("What is no format, no encoding and no base64 is told by its parameter")
    func refused() throws {
        let client = try TestServer().client()
        for (members, words) in [
            (["area": "Halton", "format": "docx"], "expected csv, xlsx, ods or html"), (["area": "Atlantis"], "area"),
        ] {
            let answer = try client.ask("form.get", json(members))
            #expect("\(answer["error"] ?? "")".contains(words), "\(answer)")
        }
        for (members, words) in [
            (["form": "x", "formEncoding": "rot13"], "expected text or base64"),
            (["form": "no base64!", "formEncoding": "base64"], "no base64"),
        ] {
            let answer = try client.ask("return.check", json(members))
            #expect("\(answer["error"] ?? "")".contains(words), "\(answer)")
        }
    }
}
