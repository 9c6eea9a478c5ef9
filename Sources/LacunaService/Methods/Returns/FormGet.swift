import Bytes
import Forms
import JSON
import JSONRPC
import Provision
import Spreadsheets

extension LacunaMethod {
    static let formGet: LacunaMethod = LacunaMethod(
        "form.get",
        "The form that an area fills in for a round, with what is known already in it.",
        parameters: [
            Shared.area,
            .optional("round", #"{"type":"string"}"#, "The round; the latest unless told."),
            .optional("format", #"{"enum":["csv","xlsx","ods","html"]}"#, "csv unless told."),
        ],
        result: #"{"type":"object","required":["area","round","fileName","encoding","content"]}"#
    ) { params, call, writer throws(RPCError) in
        guard let round = try call.round(params) ?? call.model.rounds.last else {
            throw .params("round", "the store has no rounds yet")
        }
        let area = call.model.areas.areas[try call.requiredArea(params, asOf: round.referenceDate)]
        let word = try params.optionalString("format") ?? FormFormat.csv.rawValue
        guard let format = FormFormat(rawValue: word) else {
            throw .params("format", "expected csv, xlsx, ods or html")
        }
        let bytes: [UInt8]
        do throws(WorkbookFault) {
            bytes = try ReturnForm(area: area, round: round, model: call.model).bytes(as: format)
        } catch {
            throw .params("format", "this form cannot be written so: \(error)")
        }
        let isText = format == .csv || format == .html
        writer.object { result in
            result.member("area", area.id.text)
            result.member("round", round.id.text)
            result.member("fileName", "\(area.id)-\(round.id)\(format.ending)")
            result.member("encoding", isText ? "text" : "base64")
            result.member("content", isText ? String(decoding: bytes, as: UTF8.self) : base64(bytes))
        }
    }
}
