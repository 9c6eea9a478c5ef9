import Answers
import JSON
import JSONRPC
import Provision
import ScopingStore

extension LacunaMethod {
    static let actionRecord: LacunaMethod = LacunaMethod(
        "action.record",
        "Open an action, or say what has become of one: a new revision; nothing is overwritten.",
        parameters: [
            .optional("id", #"{"type":"string"}"#, "Its id; without one, and with for and what, one is made."),
            .optional(
                "for",
                #"{"type":"array","items":{"type":"string"}}"#,
                "To open one: gaps and standards, by their ids."
            ),
            .optional("what", #"{"type":"string"}"#, "To open one: what will be done."),
            .optional(
                "areas",
                #"{"type":"array","items":{"type":"string"}}"#,
                "To open one: where, if it is for a standard."
            ),
            .optional("role", #"{"type":"string"}"#, "The owner's role."),
            .optional("organisation", #"{"type":"string"}"#, "The owner's organisation."),
            .optional("person", #"{"type":"string"}"#, "The owner's name, where one is wanted."),
            .optional("due", #"{"type":"string","format":"date"}"#, "The day it is due."),
            .optional(
                "milestones",
                #"{"type":"array","items":{"type":"string"}}"#,
                "Steps on the way, each a day and a text: \"2022-10-01: The plan is agreed\"."
            ),
            .optional("cost", #"{"type":"string"}"#, "Pounds, such as 12000 or 1250.50."),
            .optional(
                "evidence",
                #"{"type":"array","items":{"type":"string"}}"#,
                "What it rests on, or what shows that it was done."
            ),
            .optional(
                "opened",
                #"{"type":"string","format":"date"}"#,
                "To open one: the day, on which its gaps are in the register; today unless told."
            ),
            .optional(
                "state",
                #"{"enum":["planned","in-progress","done","deferred","dropped"]}"#,
                "How far it has come."
            ),
            .optional("reason", #"{"type":"string"}"#, "Why it is deferred or dropped."),
            .optional(
                "until",
                #"{"type":"string","format":"date"}"#,
                "The day by which a deferred one is taken up again."
            ),
            .optional("done", #"{"type":"string","format":"date"}"#, "The day it was done."),
            .optional(
                "reached",
                #"{"type":"array","items":{"type":"string"}}"#,
                "Milestones that were reached, each a day and what it is called."
            ),
            .optional(
                "stated",
                #"{"type":"string","format":"date"}"#,
                "The day from which on this holds; today unless told."
            ),
            .optional("note", #"{"type":"string"}"#, "Why this is recorded."),
            Shared.basedOn,
        ],
        result: #"{"type":"object","required":["id","revision","recorded","state"]}"#
    ) { params, call, _ throws(RPCError) in
        let request = try RequestedAction(params, call)
        let identity = try call.requireManager(of: request.areas)
        call.record(identity, note: request.note) { writer, author, now throws(WriteFailure) in
            try request.record(with: writer, by: author, now: now)
        }
    }
}

extension Call {
    /// - Throws: 403 for one who may not record for all of these areas; where there are none, for one who does not speak for the network.
    fileprivate func requireManager(of areas: [Area.ID]) throws(RPCError) -> Identity {
        var identity: Identity?
        for area in areas { identity = try requireManager(of: area) }
        if let identity { return identity }
        return try requireNetwork()
    }

    /// Records an action in the name of whoever asked, takes it into the served model, and answers with the receipt: later, as
    /// returns are.
    fileprivate func record(
        _ identity: Identity,
        note: String?,
        _ work:
            @escaping @Sendable (StoreWriter, StoreWriter.Author, Instant) throws(WriteFailure) ->
            StoreWriter.ActionReceipt
    ) {
        let author = StoreWriter.Author(name: identity.name, role: identity.role.rawValue, note: note)
        let (folder, now) = (store.folder, service.now)
        let service = service
        let unfinished = WriteFailure.outcomeUnknown(folder, reason: "the server stopped before it was done")
        server.answerLater(unfinished: Self.failure(unfinished)) { patience in
            Result { () throws(WriteFailure) in
                let writer = StoreWriter(folder: folder, patience: .max, mayWait: { !patience.isOver })
                return try work(writer, author, now())
            }
        } then: { (outcome: Result<StoreWriter.ActionReceipt, WriteFailure>, answer) throws(RPCError) in
            switch outcome {
            case .success(let receipt):
                if receipt.isNew { service.store.add(receipt.action) }
                answer.receipt(receipt)
            case .failure(let failure):
                throw RequestedAction.failure(failure)
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func receipt(_ receipt: StoreWriter.ActionReceipt) {
        object { result in
            result.member("id", receipt.action.id.text)
            result.member("revision", receipt.action.revision)
            result.member("recorded", receipt.action.recorded.at.description)
            result.member("isNew", receipt.isNew)
            result.member("state", receipt.action.state.word)
        }
    }
}
