/// Made-up place names, each used once.
///
/// They end as English places do, so that tables and drawings meet names of real lengths, and begin as none does, so that
/// nobody takes one for a real place: "Quibbelmouth". A test compares all of them with a list of real places.
struct PlaceNames {
    private let order: [Int]
    private var next = 0

    /// Every name there is.
    static var all: [String] { (0..<count).map(name) }

    /// How many names there are.
    static var count: Int { beginnings.count * endings.count }

    init(_ random: RandomNumbers) {
        var order = Array(0..<Self.count)
        // Fisher and Yates's shuffle.
        for last in order.indices.reversed() {
            order.swapAt(last, random.roll(.names, last + 1, last))
        }
        self.order = order
    }

    /// The next name. The largest network takes 2,222; should that ever be more than there are, names repeat and the
    /// hierarchy's check says so.
    mutating func take() -> String {
        defer { next += 1 }
        return Self.name(order[next % order.count])
    }

    /// A name as part of an id: "Quibbelmouth and Zorrelbeck" is `quibbelmouth-and-zorrelbeck`.
    static func slug(_ name: String) -> String {
        name.lowercased().split(separator: " ").joined(separator: "-")
    }

    private static func name(_ number: Int) -> String {
        beginnings[number / endings.count] + endings[number % endings.count]
    }

    private static let beginnings = [
        "Azzel", "Bizzel", "Brozzel", "Buzzen", "Cavvel", "Cozzen", "Cruvvel", "Dazzen", "Divvel", "Dozzel",
        "Drizzen", "Ezzel", "Fazzel", "Fezzen", "Fivvel", "Frozzel", "Gavvel", "Gozzel", "Grivven", "Hazzen",
        "Hivvel", "Hozzel", "Izzen", "Jaffen", "Juzzen", "Jovven", "Juvvel", "Kazzen", "Kivvel", "Kozzel",
        "Lazzen", "Livvel", "Lozzen", "Mazzel", "Mivven", "Mozzel", "Navvel", "Nivven", "Nozzen", "Ozzel",
        "Pazzen", "Pivvel", "Quavvel", "Quibbel", "Quorrel", "Razzen", "Rivvel", "Rozzel", "Sazzen", "Sivvel",
        "Sozzen", "Tazzel", "Tivven", "Tozzel", "Vavvel", "Vezzen", "Vizzel", "Wazzen", "Yaffen", "Yivvel",
        "Yozzen", "Zabbel", "Zivven", "Zorrel",
    ]

    private static let endings = [
        "acre", "barrow", "beck", "borne", "bridge", "brook", "burn", "bury", "by", "chester", "cliffe", "combe",
        "cote", "croft", "dale", "dean", "fell", "field", "ford", "garth", "gate", "ham", "haven", "hill", "holme",
        "hurst", "keld", "lea", "marsh", "mere", "minster", "moor", "mouth", "pool", "port", "ridge", "shaw", "stead",
        "stock", "stow", "thorpe", "thwaite", "ton", "well", "wick", "worth",
    ]
}
