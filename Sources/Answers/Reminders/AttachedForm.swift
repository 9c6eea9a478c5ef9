package import Mail
package import Provision
import ScopingStore

/// The form of an area as it goes out with a mail: the bytes that `return form` writes.
package enum AttachedForm {
    /// The formats that forms can have.
    package enum Format: String, CaseIterable, Sendable {
        case csv

        var mediaType: String {
            switch self {
            case .csv: "text/csv"
            }
        }

        var parameters: [MailAttachment.Parameter] {
            switch self {
            case .csv: [MailAttachment.Parameter("charset", "utf-8")]
            }
        }
    }

    package static func attachment(
        area: Area,
        round: Round,
        model: ProvisionModel,
        format: Format
    ) -> MailAttachment {
        let bytes =
            switch format {
            case .csv: ReturnForm.bytes(area: area, round: round, model: model)
            }
        return MailAttachment(
            name: name(area: area, round: round, format: format),
            mediaType: format.mediaType,
            parameters: format.parameters,
            bytes: bytes
        )
    }

    /// Made of ids, which are slugs.
    static func name(area: Area, round: Round, format: Format) -> String { "\(area.id)-\(round.id).\(format.rawValue)" }
}
