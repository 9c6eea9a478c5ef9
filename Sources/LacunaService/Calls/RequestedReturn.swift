import Answers
import Bytes
import Forms
import JSON
import JSONRPC
import Provision
import ScopingStore

/// A return as a request brings it: XML, a form, or fields.
enum RequestedReturn {
    static let parameters: [Parameter] = [
        .optional(
            "xml",
            #"{"type":"string"}"#,
            "The document, as 'lacuna schema return' describes it; or a form, or the fields below."
        ),
        .optional("area", #"{"type":"string"}"#, "The area, without xml."),
        .optional("round", #"{"type":"string"}"#, "The round, without xml."),
        .optional("role", #"{"type":"string"}"#, "In what role the answer is given, without xml."),
        .optional(
            "ratings",
            #"{"type":"array","items":{"type":"object","required":["service","value"]}}"#,
            "Without xml: service, value, evidence and causes of each rating."
        ),
        Shared.basedOn,
        .optional("form", #"{"type":"string"}"#, "Instead of xml: a form filled in, as CSV or as its page."),
        .optional(
            "drop",
            #"{"type":"boolean"}"#,
            "Whether what stood before may be left out; else that is a problem."
        ),
        .optional(
            "formEncoding",
            #"{"enum":["text","base64"]}"#,
            "How the form is written into its string: base64 for a workbook; text unless told."
        ),
    ]

    /// What is wrong with the content, each problem with its place.
    struct Problems: Error {
        let problems: [String]
    }

    /// Reads what was sent.
    ///
    /// - Returns: what was handed in, or what its content is to blame for.
    /// - Throws: what is wrong with the request.
    static func read(
        _ params: borrowing Params,
        _ call: Call,
        by identity: Identity?
    ) throws(RPCError) -> Result<Submission, Problems> {
        let terms = Submission.Terms(
            recorded: Return.Recorded(
                at: call.service.now(),
                by: identity?.name ?? "unknown",
                role: identity?.role.rawValue ?? "unknown"
            ),
            basedOn: try params.optionalInt("basedOn", in: 0...Return.latestRevision),
            drops: try params.optionalBool("drop") ?? false
        )
        let (xml, form) = (try params.optionalString("xml"), try params.optionalString("form"))
        if xml != nil, form != nil { throw .params("form", "given beside xml: which of the two is meant?") }
        guard xml != nil || form != nil else { return try fields(params, call, terms) }
        for name in ["area", "round", "role", "ratings"] as [StaticString] where params[name] != nil {
            throw .params(name, "given beside \(xml == nil ? "a form" : "xml"), which says it itself")
        }
        let content = try content(form ?? "", params)
        do throws(DocumentFaults) {
            if let xml {
                return .success(try Submission(xml: Array(xml.utf8), file: "xml", terms: terms, model: call.model))
            }
            return .success(try ReturnForm.read(content, file: "form", terms: terms, model: call.model))
        } catch {
            return .failure(Problems(problems: error.faults.map(\.description)))
        }
    }

    /// The bytes of a form.
    private static func content(_ form: String, _ params: borrowing Params) throws(RPCError) -> [UInt8] {
        switch try params.optionalString("formEncoding") ?? "text" {
        case "text": return Array(form.utf8)
        case "base64":
            guard let bytes = bytes(base64: form) else { throw .params("form", "no base64") }
            return bytes
        default: throw .params("formEncoding", "expected text or base64")
        }
    }

    private static func fields(
        _ params: borrowing Params,
        _ call: Call,
        _ terms: Submission.Terms
    ) throws(RPCError) -> Result<Submission, Problems> {
        guard let round = try call.round(params) else { throw .params("round", "missing, and no xml is given") }
        let area = call.model.areas.areas[try call.requiredArea(params, asOf: round.referenceDate)].id
        guard let list = params["ratings"], list.kind == .array, list.count <= Framework.maxServiceTypes else {
            throw .params("ratings", "expected an array of ratings")
        }
        var problems: [String] = []
        var ratings: [Rating] = []
        var index = 0
        try list.forEachElement { entry throws(RPCError) in
            let rating = try rating(entry, at: "ratings[\(index)]", call, &problems)
            if let rating { ratings.append(rating) }
            index += 1
        }
        guard problems.isEmpty else { return .failure(Problems(problems: problems)) }
        return .success(
            Submission(
                area: area,
                round: round.id,
                role: try params.optionalString("role").map(collapsed),
                ratings: ratings,
                terms: terms,
                isSimulated: call.model.framework.isSimulated
            )
        )
    }

    /// One rating. What it holds and is not understood is a problem, never passed over.
    private static func rating(
        _ entry: borrowing JSONValue,
        at path: String,
        _ call: Call,
        _ problems: inout [String]
    ) throws(RPCError) -> Rating? {
        guard let word = entry["service"]?.string, let value = entry["value"]?.string else {
            throw .params("ratings", "each has service and value, both strings")
        }
        let column = try call.found("ratings", word, call.store.lookup.service)
        var evidence: [Evidence] = []
        var causes: [Cause.ID] = []
        entry.forEachMember { key, member in
            switch key.string ?? "" {
            case "service", "value": break
            case "evidence":
                if let text = member.string {
                    evidence = [Evidence(text: collapsed(text))]
                } else if !member.isNull {
                    problems.append("\(path).evidence: expected a string")
                }
            case "causes":
                if member.isNull { break }
                guard member.kind == .array else {
                    problems.append("\(path).causes: expected an array of causes' ids")
                    break
                }
                var index = 0
                member.forEachElement { cause in
                    if let id = cause.string.flatMap({ Cause.ID($0) }) {
                        causes.append(id)
                    } else {
                        let known = call.model.framework.causes.map(\.id.text).joined(separator: ", ")
                        problems.append("\(path).causes[\(index)]: no cause's id (the causes are \(known))")
                    }
                    index += 1
                }
            case let other:
                problems.append("\(path).\(other): not known here (a rating has service, value, evidence and causes)")
            }
        }
        return Rating(
            service: call.model.framework.serviceTypes[column].id,
            value: call.model.framework.scale.value(value) ?? .level(value),
            causes: causes,
            evidence: evidence
        )
    }
}
