import Foundation
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

@Suite("What the program is made of")
struct BillOfMaterialsTests {
    private func sbom() throws -> [String: Any] {
        let (status, output, errors) = lacuna("version", "--sbom")
        #expect(status == 0 && errors.isEmpty)
        return try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }

    @Test("The bill of materials lists what the program is linked with")
    func parts() throws {
        let document = try sbom()
        #expect(document["spdxVersion"] as? String == "SPDX-2.3")
        let packages = try #require(document["packages"] as? [[String: Any]])
        func version(_ name: String) -> String? {
            packages.first { $0["name"] as? String == name }?["versionInfo"] as? String
        }
        #expect(
            packages.compactMap { $0["name"] as? String } == ["lacuna", "swift", "libxml2", "glibc", "gcc-runtime"]
        )
        #expect(version("lacuna") == lacunaVersion)
        #expect(version("libxml2") == LibXML2Version.running?.description)
        #expect(version("glibc")?.contains(".") == true && version("swift")?.hasPrefix("6.") == true)
        let relationships = try #require(document["relationships"] as? [[String: String]])
        let ids = Set(packages.compactMap { $0["SPDXID"] as? String })
        #expect(Set(relationships.compactMap { $0["relatedSpdxElement"] }) == ids)
        #expect(relationships.first?["relationshipType"] == "DESCRIBES")
    }

    @Test("The same program gives the same document, and another program another name of it")
    func deterministic() throws {
        #expect(try BillOfMaterials(digest: "00").json == BillOfMaterials(digest: "00").json)
        let one = try BillOfMaterials(digest: "00").documentNamespace
        #expect(try BillOfMaterials(digest: "01").documentNamespace != one)
        #expect(try BillOfMaterials(digest: "00").documentNamespace == one)
    }

    @Test("The licence it states is that of the LICENSE file")
    func licence() throws {
        let text = try text(of: Repository.root + "/LICENSE")
        #expect(text.hasPrefix("MIT License\n"))
        let packages = try sbom()["packages"] as? [[String: Any]]
        let copyright = try #require(packages?.first?["copyrightText"] as? String)
        #expect(packages?.first?["licenseDeclared"] as? String == "MIT" && text.contains(copyright))
    }

    @Test("A libxml2 below the floor is refused, and its mend is named")
    func floor() throws {
        #expect(LibXML2Version(number: "20914") == LibXML2Version(2, 9, 14))
        #expect(LibXML2Version(number: "21405-GITv2.14.5")?.description == "2.14.5")
        #expect(LibXML2Version(number: "") == nil && LibXML2Version(number: "2.9.14") == nil)
        #expect(LibXML2Version(number: "999999999999") == nil)
        // Debian 12 says 2.9.14, whatever it mended since.
        for sound in ["20914", "21004", "21207", "21500", "30000"] {
            #expect(LibXML2Version.refusal(of: LibXML2Version(number: sound)) == nil)
        }
        let refusal = try #require(LibXML2Version.refusal(of: LibXML2Version(number: "20913")))
        #expect(refusal.hasPrefix("libxml2 2.9.13 is in use, and documents are read with 2.9.14 or later alone"))
        #expect(refusal.contains("CVE-2022-29824") && refusal.hasSuffix("'apt-get install libxml2'."))
        #expect(LibXML2Version.refusal(of: nil)?.contains("does not say") == true)
        #expect(LibXML2Version.refusal(of: .running) == nil && LibXML2Version.built != nil)
    }
}
