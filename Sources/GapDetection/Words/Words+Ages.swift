import Provision

extension AgeRange {
    /// "24-60", "6w-6", for ids; conception, and any age before birth, is "c".
    var slug: String { "\(from < 0 ? "c" : "\(from)")-\(to < 0 ? "c" : "\(to)")" }
}
