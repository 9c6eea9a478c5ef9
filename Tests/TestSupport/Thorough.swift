import Foundation

/// Whether tests try all that they can. `LACUNA_THOROUGH` asks for it; otherwise the longest try a part of it, enough to fail when
/// something is wrong. `.ci/run` asks for it in the release build, where it takes seconds.
public enum Thorough {
    public static let isAsked = ProcessInfo.processInfo.environment["LACUNA_THOROUGH"] != nil
}
