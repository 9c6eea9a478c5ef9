let clientCommand = Command(
    name: "client",
    summary: "Print a client of the server in one file, for programs and analyses.",
    arguments: [
        ArgumentSpec(name: "LANGUAGE", help: "The language.", allowed: ClientLanguage.allCases.map(\.rawValue))
    ],
    discussion: [
        "Each method of the server is a function, with its parameters by name; what the server refuses is an error of the language. "
            + "The file needs nothing but Python 3.10 or R 4, and its first lines say how it is used.",
        "Python reaches a server by a Unix-domain socket or TCP, R by TCP alone.",
    ],
    examples: [
        ("lacuna client python > lacuna_client.py", "beside the program that uses it"),
        ("lacuna client r > lacuna_client.R", "for source(\"lacuna_client.R\")"),
    ],
    run: { invocation, console in
        console.write(invocation.positional("LANGUAGE").flatMap(ClientLanguage.init(rawValue:))?.source ?? [])
        return .done
    }
)
