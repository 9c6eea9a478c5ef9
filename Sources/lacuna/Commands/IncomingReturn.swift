import Provision
import ScopingStore

/// A return that came from outside, as XML or as a filled-in form, read and checked.
struct IncomingReturn {
    let file: String
    let document: Return
    /// The revision it was made from.
    let basedOn: Int
    /// What a form said; nil for XML.
    let answer: ReturnForm.Answer?

    /// What is to be recorded: a form keeps the services and interventions of the latest revision.
    func content(latest: Return?) -> Return { answer?.document(latest: latest) ?? document }

    /// - Parameter asksReasons: whether a rating that leaves a gap must say why.
    static func read(
        _ file: String,
        _ access: StoreAccess,
        asksReasons: Bool
    ) throws -> Result<IncomingReturn, DocumentFaults> {
        let model = access.model
        let bytes: [UInt8]
        do {
            bytes = try readDocument(at: file)
        } catch {
            throw CommandFailure(reading: error)
        }
        do {
            if bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }) == UInt8(ascii: "<") {
                let document = try ReturnDocument.read(
                    bytes,
                    file: file,
                    framework: model.framework,
                    areas: model.areas,
                    rounds: model.rounds,
                    asksReasons: asksReasons
                        ? { area, round in model.standingReturn(area: area, round: round)?.ratings ?? [] } : nil
                )
                return .success(
                    IncomingReturn(file: file, document: document, basedOn: document.revision - 1, answer: nil)
                )
            }
            let answer = try ReturnForm.read(bytes, file: file, model: model, asksReasons: asksReasons)
            let latest = model.returns.last { $0.area == answer.area && $0.round == answer.round }
            let document = answer.document(latest: latest)
            let faults = document.faults(framework: model.framework, areas: model.areas, rounds: model.rounds)
            guard faults.isEmpty else {
                throw DocumentFaults(faults.map { DocumentFault(file: file, message: $0.message, mend: $0.mend) })
            }
            return .success(IncomingReturn(file: file, document: document, basedOn: answer.basedOn, answer: answer))
        } catch let faults as DocumentFaults {
            return .failure(faults)
        }
    }
}
