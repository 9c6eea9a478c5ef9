package import Forms
package import Mail
package import Provision
package import Spreadsheets

/// The form of an area as it goes out with a mail: the bytes that `return form` writes.
package enum AttachedForm {
    /// - Throws: where a text of the record is longer than a cell of a workbook can be.
    package static func attachment(
        area: Area,
        round: Round,
        model: ProvisionModel,
        format: FormFormat
    ) throws(WorkbookFault) -> MailAttachment {
        MailAttachment(
            name: "\(area.id)-\(round.id)\(format.ending)",
            mediaType: mediaType(of: format),
            parameters: format == .csv || format == .html ? [MailAttachment.Parameter("charset", "utf-8")] : [],
            bytes: try ReturnForm(area: area, round: round, model: model).bytes(as: format)
        )
    }

    private static func mediaType(of format: FormFormat) -> String {
        switch format {
        case .csv: "text/csv"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .html: "text/html"
        }
    }
}

/// How a form is filled in and handed in, by what it is made of.
struct FormAdvice {
    let format: FormFormat
    let isOne: Bool

    private var form: String { isOne ? "the form" : "each form" }
    private var files: String { isOne ? "the file" : "the files" }
    private var them: String { isOne ? "it" : "them" }

    var filling: String {
        let open =
            switch format {
            case .csv:
                "open \(form) with a spreadsheet program, and leave the rows above the table and the headings as they are."
            case .xlsx, .ods:
                "open \(form) with a spreadsheet program. Yellow cells are to be filled in; the first sheet tells what is missing."
            case .html:
                "save \(form) on your computer and open it with your browser; it needs no network, and tells what is missing."
            }
        return
            "How to fill it in: \(open) What was last known is already there, with its date. Give each service type its "
            + "level, and a reason where the level leaves a gap. A row that you leave as it is counts as still true."
    }

    var handingIn: String {
        let save =
            switch format {
            case .csv: "save \(files) as “CSV UTF-8”"
            case .xlsx, .ods: "save \(files)"
            case .html: "save \(form) with its answers, by its own button"
            }
        return
            "How to hand it in: say in what role you answer, \(save), and send \(them) back in an answer to this mail."
    }
}
