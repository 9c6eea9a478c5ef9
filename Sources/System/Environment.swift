import Glibc

/// The process's environment variables.
package enum Environment {
    /// By name; of a name that stands there twice the first, as getenv(3) has it.
    package static func current() -> [String: String] {
        var found: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let line = unsafe String(cString: text)
            if let equals = line.firstIndex(of: "="), found[String(line[..<equals])] == nil {
                found[String(line[..<equals])] = String(line[line.index(after: equals)...])
            }
            unsafe entry += 1
        }
        return found
    }
}
