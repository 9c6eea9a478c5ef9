import CSystem
import Glibc

/// Which descriptors the kernel watches for which connection.
extension EventLoop {
    func watch(_ connection: Connection) {
        let token = EventToken.connection(slot: connection.id.slot, number: connection.id.number).packed
        let input = wantsInput(connection) ? lacuna_readable : 0
        let output = connection.unsent > 0 ? lacuna_writable : 0
        if connection.isSocket {
            let isWatched = !connection.isAlwaysReadable
            set(connection.input, &connection.inputFlags, isWatched ? input | output : nil, token)
        } else {
            // A stream whose other end is closed reports that for ever: it is not watched while nothing is wanted.
            let wanted = input == 0 || connection.isAlwaysReadable ? nil : input
            let isWatched = set(connection.input, &connection.inputFlags, wanted, token)
            if !isWatched, errno == EPERM { connection.isAlwaysReadable = true }
            set(connection.output, &connection.outputFlags, output == 0 ? nil : output, token)
        }
    }

    func unwatchInput(_ connection: Connection) {
        guard !connection.isSocket else { return }
        set(connection.input, &connection.inputFlags, nil, 0)
    }

    func unwatch(_ connection: Connection) {
        set(connection.input, &connection.inputFlags, nil, 0)
        if !connection.isSocket { set(connection.output, &connection.outputFlags, nil, 0) }
    }

    @discardableResult
    private func set(_ descriptor: Int32, _ flags: inout UInt32?, _ wanted: UInt32?, _ token: UInt64) -> Bool {
        guard flags != wanted else { return true }
        let result: Int32
        switch (flags, wanted) {
        case (_, nil): result = lacuna_epoll_remove(epoll, descriptor)
        case (nil, let new?): result = lacuna_epoll_add(epoll, descriptor, new, token)
        case (_, let new?): result = lacuna_epoll_change(epoll, descriptor, new, token)
        }
        if result == 0 { flags = wanted }
        return result == 0
    }
}
