import Provision
import TestSupport
import Testing

@testable import lacuna

@Suite("Commands that say the same say it alike")
struct OutputAgreementTests {
    @Test("Every line of show's key stands in the notes of the heatmap of the same cells")
    func keys() {
        let shown = lacuna("show", "--within", "C&M").output.split(separator: "\n").filter {
            $0.hasSuffix(" cells") || $0.hasSuffix(" cell")
        }
        let svg = lacuna("heatmap", "--within", "C&M").output
        #expect(shown.count >= 4)
        for line in shown {
            let words = line.split(separator: " ").joined(separator: " ")
            #expect(svg.contains(words + ": "), "\(words)")
        }
    }

    @Test(
        "-o - is standard output for every command with a file to write",
        arguments: [
            ["return", "form", "--area", "Halton"], ["export", "--format", "csv"], ["heatmap", "--within", "Halton"],
            ["export", "--area", "Halton", "--round", "2022-05"],
            ["need", "--format", "csv"],
        ]
    )
    func standardOutput(_ words: [String]) {
        let plain = lacuna(words)
        let named = lacuna(words + ["-o", "-"])
        #expect(!plain.output.isEmpty && plain.output == named.output && plain.status == named.status)
    }

    @Test("A round that does not exist is refused with the rounds there are, wherever a command takes one")
    func rounds() {
        for words in [
            ["round", "status", "2022-55"], ["export", "--round", "2022-55"],
            ["return", "form", "--area", "Halton", "--round", "2022-55"],
        ] {
            let refused = lacuna(words)
            let errors = refused.errors.split(separator: "\n").joined(separator: " ")
            #expect(refused.status == 64 && refused.output.isEmpty, "\(words)")
            #expect(errors.contains("The rounds are 2022-05."), "\(errors)")
            #expect(errors.contains("Did you mean '2022-05'?"), "\(errors)")
        }
    }
}
