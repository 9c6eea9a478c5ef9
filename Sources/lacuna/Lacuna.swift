@main struct Lacuna { static func main() { print("x") } }
