import JSON
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
        note: String? = nil,
        heedsNote: Bool = false,
        _ make: @escaping @Sendable (_ latest: Return?, _ store: References) throws(WriteFailure) -> Return,
        telling: @escaping (StoreWriter.Receipt, inout JSONWriter) -> Void = { $1.receipt($0) }
    ) {
        let author = StoreWriter.Author(name: identity.name, role: identity.role.rawValue, note: note)
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
                    heedsNote: heedsNote,
                    make
                )
            }
        } then: { (outcome: Result<StoreWriter.Receipt, WriteFailure>, answer) throws(RPCError) in
            switch outcome {
            case .success(let receipt):
                if receipt.isNew { service.recorded(receipt.document, server) }
                telling(receipt, &answer)
            case .failure(let failure):
                throw Self.failure(failure)
            }
        }
    }

    /// Takes a step in the conversation about the return that area and round name, where whoever asks may take it.
    func take(_ params: borrowing Params, _ kind: ConversationStep.Kind, note: String? = nil) throws(RPCError) {
        guard let round = try round(params) else { throw .params("round", "missing") }
        let area = model.areas.areas[try requiredArea(params, asOf: round.referenceDate)].id
        let identity = kind.step.isOfTheNetwork ? try requireNetwork() : try requireManager(of: area)
        let author = StoreWriter.Author(name: identity.name, role: identity.role.rawValue, note: note)
        let step = ConversationStep(kind, of: area, in: round.id, by: author)
        record(
            area: area,
            round: round.id,
            basedOn: try params.optionalInt("basedOn", in: 0...Return.latestRevision),
            as: identity,
            note: note,
            heedsNote: kind.step == .requestChanges
        ) { latest, references throws(WriteFailure) in
            try step.document(after: latest, references)
        } telling: { receipt, answer in
            answer.conversation(receipt)
        }
    }

    /// Before something is said not to be on record: a document of it that was left out may hold it.
    ///
    /// - Parameter path: that of its documents within the store, with or without a revision.
    func refuseIfLeftOut(_ path: String) throws(RPCError) {
        let faults = store.loaded.leftOut.filter { $0.file.hasPrefix(path + ".") }.flatMap(\.faults)
        if !faults.isEmpty { throw .unavailable(faults) }
    }

    static func failure(_ failure: WriteFailure) -> RPCError {
        switch failure {
        case .conflict(_, _, let basedOn, let latest), .actionConflict(_, let basedOn, let latest):
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
            let which = revision.map { ".\($0)" } ?? ""
            try refuseIfLeftOut("\(StoreLayout.returns)/\(round.id)/\(area)\(which)")
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

    /// A receipt with what the return took the place of, and what else is to be told of it.
    mutating func receipt(_ receipt: StoreWriter.Receipt, of submission: Submission, _ replacement: Replacement) {
        object { result in
            result.member("area", receipt.document.area.text)
            result.member("round", receipt.document.round.text)
            result.member("revision", receipt.document.revision)
            result.member("recorded", receipt.document.recorded.at.description)
            result.member("isNew", receipt.isNew)
            if let replaced = replacement.revision { result.member("replaces", replaced) }
            result.member("notes", submission.remarks.map(\.description) + replacement.sentences)
        }
    }

    /// A receipt with the return's state and what is still to be answered.
    mutating func conversation(_ receipt: StoreWriter.Receipt) {
        object { result in
            result.member("area", receipt.document.area.text)
            result.member("round", receipt.document.round.text)
            result.member("revision", receipt.document.revision)
            result.member("recorded", receipt.document.recorded.at.description)
            result.member("isNew", receipt.isNew)
            result.member("state", receipt.document.state.rawValue)
            result.openQueries(of: receipt.document)
        }
    }

    /// What is still to be answered of a return.
    mutating func openQueries(of document: Return) {
        member(
            "openQueries",
            array: { list in
                for query in document.openQueries {
                    list.object { entry in
                        entry.member("number", query.number)
                        if let service = query.service { entry.member("service", service.text) }
                        entry.member("text", query.text)
                        entry.member("asked", query.asked.at.description)
                        entry.member("by", query.asked.by)
                        entry.member("role", query.asked.role)
                    }
                }
            }
        )
    }
}
