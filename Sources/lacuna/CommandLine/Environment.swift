import FoundationEssentials

/// The process's environment variables.
enum Environment {
    static func current() -> [String: String] { ProcessInfo.processInfo.environment }
}
