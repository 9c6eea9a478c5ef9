import Glibc
import LacunaService
import Provision
import ScopingStore

private let access = OptionSpec(name: "access", value: "FILE", help: "The access file.", isRequired: true)
private let role = OptionSpec(
    name: "role",
    value: "ROLE",
    help: "What its holder may do; viewer unless told.",
    allowed: Role.allCases.map(\.rawValue)
)
private let areas = OptionSpec(
    name: "area",
    value: "AREA",
    help: "The areas a manager may record for, by id; all unless told.",
    isList: true
)
private let name = ArgumentSpec(name: "NAME", help: "Whose token it is: it goes into every document they record.")

let tokenAddCommand = Command(
    name: "token add",
    summary: "Make a token for a server's TCP clients; it is printed once and kept as a hash.",
    arguments: [name],
    options: [access, role, areas],
    run: { invocation, console in
        let path = invocation.value(access) ?? ""
        let who = try checkedName(invocation)
        let areaList = invocation.values(areas)
        for area in areaList where Area.ID(area) == nil {
            throw invocation.refusal(ofOption: areas.name, text: area, expected: "Expected an id such as place-sefton.")
        }
        let text = try existing(path)
        let known = try checked(text, path)
        guard !known.entries.contains(where: { $0.tokenHash != nil && $0.identity.name == who }) else {
            throw CommandFailure(
                .cannotCreate,
                "lacuna: '\(who)' has a token; revoke it first: lacuna token revoke \(who)"
            )
        }
        var random = SystemRandomNumberGenerator()
        let token = "lacuna_" + SHA256.hexadecimal(of: (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) })
        let line = [
            "token", who, invocation.value(role) ?? Role.viewer.rawValue,
            areaList.isEmpty ? "-" : areaList.joined(separator: ","), SHA256.hexadecimal(of: Array(token.utf8)),
        ].joined(separator: " ")
        try replace(path, text + (text.isEmpty || text.hasSuffix("\n") ? "" : "\n") + line + "\n")
        console.print(token)
        return .done
    }
)

let tokenListCommand = Command(
    name: "token list",
    summary: "List who is known to a server, without their tokens.",
    options: [access],
    run: { invocation, console in
        let path = invocation.value(access) ?? ""
        let known = try checked(try existing(path), path)
        TextTable.print(
            header: ["KIND", "NAME", "ROLE", "AREAS"],
            known.entries.map { entry in
                [
                    entry.tokenHash == nil ? "user" : "token", entry.identity.name, entry.identity.role.rawValue,
                    entry.identity.areas.isEmpty ? "all" : entry.identity.areas.joined(separator: ", "),
                ]
            },
            to: &console
        )
        return .done
    }
)

let tokenRevokeCommand = Command(
    name: "token revoke",
    summary: "Take a token back; a server that runs is told with SIGHUP or by starting it again.",
    arguments: [name],
    options: [access],
    run: { invocation, console in
        let path = invocation.value(access) ?? ""
        let who = try checkedName(invocation)
        let text = try existing(path)
        _ = try checked(text, path)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let kept = lines.filter { !$0.hasPrefix("token \(who) ") }
        guard kept.count < lines.count else {
            throw CommandFailure(.noInput, "lacuna: '\(who)' has no token in \(path)")
        }
        try replace(path, kept.joined(separator: "\n"))
        console.print("Revoked the token of \(who).")
        return .done
    }
)

private func checkedName(_ invocation: Invocation) throws -> String {
    let who = invocation.positional("NAME") ?? ""
    guard !who.isEmpty, who.utf8.count <= 64, who.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2C }) else {
        throw invocation.refusal(ofPositional: "NAME", expected: "Expected ASCII letters, digits and signs, no spaces.")
    }
    return who
}

/// The file's text; empty where there is no file yet. One that cannot be read must not be written anew without its lines.
private func existing(_ path: String) throws(CommandFailure) -> String {
    let bytes: [UInt8]
    do throws(DocumentFault) {
        bytes = try readDocument(at: path)
    } catch {
        if error.isAbsent { return "" }
        throw CommandFailure(reading: error)
    }
    do throws(AccessList.Fault) {
        return try AccessList.text(of: bytes, file: path)
    } catch {
        throw CommandFailure(.badData, "lacuna: \(error)")
    }
}

private func checked(_ text: String, _ path: String) throws(CommandFailure) -> AccessList {
    do {
        return try AccessList(reading: text, file: path)
    } catch {
        throw CommandFailure(.badData, "lacuna: \(error)")
    }
}

/// Writes the file whole, readable by its owner alone.
private func replace(_ path: String, _ text: String) throws(CommandFailure) {
    try OutputFiles.replace(path, Array(text.utf8), mode: 0o600)
}
