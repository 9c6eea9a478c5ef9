import Answers

private let format = Options.format("table", "csv", "json")

let figuresCommand = Command(
    name: "figures",
    summary: "Hold figures that documents print against what they should agree with.",
    options: [format, Options.store, Options.noCache],
    discussion: [
        "What is printed of need is worked out again from the children and the total. Other figures stand in the framework file, each "
            + "with its source and section: the same thing printed twice, sums, shares of a count, and words such as \"over two "
            + "thirds\" beside the number they speak of.",
        "Nothing is corrected: every figure stays on record as it was printed.",
    ],
    examples: [
        ("lacuna figures", "what does not agree, and why"),
        ("lacuna figures --format csv", "every figure, for a spreadsheet"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        try ResultOutput(invocation, format).write(access, &console, FiguresAnswer(access.model))
        return access.status
    }
)
