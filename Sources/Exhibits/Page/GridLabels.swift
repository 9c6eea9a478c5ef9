import Bytes

/// The names of service types as the style sheet has them: on a narrow screen each area is a card, and each of its cells is labelled by
/// its place. The script writes them anew when it changes the order.
struct GridLabels {
    /// In the order of the columns.
    let names: [String]

    func css() -> [UInt8] {
        var css: [UInt8] = []
        for (place, name) in names.enumerated() {
            css += "#grid td:nth-child(\(place + 2))::before{content:\"\(Self.escaped(name))\"}\n".utf8
        }
        return css
    }

    /// A string within quotes in which nothing but ASCII letters, digits and spaces stands for itself: it can end neither the string
    /// nor the style sheet.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == " ")
                ? String(scalar) : "\\\(String(scalar.value, radix: 16)) "
        }.joined()
    }
}
