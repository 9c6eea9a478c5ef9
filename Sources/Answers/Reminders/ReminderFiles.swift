import Bytes
package import Forms
import GapDetection
package import Mail
package import Provision
package import Spreadsheets

/// The mails and calendar entries of a day, as files. The same store, round and day give the same bytes.
package struct ReminderFiles: Sendable {
    /// A file's name and content.
    package struct File: Sendable {
        package let name: String
        package let bytes: [UInt8]
    }

    package let files: [File]

    /// - Parameters:
    ///   - digests: those to be written, in order.
    ///   - sender: whose name and address the mails have.
    /// - Throws: where a text of the record is longer than a cell of a workbook can be.
    package init(
        _ digests: [ReminderDigest],
        round: Round,
        model: ProvisionModel,
        on day: CalendarDate,
        sender: Mailbox,
        format: FormFormat
    ) throws(WorkbookFault) {
        let names = Self.names(digests, model)
        let forms = try Self.forms(of: digests, round: round, model: model, format: format)
        // What is said to those who have answered: what the record says of their areas now.
        let isThanked = digests.contains { $0.kind == .thanks }
        let register =
            isThanked
            ? GapAudit(model, at: model.snapshot(asOf: round.referenceDate, knownAt: Instant(endOf: day))) : nil
        files = zip(digests, names).flatMap { digest, name in
            ReminderMail(
                digest: digest,
                round: round,
                model: model,
                day: day,
                sender: sender,
                format: format,
                forms: digest.kind.hasForms ? digest.entries.compactMap { forms[$0.progress.area] } : [],
                findings: digest.kind == .thanks
                    ? digest.entries.flatMap { entry in
                        register.map { Headlines.ofLevels(in: $0, within: entry.progress.area) } ?? []
                    }.map(\.sentence) : [],
                name: name
            ).files
        }
    }

    /// The form of each area that one goes out to, by place in the hierarchy: made once, however many people get it.
    private static func forms(
        of digests: [ReminderDigest],
        round: Round,
        model: ProvisionModel,
        format: FormFormat
    ) throws(WorkbookFault) -> [Int: MailAttachment] {
        let wanted = digests.filter(\.kind.hasForms).flatMap { $0.entries.map(\.progress.area) }
        let areas = Set(wanted).sorted()
        let made = concurrentMap(areas.count, stage: "making forms") { place in
            Result { () throws(WorkbookFault) in
                try AttachedForm.attachment(
                    area: model.areas.areas[areas[place]],
                    round: round,
                    model: model,
                    format: format
                )
            }
        }
        var forms: [Int: MailAttachment] = [:]
        for (area, form) in zip(areas, made) { forms[area] = try form.get() }
        return forms
    }

    /// A file name for each: the kind, and the area where it is the person's only one and nobody else's, else the address; numbered
    /// where two would be alike.
    private static func names(_ digests: [ReminderDigest], _ model: ProvisionModel) -> [String] {
        // How many digests of a kind an area is in.
        var uses: [String: Int] = [:]
        func name(_ digest: ReminderDigest, _ entry: ReminderDigest.Entry) -> String {
            "\(digest.kind.rawValue)-\(model.areas.areas[entry.progress.area].id)"
        }
        for digest in digests { for entry in digest.entries { uses[name(digest, entry), default: 0] += 1 } }
        func byArea(_ digest: ReminderDigest) -> String? {
            guard let only = digest.entries.first, digest.entries.count == 1 else { return nil }
            let name = name(digest, only)
            return uses[name] == 1 ? name : nil
        }
        var taken: Set<String> = []
        return digests.map { digest in
            let wanted = byArea(digest) ?? "\(digest.kind.rawValue)-\(slug(digest.person.email.text))"
            var name = wanted
            var number = 1
            while !taken.insert(name).inserted {
                number += 1
                name = "\(wanted)-\(number)"
            }
            return name
        }
    }
}

/// One digest as a mail, with its calendar entry where it has one.
private struct ReminderMail {
    let digest: ReminderDigest
    let round: Round
    let model: ProvisionModel
    let day: CalendarDate
    let sender: Mailbox
    let format: FormFormat
    let forms: [MailAttachment]
    /// What the record says now, a sentence each.
    let findings: [String]
    let name: String

    var files: [ReminderFiles.File] {
        // Contacts hold addresses that a header can hold, and days are within the years that mails know.
        guard let to = Mailbox(name: digest.person.name, address: digest.person.email.text), let moment else {
            return []
        }
        let entry = digest.kind == .invitation ? round.due.map { calendarEntry($0, moment) } : nil
        let calendar = entry.map { ReminderFiles.File(name: name + ".ics", bytes: $0.bytes) }
        let words = ReminderWords(
            digest: digest,
            round: round,
            model: model,
            day: day,
            forms: forms.map(\.name),
            format: format,
            findings: findings,
            hasCalendar: calendar != nil
        )
        let letter = words.letter
        let mail = MailMessage(
            from: sender,
            to: [to],
            subject: words.subject,
            date: moment,
            id: "\(round.id).\(digest.kind.rawValue).\(day).\(person)@\(sender.domain)",
            text: letter.text,
            html: letter.html,
            attachments: forms + (calendar.map { [attachment($0)] } ?? [])
        )
        return [ReminderFiles.File(name: name + ".eml", bytes: mail.bytes)] + (calendar.map { [$0] } ?? [])
    }

    private func attachment(_ calendar: ReminderFiles.File) -> MailAttachment {
        MailAttachment(
            name: calendar.name,
            mediaType: "text/calendar",
            parameters: [MailAttachment.Parameter("charset", "utf-8"), MailAttachment.Parameter("method", "PUBLISH")],
            bytes: calendar.bytes
        )
    }

    /// Nine in the morning of the day, in England.
    private var moment: MailMoment? {
        let midnight = Int64(day.daysSince1970) * 86_400
        let hoursAhead = Instant(secondsSince1970: midnight + 43_200).hoursAheadInLondon
        return MailMoment(
            secondsSince1970: midnight + Int64(9 - hoursAhead) * 3_600,
            hoursAhead: hoursAhead
        )
    }

    /// The due day. It is the same entry whenever it is written again.
    private func calendarEntry(_ due: CalendarDate, _ moment: MailMoment) -> CalendarEntry {
        let areas = listed(digest.entries.map { model.areas.areas[$0.progress.area].name }, most: 3)
        let returns = digest.entries.count == 1 ? "return" : "returns"
        return CalendarEntry(
            uid: "\(round.id).due.\(person)@\(sender.domain)",
            sequence: Int(day.daysSince1970) - Int(round.opened.daysSince1970),
            stamp: moment,
            day: Int(due.daysSince1970),
            title: "Due: \(returns) for \(areas), \(round.name)",
            words: "The last day to send your \(returns) for \(areas) to \(model.framework.network) in time.\n"
                + "The forms came with the mail of \(day.dayInWords).",
            organiser: sender,
            alarms: [7, 1]
        )
    }

    /// The person, without telling their address to whoever sees an id.
    private var person: String {
        var hash = FNV1a()
        for byte in "\(model.framework.network)\n\(digest.person.email.key)".utf8 { hash.add(byte) }
        return String(hash.value, radix: 16)
    }
}
