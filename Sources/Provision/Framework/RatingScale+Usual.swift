extension [Level] {
    /// The four levels of the scoping of 2022, in words of any network: full, some, none, and in development, which has no rank.
    /// What a new store and a simulated one begin with.
    public static var usual: [Level] {
        [
            Level(
                code: "G",
                name: "Full provision",
                meaning: "Provision meets guidelines, and its funding is stable.",
                rank: 2,
                closesGap: true,
                colour: "#0a7f7a",
                pattern: .solid
            ),
            Level(
                code: "A",
                name: "Some provision",
                meaning: "There is provision, but it falls short of guidelines or rests on short-term funding.",
                rank: 1,
                closesGap: false,
                colour: "#ffd166",
                pattern: .dots
            ),
            Level(
                code: "R",
                name: "No provision",
                meaning: "Nothing is provided.",
                rank: 0,
                closesGap: false,
                colour: "#a4161a",
                pattern: .diagonal
            ),
            Level(
                code: "B",
                name: "In development",
                meaning: "A service is being developed: still a gap, with a plan.",
                rank: nil,
                closesGap: false,
                colour: "#b1abfa",
                pattern: .horizontal
            ),
        ]
    }
}
