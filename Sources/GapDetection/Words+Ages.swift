package import Provision

extension AgeRange {
    /// The ages within a sentence, by birthdays where they are: "from conception to birth", "from birth to 6 months",
    /// "from 4 months to the second birthday", "from the second to the fifth birthday".
    package var inWords: String {
        let (first, last) = (Moment(from), Moment(to))
        if case .birthday(let one) = first, case .birthday(let other) = last {
            return "from the \(one) to the \(other) birthday"
        }
        if case .months(let one) = first, case .months(let other) = last, one > 0 {
            return "from \(one) to \(other) months"
        }
        return "from \(first.inWords) to \(last.inWords)"
    }

    /// "24-60", for ids; conception is "c".
    var slug: String { "\(from < 0 ? "c" : String(from))-\(to < 0 ? "c" : String(to))" }

    /// A moment of a childhood as people name it.
    private enum Moment {
        case conception, birth
        case birthday(String)
        case months(Int)

        init(_ month: Int) {
            let year = month / 12
            if month == AgeRange.conception {
                self = .conception
            } else if month == 0 {
                self = .birth
            } else if month % 12 == 0, Moment.ordinals.indices.contains(year - 1) {
                self = .birthday(Moment.ordinals[year - 1])
            } else {
                self = .months(month)
            }
        }

        var inWords: String {
            switch self {
            case .conception: "conception"
            case .birth: "birth"
            case .birthday(let ordinal): "the \(ordinal) birthday"
            case .months(let month) where month < 0: counted(-month, "month") + " before birth"
            case .months(let month): counted(month, "month")
            }
        }

        /// Up to `AgeRange.latest`.
        private static let ordinals = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
            "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth",
        ]
    }
}
