import CLibXML2
import Foundation
import ScopingStore
import Testing

/// Foundation has an ICU of its own. Where libxml2's headers bring the system's in, this file does not compile.
@Suite("libxml2's headers")
struct XMLHeadersTests {
    @Test("One file sees them and Foundation, whose ICU folds letters")
    func beside() {
        #expect("IAPT 0–5s".folding(options: .caseInsensitive, locale: Locale(identifier: "en_GB")) == "iapt 0–5s")
        #expect(LibXML2Version(number: String(lacuna_libxml_built())) == LibXML2Version.built)
    }
}
