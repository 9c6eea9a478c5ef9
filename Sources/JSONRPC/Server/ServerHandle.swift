import CSystem
import Glibc

/// Stops a server, or has it read its data again, from another thread.
public final class ServerHandle: Sendable {
    let descriptor: Int32

    /// A counter keeps what was asked for until the server looks: stops are counted in its upper half.
    private static let stopMark: UInt64 = 1 << 32

    init() { descriptor = lacuna_eventfd() }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Has the server answer what it took, and end within a second.
    public func stop() { add(Self.stopMark) }

    /// Has the server call its `reload` hook.
    public func reload() { add(1) }

    private func add(_ number: UInt64) {
        var number = number
        unsafe _ = write(descriptor, &number, 8)
    }

    /// What was asked for since the last look.
    func take() -> (stops: Bool, reloads: Bool) {
        var number: UInt64 = 0
        guard unsafe read(descriptor, &number, 8) == 8 else { return (false, false) }
        return (number >= Self.stopMark, number & (Self.stopMark - 1) != 0)
    }
}
