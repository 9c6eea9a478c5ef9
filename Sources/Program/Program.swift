import lacuna

/// The program `lacuna`: its start. All that it does is in the module of that name.
@main
enum Program {
    static func main() { Lacuna.main() }
}
