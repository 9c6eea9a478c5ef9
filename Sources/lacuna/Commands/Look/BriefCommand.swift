import Answers
import Exhibits
import Glibc
import Mail
import Papers
import Provision

private let format = OptionSpec(
    name: "format",
    value: "FORMAT",
    help: "What the brief is made for; else as the name of -o ends, else docx.",
    allowed: BriefFormat.allCases.map(\.rawValue)
)
private let compareWith = OptionSpec(
    name: "compare",
    value: "DATE",
    help: "Tell what changed since this date; else since the round before the latest."
)
private let palette = OptionSpec(
    name: "palette",
    value: "PALETTE",
    help: "The framework's colours unless told; nhs for those of the NHS identity.",
    allowed: Palette.words
)
private let from = OptionSpec(
    name: "from",
    value: "ADDRESS",
    help:
        "Of a mail: your address, as ann@nhs.net or \"Ann Smith <ann@nhs.net>\"; else whoever opens the draft sends it."
)
private let to = OptionSpec(
    name: "to",
    value: "ADDRESS",
    help: "Of a mail: an address that it goes to.",
    isRepeatable: true
)
private let output = Options.output("The file to write; else standard output, where that is no terminal.")

/// The programs that a brief can be made for.
private enum BriefFormat: String, CaseIterable {
    case docx, odt, pptx, eml
}

let briefCommand = Command(
    name: "brief",
    summary:
        "Write a paper for a board that a secretary can edit: two to six pages, three slides, or a mail with the paper.",
    arguments: [
        ArgumentSpec(
            name: "AREA",
            help: "The area it is of, by id, name or code; all unless told.",
            isRequired: false
        )
    ],
    options: [
        Options.asOf, Options.knownAt, compareWith, format, palette, from, to, output, Options.store, Options.noCache,
    ],
    discussion: [
        "What stands out, the heatmap, what changed since the round before, the gaps by severity, actions with their owners, sources and rules: with headings, "
            + "tables and captions of the program's own styles, so that the look is changed in one place. As pptx it is three slides.",
        "As eml it is a mail that nobody has sent yet, which mail programs open as a draft: what stands out, what changed and who acts, as plain "
            + "text and as HTML that fetches nothing, with the paper attached as docx.",
        "The heatmap is a table of letters on the levels' colours and, where rsvg-convert is installed, a picture before it.",
    ],
    examples: [
        ("lacuna brief -o board.docx", "a paper on the whole map"),
        ("lacuna brief Sefton -o sefton.odt", "a paper on one area, for LibreOffice"),
        ("lacuna brief --to chair@nhs.net -o board.eml", "a draft of a mail to the board, with the paper attached"),
        ("lacuna brief --compare 2022-05-01 -o board.pptx", "three slides, with what changed since May 2022"),
    ],
    run: { invocation, console in
        let access = try StoreAccess(invocation, &console)
        let path = invocation.value(output).flatMap { $0 == "-" ? nil : $0 }
        if path == nil, isatty(STDOUT_FILENO) == 1 {
            throw invocation.refusal(
                "a brief is a file, and no terminal shows it",
                hint: "Name the file with -o FILE.docx."
            )
        }
        let request = try request(invocation, access, &console)
        let format = try chosenFormat(invocation, path)
        let (sender, receivers) = (try invocation.mailboxes(from).last, try invocation.mailboxes(to))
        if format != .eml, sender != nil || !receivers.isEmpty {
            throw invocation.refusal(
                "--from and --to are of a mail, and this brief is made as .\(format.rawValue)",
                hint: "Say --format eml, or end the name of -o with .eml."
            )
        }
        let heatmap: HeatmapRequest.Answer
        do throws(HeatmapRequest.Refusal) {
            heatmap = try request.heatmap(in: access.model).answer(access.model, leftOut: access.leftOutFiles)
        } catch {
            throw invocation.refusal("--\(error.option): \(error.message)", hint: error.hint)
        }
        let brief = Brief(access.model, request)
        let bytes =
            switch format {
            case .docx: DOCXWriter.write(brief.paper(picture: painted(heatmap, of: brief, &console)))
            case .odt: ODTWriter.write(brief.paper(picture: painted(heatmap, of: brief, &console)))
            case .pptx: PPTXWriter.write(brief.slides())
            case .eml:
                brief.mail(
                    from: sender,
                    to: receivers,
                    paper: DOCXWriter.write(brief.paper(picture: painted(heatmap, of: brief, &console)))
                ).bytes
            }
        try ResultOutput.write(bytes, to: output, of: invocation, access, &console)
        return access.status
    }
)

/// The heatmap as a picture of the paper. Where it is too large for a page, or nothing can paint it, the table of letters stands
/// alone, and standard error says why.
private func painted(_ heatmap: HeatmapRequest.Answer, of brief: Brief, _ console: inout Console) -> PaperPicture? {
    guard brief.isDrawn else { return nil }
    func alone(_ reasons: [String]) -> PaperPicture? {
        console.note("lacuna: the heatmap stands in the brief as a table, without its picture:")
        for reason in reasons { console.note(reason) }
        return nil
    }
    guard heatmap.misfit.isEmpty else { return alone(["The picture would be too large for a page of A4."]) }
    do throws(CommandFailure) {
        return brief.picture(try PicturePainter(environment: console.environment).png(of: heatmap.svg))
    } catch {
        return alone(
            error.status == .unavailable
                ? [
                    "It needs rsvg-convert or Chromium: 'apt-get install librsvg2-bin' brings the one, 'apt-get install chromium' the other."
                ] : error.messages
        )
    }
}

private func chosenFormat(_ invocation: Invocation, _ path: String?) throws(UsageError) -> BriefFormat {
    if let format = invocation.value(format).flatMap(BriefFormat.init(rawValue:)) { return format }
    let name = path?.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return .docx }
    let ending = name[name.index(after: dot)...].lowercased()
    guard let format = BriefFormat(rawValue: ending) else {
        throw invocation.refusal(
            ofOption: output.name,
            expected: "A brief is made as .docx, .odt, .pptx or .eml: end the name so, or say --format."
        )
    }
    return format
}

private func request(
    _ invocation: Invocation,
    _ access: StoreAccess,
    _ console: inout Console
) throws -> BriefRequest {
    var request = BriefRequest(asOf: try access.date(invocation), maker: "Lacuna \(lacunaVersion)")
    request.knownAt = try access.knownAt(invocation)
    request.compare = try invocation.date(compareWith)
    request.palette = invocation.value(palette).flatMap(Palette.init(word:)) ?? .framework
    request.leftOut = access.leftOutFiles
    // Unless a day is named, what has been said of actions since the latest round is told.
    if !invocation.flag(Options.asOf) { request.actionsAsOf = access.model.latestActionDate }
    guard invocation.positional("AREA") != nil else { return request }
    let area = try access.area(invocation, positional: "AREA", asOf: request.asOf)
    do throws(AreaScope.Absence) {
        if let note = try access.model.scope(of: area, on: request.asOf).note { console.noteOnce(note) }
    } catch {
        throw invocation.refusal("AREA: \(error.message)", hint: error.hint)
    }
    request.within = area
    return request
}
