import Glibc

/// Turns a host and a port into socket addresses.
enum TCPAddress {
    /// Tries the addresses of a host in order, and gives what the first that works gives.
    ///
    /// - Throws: what the last one threw.
    static func first<Result>(
        host: String,
        port: UInt16,
        _ attempt: (Int32, UnsafePointer<sockaddr>, socklen_t) throws(TransportFault) -> Result
    ) throws(TransportFault) -> Result {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, String(port), &hints, &found)
        guard status == 0 else {
            throw TransportFault(.invalidAddress, host, unsafe String(cString: gai_strerror(status)))
        }
        defer { unsafe freeaddrinfo(found) }
        var fault = TransportFault(.invalidAddress, host, "has no address")
        var entry = unsafe found
        while let one = unsafe entry {
            if let address = unsafe one.pointee.ai_addr {
                do throws(TransportFault) {
                    return try unsafe attempt(one.pointee.ai_family, address, one.pointee.ai_addrlen)
                } catch {
                    fault = error
                }
            }
            unsafe entry = unsafe one.pointee.ai_next
        }
        throw fault
    }
}
