import Bytes
import ScopingStore
import TestSupport
import Testing

@testable import Provision

@Suite("Names as they are compared")
struct ComparableNameTests {
    /// Each pair is canonically equivalent by Unicode's data (UnicodeData.txt, column 5).
    private static let pairs = [
        // Welsh: ô, ŵ, ŷ, Ŷ.
        ("M\u{F4}n ac Eryri", "Mo\u{302}n ac Eryri"), ("Gl\u{177}n T\u{175}r", "Gly\u{302}n Tw\u{302}r"),
        ("T\u{177} Bach", "T\u{79}\u{302} Bach"),
        // Irish: á, and ḃ as it was written before 1948.
        ("Baile \u{C1}tha Cliath", "Baile A\u{301}tha Cliath"), ("Dolla\u{1E03}", "Dollab\u{307}"),
        // Vietnamese: two marks on a letter, in either half-composed form; a horn and a dot below, in either order.
        ("Ti\u{1EBF}ng", "Tie\u{302}\u{301}ng"), ("Ti\u{1EBF}ng", "Ti\u{EA}\u{301}ng"),
        ("\u{1EE3}", "o\u{323}\u{31B}"), ("\u{1EE3}", "\u{1ECD}\u{31B}"),
        // Scottish Gaelic, Danish, the sign for Ångström.
        ("Na h-Eileanan \u{C0}rd", "Na h-Eileanan A\u{300}rd"), ("\u{212B}rhus", "A\u{30A}rhus"),
        // A mark on a sign that is no letter goes with it: ≠ is = and a stroke.
        ("a \u{2260} b", "a =\u{338} b"),
    ]

    @Test("Canonically equal names are one name", arguments: pairs)
    func canonical(one: String, other: String) {
        #expect(one == other && Array(one.utf8) != Array(other.utf8), "the pair is written in two ways")
        #expect(searchKey(one) == searchKey(other))
        #expect([searchKey(one): 1][searchKey(other)] == 1, "and one key of a table")
        #expect(searchKey(one.uppercased()) == searchKey(other.lowercased()))
    }

    @Test("Marks tell names apart; what is not seen does not")
    func marks() {
        #expect(searchKey("Môn") != searchKey("Mon"))
        #expect(searchKey("Mo\u{302}n") != searchKey("Mon"))
        #expect(searchKey("Mo\u{302}n") != searchKey("Mo\u{301}n"))
        #expect(searchKey("\u{FEFF}Se\u{AD}fton\u{200B}\u{FE0F}") == "sefton")
    }

    @Test("Case is folded, and signs and blanks left out")
    func folding() {
        #expect(searchKey("St. Helen's & Knowsley") == "sthelensandknowsley")
        #expect(searchKey("ST HELENS AND KNOWSLEY ") == "sthelensandknowsley")
        #expect(searchKey("E38000068 ") == "e38000068")
        #expect(searchKey("Gro\u{DF}e Stra\u{DF}e") == searchKey("GROSSE STRASSE"))
        #expect(
            searchKey("\u{39F}\u{3B4}\u{3CC}\u{3C2}") == searchKey("\u{39F}\u{394}\u{38C}\u{3A3}"),
            "a final sigma"
        )
        #expect(searchKey("\u{174}") == searchKey("w\u{302}"))
        #expect(searchKey(" -/\u{301} ").isEmpty)
    }

    @Test("Names of ASCII, which take a way of their own, are compared as all others are")
    func ascii() {
        for name in ["Fylde & Wyre", "C&M", "0-5s Pathway", "a_b.c,d;e!", "R2-D2 (x)", ""] {
            // A letter beyond ASCII at the end leads the other way.
            #expect(searchKey(name + "\u{E9}") == searchKey(name) + "\u{E9}")
        }
    }

    @Test("An area is found by its name however it is coded, and what is near is suggested once")
    func found() throws {
        let folder = try TemporaryFolder()
        let store = try folder.copy(Repository.scoping, to: "store")
        let file = try text(of: store + "/areas.xml")
        let renamed = file.replacing("name=\"Halton\"", with: "name=\"M\u{F4}n ac Eryri\"")
        try #require(renamed != file)
        try folder.write(renamed, to: "store/areas.xml")
        let model = try StoreReader.load(store).model
        let names = NameIndex(model)
        let composed = names.area("M\u{F4}n ac Eryri")
        #expect(composed == names.area("mo\u{302}n AC eryri"))
        if case .none = composed { Issue.record("no area was found") }
        #expect(
            model.areas.areas.contains { Array($0.name.utf8) == Array("M\u{F4}n ac Eryri".utf8) },
            "kept as it was typed"
        )
        #expect(Suggestion.candidates(near: "Mo\u{302}n", among: ["M\u{F4}nx", "Mxyz"]) == ["M\u{F4}nx"])
        #expect(Suggestion.edits(from: Array("Mo\u{302}n"), to: Array("M\u{F4}n"), atMost: 0) == 0)
    }
}

@Suite("The first bytes of a text")
struct ByteOrderMarkTests {
    @Test(
        "Encodings are told by their marks, and by the zeros beside ASCII's letters",
        arguments: [
            ([0xFF, 0xFE, 0x7B, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x7B], "UTF-16"), ([0x7B, 0, 0x22, 0], "UTF-16"),
            ([0, 0x7B, 0, 0x22], "UTF-16"), ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0, 0, 0xFE, 0xFF], "UTF-32"),
            ([0x7B, 0, 0, 0], "UTF-32"),
        ] as [([UInt8], String)]
    )
    func others(bytes: [UInt8], name: String) {
        #expect(ByteOrderMark.otherEncoding(of: bytes) == name)
    }

    @Test("UTF-8 with and without its mark is no other encoding")
    func utf8() {
        for text in ["", "{", "{}", "\u{FEFF}{}", "é", "\u{FEFF}"] {
            #expect(ByteOrderMark.otherEncoding(of: Array(text.utf8)) == nil)
            #expect(ByteOrderMark.length(of: Array(text.utf8)) == (text.unicodeScalars.first == "\u{FEFF}" ? 3 : 0))
        }
    }
}
