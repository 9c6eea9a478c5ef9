import Answers
import GapDetection
import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let workforceGet: LacunaMethod = LacunaMethod(
        "workforce.get",
        "What a workforce by an option of the service model would take, and what is in post, by role group and area.",
        parameters: [
            .optional(
                "option",
                #"{"type":"string"}"#,
                "The option, by id or title; the one the network has chosen unless told."
            ),
            .optional(
                "ratios",
                #"{"type":"object","additionalProperties":{"type":"object","required":["childrenPerWTE"],"properties":{"childrenPerWTE":{"type":"number","exclusiveMinimum":0},"costPerWTE":{"type":"number","exclusiveMinimum":0}}}}"#,
                "By role group: children of the target to one whole-time equivalent, and pounds a year for one, with at most two digits after the point."
            ), Shared.within, Shared.asOf, Shared.knownAt,
        ],
        result: #"{"type":"object","required":["option","groups","areas"]}"#
    ) { params, call, writer throws(RPCError) in
        guard let workforce = call.model.framework.workforce, !workforce.options.isEmpty else {
            throw RPCError(.notFound, "Not found") {
                $0.member("message", "the framework has no options for a workforce")
            }
        }
        guard let option = try call.option(params) ?? workforce.chosen.flatMap(workforce.option) else {
            let known = workforce.options.map(\.id.text).joined(separator: " or ")
            throw .params("option", "missing, and the network has chosen none; expected \(known)")
        }
        let ratios = try call.ratios(params, workforce)
        let snapshot = call.store.snapshot(try call.query(params))
        let scope = try call.within(params, asOf: snapshot.asOf, basis: snapshot.basis)
        let (rows, note) = try call.rows(snapshot, params)
        let estimate = WorkforceEstimate(
            call.model,
            option,
            at: snapshot,
            ratios: ratios,
            rows: rows,
            within: scope?.area
        )
        try writer.answer(
            WorkforceAnswer(
                estimate,
                call.model,
                on: snapshot.areasAsOf,
                note: note,
                people: call.model.peopleNote(snapshot, areas: estimate.areas.map(\.area))
            )
        )
    }
}

extension Call {
    /// The ratios that a request brings along; nil where it brings none.
    fileprivate func ratios(_ params: borrowing Params, _ workforce: Workforce) throws(RPCError) -> [StaffingRatio]? {
        guard let given = params["ratios"] else { return nil }
        guard given.kind == .object, given.count > 0 else {
            throw .params("ratios", "expected an object with a member for each role group")
        }
        var found: [StaffingRatio] = []
        try given.forEachMember { key, value throws(RPCError) in
            let word = key.string ?? ""
            guard let group = workforce.roleGroup(named: word) else {
                let known = workforce.roleGroups.map(\.id.text).joined(separator: ", ")
                throw .params("ratios", "'\(word)' is no role group; the role groups are \(known)")
            }
            guard !found.contains(where: { $0.group == group.id }) else {
                throw .params("ratios", "'\(group.id)' is there twice")
            }
            guard let stated = value["childrenPerWTE"], let children = Hundredths(number: stated) else {
                throw .params(
                    "ratios",
                    "childrenPerWTE of '\(group.id)' is a number with at most two digits after the point"
                )
            }
            var cost: Hundredths?
            if let stated = value["costPerWTE"], stated.kind != .null {
                guard let pounds = Hundredths(number: stated) else {
                    throw .params(
                        "ratios",
                        "costPerWTE of '\(group.id)' is a number with at most two digits after the point"
                    )
                }
                cost = pounds
            }
            let ratio = StaffingRatio(group: group.id, childrenPerWTE: children, costPerWTE: cost)
            if let fault = ratio.faults.first { throw .params("ratios", "\(fault.message); expected \(fault.hint)") }
            found.append(ratio)
        }
        return found
    }
}

extension Hundredths {
    /// A number of JSON as it is written, without a detour through binary fractions.
    fileprivate init?(number value: borrowing JSONValue) {
        guard value.kind == .number else { return nil }
        var bytes: [UInt8] = []
        let raw = value.raw
        for index in raw.indices { bytes.append(raw[index]) }
        self.init(String(decoding: bytes, as: UTF8.self))
    }
}
