import JSONRPC
import Provision
import ScopingStore

extension Call {
    /// Records what `make` gives, in the name of whoever asked, takes it into the served model, and answers with the
    /// receipt: later, since the store may be held by another program, and disks take their time.
    func record(
        area: Area.ID,
        round: Round.ID,
        basedOn: Int?,
        as identity: Identity,
        _ make: @escaping @Sendable (_ latest: Return?, _ store: References) throws(WriteFailure) -> Return
    ) {
        let author = StoreWriter.Author(name: identity.name, role: identity.role.rawValue)
        let (folder, now) = (store.folder, service.now)
        let (service, server) = (service, server)
        let unfinished = WriteFailure.outcomeUnknown(folder, reason: "the server stopped before it was done")
        server.answerLater(unfinished: Self.failure(unfinished)) { patience in
            Result { () throws(WriteFailure) in
                try StoreWriter(folder: folder, patience: .max, mayWait: { !patience.isOver }).record(
                    area: area,
                    round: round,
                    basedOn: basedOn,
                    by: author,
                    now: now(),
                    make
                )
            }
        } then: { (outcome: Result<StoreWriter.Receipt, WriteFailure>, answer) throws(RPCError) in
            switch outcome {
            case .success(let receipt):
                if receipt.isNew { service.recorded(receipt.document, server) }
                answer.receipt(receipt)
            case .failure(let failure):
                throw Self.failure(failure)
            }
        }
    }

    private static func failure(_ failure: WriteFailure) -> RPCError {
        switch failure {
        case .conflict(_, _, let basedOn, let latest):
            RPCError(.conflict, "Conflict") { data in
                data.member("message", failure.description)
                data.member("basedOn", basedOn)
                data.member("latest", latest)
            }
        case .invalid(let faults):
            invalid(faults.map(\.description))
        case .outcomeUnknown:
            RPCError(.outcomeUnknown, "Outcome unknown") { $0.member("message", failure.description) }
        case .locked:
            RPCError(.unavailable, "Store unavailable") { data in
                data.member("message", failure.description)
                data.member("tryAgain", true)
            }
        case .unreadable, .cannotCreate, .inputOutput:
            RPCError(.unavailable, "Store unavailable") { $0.member("message", failure.description) }
        }
    }

    static func invalid(_ problems: [String]) -> RPCError {
        RPCError(.invalidContent, "Invalid return") { $0.member("problems", problems) }
    }

    /// The return that area, round and revision name: the standing one, or another revision.
    func document(_ params: borrowing Params) throws(RPCError) -> Return {
        guard let round = try round(params) else { throw .params("round", "missing") }
        let area = model.areas.areas[try requiredArea(params, asOf: round.referenceDate)].id
        let revision = try params.optionalInt("revision")
        let found =
            revision.map { wanted in
                model.returns.first { $0.area == area && $0.round == round.id && $0.revision == wanted }
            } ?? model.standingReturn(area: area, round: round.id)
        guard let found else {
            throw Self.notFound("area", area.text, "no such return in round \(round.id)", nearest: nil)
        }
        return found
    }
}

extension JSONWriter {
    mutating func receipt(_ receipt: StoreWriter.Receipt) {
        object { result in
            result.member("area", receipt.document.area.text)
            result.member("round", receipt.document.round.text)
            result.member("revision", receipt.document.revision)
            result.member("recorded", receipt.document.recorded.at.description)
            result.member("isNew", receipt.isNew)
        }
    }
}

/// A return as a request brings it: XML, or fields.
struct ReturnContent {
    static let parameters: [Parameter] = [
        .optional(
            "xml",
            #"{"type":"string"}"#,
            "The document, as 'lacuna schema return' describes it; or the fields below."
        ),
        .optional("area", #"{"type":"string"}"#, "The area, without xml."),
        .optional("round", #"{"type":"string"}"#, "The round, without xml."),
        .optional("role", #"{"type":"string"}"#, "In what role the answer is given, without xml."),
        .optional(
            "ratings",
            #"{"type":"array","items":{"type":"object","required":["service","value"]}}"#,
            "Without xml: service, value, evidence and causes of each rating."
        ),
    ]

    let document: Return

    /// What is wrong with it.
    struct Problems: Error {
        let problems: [String]
        /// A failure that is not the content's.
        let rpc: RPCError?

        var error: RPCError { rpc ?? Call.invalid(problems) }
    }

    init(_ params: borrowing Params, _ call: Call) throws(Problems) {
        let model = call.model
        let known = { (area: Area.ID, round: Round.ID) in
            model.standingReturn(area: area, round: round)?.ratings ?? []
        }
        do throws(RPCError) {
            if let xml = try params.optionalString("xml") {
                let read: Result<Return, DocumentFaults> = Result { () throws(DocumentFaults) in
                    try ReturnDocument.read(
                        Array(xml.utf8),
                        file: "xml",
                        framework: model.framework,
                        areas: model.areas,
                        rounds: model.rounds,
                        asksReasons: known
                    )
                }
                switch read {
                case .success(let document): self.document = document
                case .failure(let faults): throw Call.invalid(faults.faults.map(\.description))
                }
            } else {
                document = try Self.fields(params, call)
                let faults =
                    document.faults(framework: model.framework, areas: model.areas, rounds: model.rounds)
                    + document.missingReasons(framework: model.framework, known: known(document.area, document.round))
                guard faults.isEmpty else {
                    throw Call.invalid(
                        faults.map { fault in
                            "\(fault.place.path): \(fault.message)" + (fault.mend.map { " (\($0))" } ?? "")
                        }
                    )
                }
            }
        } catch {
            // What the content is to blame for is listed; the rest is the request's.
            throw error.code == .invalidContent
                ? Problems(problems: Self.list(error), rpc: nil) : Problems(problems: [], rpc: error)
        }
    }

    private static func list(_ error: RPCError) -> [String] {
        guard let data = error.data, let text = try? JSONDocument(data) else { return [error.message] }
        var problems: [String] = []
        text.root["problems"]?.forEachElement { problem in
            if let text = problem.string { problems.append(text) }
        }
        return problems.isEmpty ? [error.message] : problems
    }

    private static func fields(_ params: borrowing Params, _ call: Call) throws(RPCError) -> Return {
        guard let round = try call.round(params) else { throw .params("round", "missing, and no xml is given") }
        let area = call.model.areas.areas[try call.requiredArea(params, asOf: round.referenceDate)].id
        guard let list = params["ratings"], list.kind == .array, list.count <= Framework.mostServiceTypes else {
            throw .params("ratings", "expected an array of ratings")
        }
        var ratings: [Rating] = []
        try list.forEachElement { entry throws(RPCError) in
            guard let word = entry["service"]?.string, let value = entry["value"]?.string else {
                throw .params("ratings", "each has service and value, both strings")
            }
            guard case .one(let column) = call.store.service(word) else {
                throw Call.notFound("ratings", word, "names no service type", nearest: nil)
            }
            var causes: [Cause.ID] = []
            entry["causes"]?.forEachElement { cause in
                if let id = cause.string.flatMap({ Cause.ID($0) }) { causes.append(id) }
            }
            ratings.append(
                Rating(
                    service: call.model.framework.serviceTypes[column].id,
                    value: call.model.framework.scale.value(value) ?? .level(value),
                    causes: causes,
                    evidence: entry["evidence"]?.string.map { [Evidence(text: $0)] } ?? []
                )
            )
        }
        let latest = call.model.standingReturn(area: area, round: round.id)
        return Return(
            area: area,
            round: round.id,
            revision: (latest?.revision ?? 0) + 1,
            source: .areaReturn,
            recorded: Return.Recorded(at: call.service.now(), by: "", role: ""),
            respondent: try params.optionalString("role").map { Return.Respondent(role: $0) },
            ratings: ratings,
            services: latest?.services ?? [],
            interventions: latest?.interventions ?? []
        )
    }
}

extension ModelFault.Place {
    /// "ratings[3]", as the request's own path.
    fileprivate var path: String { list == .whole ? "return" : "\(list)s[\(index)]" }
}
