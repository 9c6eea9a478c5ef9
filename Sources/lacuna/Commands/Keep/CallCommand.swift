import Bytes
import JSON
import JSONRPC
import LacunaService
import Provision
import ScopingStore

private let unix = OptionSpec(name: "unix", value: "PATH", help: "The server's Unix-domain socket.")
private let tcp = OptionSpec(name: "tcp", value: "HOST:PORT", help: "The server's address.")
private let token = OptionSpec(name: "token", value: "TOKEN", help: "Authenticate with it; else LACUNA_TOKEN.")
private let subscribe = OptionSpec(
    name: "subscribe",
    help: "Print a line for every document that is recorded, until interrupted."
)

let callCommand = Command(
    name: "call",
    summary: "Ask a server: print the result of a method, or each change as it is recorded.",
    arguments: [
        ArgumentSpec(name: "METHOD", help: "Such as gap.list; rpc.discover lists them all.", isRequired: false),
        ArgumentSpec(name: "PARAMS", help: "An object or array as JSON.", isRequired: false),
    ],
    options: [unix, tcp, token, subscribe],
    examples: [
        ("lacuna call rating.get '{\"area\":\"Halton\",\"service\":\"iapt-0-5\"}' --unix lacuna.sock", "one cell"),
        ("lacuna call --subscribe --tcp localhost:7070", "watch returns come in"),
    ],
    run: { invocation, console in
        guard (invocation.positional("METHOD") == nil) == invocation.flag(subscribe) else {
            throw invocation.refusal("a call names a method", hint: "Give METHOD, or --subscribe.")
        }
        do throws(TransportFault) {
            let client = try client(invocation)
            let secret = invocation.value(token) ?? console.environment["LACUNA_TOKEN"]
            if let secret, !secret.isEmpty {
                var params = JSONWriter()
                params.object { $0.member("token", secret) }
                let answer = try ask(client, "session.authenticate", params.bytes)
                guard answer.isResult else {
                    console.note("lacuna: the token was not accepted")
                    return .notPermitted
                }
            }
            if invocation.flag(subscribe) { return try watch(client, &console) }
            // What a shell puts in from a file may begin with a byte-order mark.
            let typed = Array((invocation.positional("PARAMS") ?? "{}").utf8)
            let params = Array(typed.dropFirst(ByteOrderMark.length(of: typed)))
            do throws(JSONFault) {
                _ = try JSONDocument(params)
            } catch {
                console.note("lacuna: the params are no JSON: \(error)")
                return .usage
            }
            let answer = try ask(client, invocation.positional("METHOD") ?? "", params)
            if answer.isResult {
                console.write(answer.body + [0x0A])
                return .done
            }
            console.note(String(decoding: answer.body, as: UTF8.self))
            return answer.status
        } catch {
            throw CommandFailure(.unavailable, "lacuna: \(error)")
        }
    }
)

private func client(_ invocation: Invocation) throws(TransportFault) -> LineClient {
    if let path = invocation.value(unix) { return try .unix(path: path) }
    if let text = invocation.value(tcp), let (host, port) = Endpoint.split(text) {
        return try .tcp(host: host, port: port)
    }
    throw TransportFault(.invalidAddress, "server", "say where it is: --unix PATH or --tcp HOST:PORT")
}

private struct Answer {
    let isResult: Bool
    let body: [UInt8]
    let code: RPCError.Code
    /// Whether the same may succeed later.
    var tryAgain = false

    var status: ExitStatus {
        switch code {
        case .notAuthenticated, .notPermitted: .notPermitted
        case .unavailable: tryAgain ? .locked : .unavailable
        case .outcomeUnknown: .inputOutput
        case .invalidParams, .methodNotFound: .usage
        default: .badData
        }
    }
}

private func ask(_ client: LineClient, _ method: String, _ params: [UInt8]) throws(TransportFault) -> Answer {
    var writer = JSONWriter()
    writer.object { request in
        request.member("jsonrpc", "2.0")
        request.member("id", 1)
        request.member("method", method)
        request.key("params")
        request.raw(params)
    }
    try client.send(writer.bytes + [0x0A], timeout: patience)
    guard let line = try client.next(timeout: patience) else {
        throw TransportFault(.closed, client.address, "the server hung up without an answer")
    }
    let text = try read(line, from: client)
    if let result = text.root["result"] {
        return Answer(isResult: true, body: result.raw.array, code: RPCError.Code(rawValue: 0))
    }
    guard let error = text.root["error"], error.kind == .object else {
        throw TransportFault(.noAnswer, client.address, "the server's answer has neither a result nor an error")
    }
    return Answer(
        isResult: false,
        body: error.raw.array,
        code: RPCError.Code(rawValue: error["code"]?.int ?? 0),
        tryAgain: error["data"]?["tryAgain"]?.bool ?? false
    )
}

private func read(_ line: [UInt8], from client: LineClient) throws(TransportFault) -> JSONDocument {
    do throws(JSONFault) {
        return try JSONDocument(line)
    } catch {
        throw TransportFault(
            .noAnswer,
            client.address,
            "what answers there sent no JSON (\(error)); is it a server of Lacuna?"
        )
    }
}

/// How long an answer may take.
private let patience = Duration.seconds(60)

private func watch(_ client: LineClient, _ console: inout Console) throws(TransportFault) -> ExitStatus {
    let answer = try ask(client, "change.subscribe", Array("{}".utf8))
    guard answer.isResult else {
        console.note("lacuna: the server does not let this connection subscribe")
        return .notPermitted
    }
    // However long there is no news, that is no end.
    while let line = try client.next(timeout: nil) {
        let text = try read(line, from: client)
        guard let params = text.root["params"], text.root["method"]?.equals("change.recorded") == true else {
            // The server says why there will be no more, or what was missed: that is no change.
            console.note("lacuna: the server says: \(String(decoding: line, as: UTF8.self))")
            return .unavailable
        }
        console.write(params.raw.array + [0x0A])
        if !console.deliver() { return .inputOutput }
    }
    return .done
}
