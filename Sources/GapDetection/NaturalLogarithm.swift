import Glibc

extension Twins {
    static func naturalLogarithm(_ value: Double) -> Double { log(value) }
}
