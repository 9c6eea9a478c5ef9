import Bytes
import JSONRPC
import Provision
import ScopingStore

/// Who may do what.
package enum Role: String, CaseIterable, Comparable, Sendable {
    /// Reads everything.
    case viewer
    /// Also records returns of some areas, or of all.
    case manager
    /// Also records for every area.
    case administrator

    package static func < (one: Role, other: Role) -> Bool {
        (allCases.firstIndex(of: one) ?? 0) < (allCases.firstIndex(of: other) ?? 0)
    }
}

/// Somebody the server knows.
package struct Identity: Sendable {
    package let name: String
    package let role: Role
    /// The areas a manager may record for, by id.
    package let areas: [String]

    package init(name: String, role: Role, areas: [String] = []) {
        self.name = name
        self.role = role
        self.areas = areas
    }
}

/// Who is known: users of the machine by name, others by a token. A line of the access file each:
///
///     user alice manager place-sefton,place-halton
///     token dashboard viewer - 9f86d081884c7d65…
///
/// Of a token only the SHA-256 hash is kept. Tokens are 256 random bits, so that no salt and no slow hash is needed.
package struct AccessList: Sendable {
    package struct Entry: Sendable {
        package let identity: Identity
        /// In hexadecimal; nil for a user of the machine.
        package let tokenHash: String?
    }

    package private(set) var entries: [Entry] = []

    /// The most bytes of an access file.
    package static let maxBytes = 1 << 20

    package init() {}

    /// Why an access file cannot be used.
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    /// Reads a file's bytes.
    ///
    /// - Throws: as `init(reading:file:)` and `text(of:file:)` do.
    package init(reading bytes: [UInt8], file: String) throws(Fault) {
        try self.init(reading: Self.text(of: bytes, file: file), file: file)
    }

    /// A file's lines, each ended by LF, without the byte-order mark and the CR that Windows programs write.
    ///
    /// - Throws: where it is not UTF-8.
    package static func text(of bytes: [UInt8], file: String) throws(Fault) -> String {
        if let encoding = ByteOrderMark.otherEncoding(of: bytes) {
            throw Fault(description: "\(file): the file is \(encoding); save it as UTF-8")
        }
        guard let text = String(validating: bytes.dropFirst(ByteOrderMark.length(of: bytes)), as: UTF8.self) else {
            throw Fault(description: "\(file): the file is not UTF-8; save it as UTF-8")
        }
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n")
    }

    /// - Throws: what is wrong in which line; nothing is passed over.
    package init(reading text: String, file: String) throws(Fault) {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            func fault(_ message: String) -> Fault { Fault(description: "\(file):\(number + 1): \(message)") }
            guard first == "user" || first == "token" else {
                throw fault("a line begins with 'user' or 'token', not '\(first)'")
            }
            guard words.count == (first == "user" ? 4 : 5) else {
                throw fault("expected: user NAME ROLE AREAS, or token NAME ROLE AREAS HASH (AREAS is - for none)")
            }
            guard let role = Role(rawValue: words[2]) else {
                throw fault("the roles are \(Role.allCases.map(\.rawValue).joined(separator: ", ")), not '\(words[2])'")
            }
            let hash = first == "token" ? words[4] : nil
            if let hash,
                hash.utf8.count != 64
                    || !hash.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
            {
                throw fault("the hash of a token is 64 hexadecimal digits")
            }
            let areas = words[3] == "-" ? [] : words[3].split(separator: ",").map(String.init)
            entries.append(Entry(identity: Identity(name: words[1], role: role, areas: areas), tokenHash: hash))
        }
    }

    package func user(_ name: String) -> Identity? {
        entries.first { $0.tokenHash == nil && $0.identity.name == name }?.identity
    }

    package var hasTokens: Bool { entries.contains { $0.tokenHash != nil } }

    /// Whom a token belongs to. Every hash is compared, each to its end, so that time tells nothing.
    package func holder(ofToken token: String) -> Identity? {
        let hash = Array(SHA256.hexadecimal(of: Array(token.utf8)).utf8)
        var found: Identity?
        for entry in entries {
            guard let kept = entry.tokenHash.map({ Array($0.utf8) }), kept.count == hash.count else { continue }
            let difference = zip(kept, hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            if difference == 0 { found = entry.identity }
        }
        return found
    }
}
