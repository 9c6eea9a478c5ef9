import CLibXML2

/// A version of libxml2, such as 2.9.14.
package struct LibXML2Version: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let major, minor, patch: Int

    package init(_ major: Int, _ minor: Int, _ patch: Int) {
        (self.major, self.minor, self.patch) = (major, minor, patch)
    }

    /// As libxml2 states it: "20914", and after that what the build adds. Nil for what is no such number.
    package init?(number text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.utf8.count <= 8, let number = Int(digits), number >= 10_000 else { return nil }
        self.init(number / 10_000, number / 100 % 100, number % 100)
    }

    package static func < (one: LibXML2Version, other: LibXML2Version) -> Bool {
        (one.major, one.minor, one.patch) < (other.major, other.minor, other.patch)
    }

    package var description: String { "\(major).\(minor).\(patch)" }

    /// The one that runs; nil where it does not say.
    package static var running: LibXML2Version? {
        unsafe LibXML2Version(number: String(cString: lacuna_libxml_running()))
    }

    /// The one whose headers this program was built with.
    package static var built: LibXML2Version? { LibXML2Version(number: String(lacuna_libxml_built())) }

    /// The oldest that is trusted with documents from others.
    ///
    /// 2.9.14 (May 2022) is the first whose growing buffers, through which every document and every message goes, cannot run over
    /// (CVE-2022-29824), after the uses of freed and of foreign memory that 2.9.11 and 2.9.13 mended (CVE-2021-3517, CVE-2021-3518,
    /// CVE-2022-23308). Lacuna's own limits of size, and its refusal of any DOCTYPE, keep most of them out of reach already; this
    /// is the wall behind that one.
    ///
    /// A higher floor would refuse the libraries of Debian 12 and 13 and of Ubuntu 24.04, which say 2.9.14 and have the later mends.
    /// Those a number cannot show; the Debian package asks for them by its `Depends`: CVE-2024-56171 and CVE-2025-32415 are about
    /// identity constraints of schemas, and Lacuna's schemas have none, CVE-2025-24928 is about DTDs.
    package static let floor = LibXML2Version(2, 9, 14)

    /// Why this program does not read documents with the libxml2 that runs, and the mend; nil where it does.
    package static func refusal(of running: LibXML2Version?) -> String? {
        guard let running else {
            return "libxml2 does not say which version it is, and documents are read with \(floor) or later alone. "
                + "Install one: 'apt-get install libxml2'."
        }
        guard running < floor else { return nil }
        return
            "libxml2 \(running) is in use, and documents are read with \(floor) or later alone: a document can make earlier "
            + "ones write beyond their memory (CVE-2022-29824). Install one: 'apt-get install libxml2'."
    }
}
