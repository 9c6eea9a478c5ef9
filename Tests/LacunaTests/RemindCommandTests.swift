import Answers
import Forms
import Foundation
import Mail
import Provision
import ScopingStore
import TestSupport
import Testing

@testable import lacuna

@Suite("Mails to those who answer in a round")
struct RemindCommandTests {
    private let folder: TemporaryFolder
    private let store: String

    /// The real data with a round due on Saturday 15 October 2022, opened on 1 September; Ann answers for Halton and Sefton, Siân for
    /// Wirral, Ann and Pat both for Halton.
    init() throws {
        folder = try TemporaryFolder()
        store = try folder.copy(Repository.scoping, to: "store")
        try folder.write(
            """
            area,email,name
            Sefton,ann@nhs.net,Ann Smith
            Wirral,sian@nhs.net,Siân Jones
            Halton,Ann@nhs.net,
            Halton,o'neill@nhs.net,
            """,
            to: "contacts.csv"
        )
        let words = [
            "round", "open", "2022-11", "--reference-date", "2022-11-01", "--due", "2022-10-15", "--name", "Autumn",
            "--asks",
            "Halton,Sefton,Wirral,Knowsley", "--contacts", folder.path + "/contacts.csv",
        ]
        #expect(lacuna(words, store: store, environment: ["LACUNA_NOW": "2022-09-01T09:00:00Z"]).status == 0)
    }

    private func remind(_ day: String, _ words: String..., to name: String = "out") -> Outcome {
        lacuna(
            ["remind", "--from", "net@nhs.net", "--on", day, "-o", folder.path + "/" + name] + words,
            store: store
        )
    }

    private func submit(_ area: String, at moment: String) throws {
        let path = folder.path + "/form.csv"
        #expect(lacuna("return", "form", "--area", area, "-o", path, store: store).status == 0)
        try folder.write(
            try text(of: path).replacing("In the role of,,", with: "In the role of,Commissioner,"),
            to: "form.csv"
        )
        let submitted = lacuna("return", "submit", path, store: store, environment: ["LACUNA_NOW": moment])
        #expect(submitted.status == 0, "\(submitted.errors)")
    }

    /// The plain words of a mail, in which lines are put together again.
    private func words(_ name: String) throws -> String {
        let mail = try text(of: folder.path + "/out/" + name)
        let part = try #require(mail.components(separatedBy: "quoted-printable\r\n\r\n").dropFirst().first)
        return part.components(separatedBy: "\r\n--=_")[0].replacing("=\r\n", with: "")
            .replacing("=E2=80=9C", with: "“").replacing("=E2=80=9D", with: "”")
    }

    @Test(
        "Invitations: one a person, with a form for each area and an entry for the calendar, which lies beside it too"
    )
    func invitations() throws {
        let written = remind("2022-09-02")
        #expect(written.status == 1)
        #expect(
            written.output == """
                Wrote 3 mails to 3 people about 3 areas into \(folder.path)/out: 3 invitations.
                1 area has no contact: Knowsley.

                """
        )
        #expect(
            files(below: folder.path + "/out") == [
                "invitation-ann-nhs-net.eml", "invitation-ann-nhs-net.ics", "invitation-oneill-nhs-net.eml",
                "invitation-oneill-nhs-net.ics", "invitation-place-wirral.eml", "invitation-place-wirral.ics",
            ]
        )
        let mail = try text(of: folder.path + "/out/invitation-ann-nhs-net.eml")
        #expect(
            mail.hasPrefix(
                "From: \"North West Coast Clinical Networks\" <net@nhs.net>\r\nTo: \"Ann Smith\" <ann@nhs.net>\r\n"
            )
        )
        #expect(
            mail.contains("Subject: Autumn: your returns for Halton and Sefton, by Saturday 15 October\r\n 2022\r\n")
        )
        #expect(mail.contains("\r\nDate: Fri, 2 Sep 2022 09:00:00 +0100\r\n"))
        let letter = try words("invitation-ann-nhs-net.eml")
        #expect(
            letter.hasPrefix(
                "Dear Ann Smith,\r\n\r\nNorth West Coast Clinical Networks asks you for returns in the round “Autumn”"
            )
        )
        #expect(
            letter.contains(
                "how things stand on Tuesday 1 November 2022. Please send them back by Saturday 15 October 2022.\r\n"
            )
        )
        #expect(letter.contains("- Halton: place-halton-2022-11.csv\r\n- Sefton: place-sefton-2022-11.csv\r\n"))
        for area in ["Halton", "Sefton"] {
            let form = lacuna("return", "form", "--area", area, "--round", "2022-11", store: store).output
            let encoded = Data(form.utf8).base64EncodedString()
            #expect(mail.replacing("\r\n", with: "").contains(encoded))
        }
        let calendar = try text(of: folder.path + "/out/invitation-ann-nhs-net.ics")
        #expect(calendar.contains("\r\nDTSTART;VALUE=DATE:20221015\r\n"))
        #expect(mail.replacing("\r\n", with: "").contains(Data(calendar.utf8).base64EncodedString()))
        #expect(try words("invitation-oneill-nhs-net.eml").hasPrefix("Hello,\r\n"))
    }

    @Test("The same store and day give the same bytes; another day another mail, and the same entry of the calendar")
    func sameBytes() throws {
        for (day, name) in [("2022-09-02", "out"), ("2022-09-02", "again"), ("2022-09-03", "later")] {
            #expect(remind(day, to: name).status == 1)
        }
        for name in files(below: folder.path + "/out") {
            #expect(try bytes(of: "\(folder.path)/out/\(name)") == bytes(of: "\(folder.path)/again/\(name)"), "\(name)")
        }
        func line(_ start: String, _ path: String) throws -> String? {
            try text(of: folder.path + path).components(separatedBy: "\r\n").first { $0.hasPrefix(start) }
        }
        let (one, two) = ("/out/invitation-place-wirral", "/later/invitation-place-wirral")
        #expect(try line("UID:", one + ".ics") == line("UID:", two + ".ics"))
        #expect(try line("SEQUENCE:", two + ".ics") == "SEQUENCE:2")
        #expect(try line("Message-ID:", one + ".eml") != line("Message-ID:", two + ".eml"))
    }

    @Test("A week before the due day an invitation becomes a reminder, on the day after it a mail that it is late")
    func days() throws {
        for (day, kind, words) in [
            ("2022-10-07", "invitation", "Please send it back by Saturday 15 October 2022."),
            ("2022-10-08", "reminder", "is due in 7 days, on Saturday 15 October 2022, and has not reached us yet."),
            ("2022-10-14", "reminder", "is due tomorrow, on"), ("2022-10-15", "reminder", "is due today, on"),
            ("2022-10-16", "late", "was due on Saturday 15 October 2022, 1 day ago, and has not reached us."),
            (
                "2022-08-30", "invitation",
                "Returns are taken from Thursday 1 September 2022 on, and not before that day."
            ),
        ] {
            #expect(remind(day).output.contains("3 \(kind)") || kind == "late")
            #expect(try self.words("\(kind)-place-wirral.eml").contains(words), "\(day)")
        }
    }

    @Test(
        "Who has answered is thanked, by the end of the day in England; what is not rated is named; drafts are no answers"
    )
    func thanks() throws {
        try submit("Halton", at: "2022-10-15T22:59:59Z")
        try submit("Wirral", at: "2022-10-15T23:00:00Z")
        let written = remind("2022-10-15")
        #expect(written.output.hasPrefix("Wrote 4 mails to 3 people about 3 areas"))
        #expect(written.output.contains(": 2 reminders, 2 mails of thanks.\n"))
        #expect(
            try words("thanks-ann-nhs-net.eml").hasPrefix(
                "Dear Ann Smith,\r\n\r\nThank you for your return in the round “Autumn”. On record:\r\n\r\n"
                    + "- Halton: received on Saturday 15 October 2022\r\n\r\nThere is nothing more to do.\r\n"
            )
        )
        #expect(try words("reminder-place-sefton.eml").contains("- Sefton: place-sefton-2022-11.csv"))
        #expect(!(try text(of: folder.path + "/out/thanks-ann-nhs-net.eml").contains("attachment")))
        #expect(
            remind("2022-10-16", "--kind", "thanks,late", to: "next").output.contains(
                "1 mail about a late return, 3 mails of thanks"
            )
        )
        #expect(
            remind("2022-10-16", "--kind", "reminder", to: "none").output.hasPrefix(
                "Nobody to write to on 16 October 2022 about that."
            )
        )
    }

    @Test("A round without a due day invites without one; one without contacts is refused with the mend")
    func refusals() throws {
        let before = files(below: folder.path)
        let old = remind("2022-09-02", "--round", "2022-05")
        #expect(old.status == 66 && old.output.isEmpty)
        #expect(
            old.errors
                == "lacuna: round 2022-05 has no contacts; name them with 'lacuna round contacts 2022-05 FILE.csv'.\n"
        )
        for from in ["", "net", "net@nhs.net\r\nBcc: eve@example.org", "a@b.uk,c@d.uk", "X <net>"] {
            let words = ["remind", "--from", from, "-o", folder.path + "/out"]
            #expect(lacuna(words, store: store).status == 64, "\(from)")
        }
        #expect(lacuna("remind", "--from", "net@nhs.net", "-o", store + "/mails", store: store).status == 73)
        #expect(files(below: folder.path) == before)

        try folder.write("area,email\nHalton,ann@nhs.net", to: "contacts.csv")
        let words = [
            "round", "open", "2023-05", "--reference-date", "2023-05-01", "--asks", "Halton", "--contacts",
            folder.path + "/contacts.csv",
        ]
        #expect(lacuna(words, store: store, environment: ["LACUNA_NOW": "2023-01-01T09:00:00Z"]).status == 0)
        #expect(remind("2025-01-01").status == 0)
        #expect(files(below: folder.path + "/out") == ["invitation-place-halton.eml"])
        #expect(!(try self.words("invitation-place-halton.eml").contains("calendar")))
        #expect(try self.words("invitation-place-halton.eml").contains("1 May 2023.\r\n\r\nThe form is attached:"))
    }

    @Test("The forms are those of 'return form' in every format, and the words say how each is filled in and handed in")
    func formats() throws {
        for (format, type, words) in [
            (FormFormat.csv, "text/csv", "save the file as “CSV UTF-8”"),
            (
                .xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "Yellow cells are to be filled in"
            ),
            (.ods, "application/vnd.oasis.opendocument.spreadsheet", "Yellow cells are to be filled in"),
            (.html, "text/html", "open it with your browser; it needs no network"),
        ] {
            #expect(remind("2022-09-02", "--format", format.rawValue).status == 1)
            let path = folder.path + "/form\(format.ending)"
            let form = ["return", "form", "--area", "Wirral", "--format", format.rawValue, "-o", path]
            #expect(lacuna(form, store: store).status == 0)
            let mail = try text(of: folder.path + "/out/invitation-place-wirral.eml")
            #expect(mail.contains("\r\nContent-Type: \(type);\r\n"))
            #expect(mail.contains(" filename=\"place-wirral-2022-11\(format.ending)\"\r\n"))
            #expect(
                mail.replacing("\r\n", with: "").contains(Data(try bytes(of: path)).base64EncodedString()),
                "\(format)"
            )
            #expect(try self.words("invitation-place-wirral.eml").contains(words), "\(format)")
        }
    }

    @Test("--from takes a name too, and nothing in it adds a header")
    func sender() throws {
        let name = "Ann \"A\" O'Neill\r\nBcc: eve@example.org"
        #expect(remind("2022-09-02", "--from", "\(name) <ann@nhs.net>").status == 64)
        let words = ["remind", "--from", "\(name) <ann@nhs.net>", "--on", "2022-09-02", "-o", folder.path + "/out"]
        #expect(lacuna(words, store: store).status == 1)
        let mail = try text(of: folder.path + "/out/invitation-place-wirral.eml")
        #expect(mail.hasPrefix("From: \"Ann A O'Neill Bcc: eve@example.org\" <ann@nhs.net>\r\nTo: "))
    }

    @Test("Names of people and areas that would be headers, markup or lines of a calendar are text")
    func hostile() throws {
        let name = "<script>x</script>\u{202E}; Bcc: eve@example.org"
        let areas = try text(of: store + "/areas.xml").replacing(
            "id=\"place-wirral\" kind=\"place\" name=\"Wirral\"",
            with: "id=\"place-wirral\" kind=\"place\" name=\"Wirral&lt;b>, BEGIN:VEVENT\""
        )
        try folder.write(Seal.applied(to: Array(areas.utf8)), to: "store/areas.xml")
        try folder.write("area,email,name\nplace-wirral,sian@nhs.net,\"\(name)\"", to: "contacts.csv")
        #expect(lacuna("round", "contacts", "2022-11", folder.path + "/contacts.csv", store: store).status == 0)
        #expect(remind("2022-09-02").status == 1)
        let mail = try text(of: folder.path + "/out/invitation-place-wirral.eml")
        let head = mail.components(separatedBy: "\r\n\r\n")[0]
        let page = try #require(mail.replacing("=\r\n", with: "").components(separatedBy: "<!DOCTYPE html>").last)
        #expect(!head.contains("Bcc") && !page.contains("<script>") && !page.contains("Wirral<b>"))
        #expect(page.contains("Dear &lt;script&gt;x"))
        let calendar = try text(of: folder.path + "/out/invitation-place-wirral.ics")
        #expect(calendar.components(separatedBy: "\r\n").filter { $0 == "BEGIN:VEVENT" }.count == 1)
    }
}

@Suite("What a mail is about")
struct ReminderKindTests {
    @Test("Every state of an area on every day around the due day, with everything that may be open")
    func everyState() throws {
        let due = try #require(CalendarDate(iso: "2022-10-15"))
        for state in RoundProgress.State.allCases {
            let hasAnswered = [.inTime, .late, .accepted, .changesRequested].contains(state)
            for left in -3...10 {
                let day = try #require(due.adding(days: -left))
                for open: [OpenMatter.Kind] in [[], [.query], [.change], [.query, .change]] {
                    let matters = open.map { OpenMatter(area: 0, kind: $0, text: "?") }
                    let answered: ReminderKind =
                        state == .changesRequested || open.contains(.change)
                        ? .changes : open.isEmpty ? .thanks : .queries
                    let asked: ReminderKind = left < 0 ? .late : left <= 7 ? .reminder : .invitation
                    #expect(
                        ReminderKind(state, due: due, on: day, matters: matters) == (hasAnswered ? answered : asked),
                        "\(state) \(left) \(open)"
                    )
                    #expect(
                        ReminderKind(state, due: nil, on: day, matters: matters)
                            == (hasAnswered ? answered : .invitation)
                    )
                }
            }
        }
    }

    @Test("Questions and changes that are asked for stand in the mail, with the area's form")
    func openMatters() throws {
        let real = try RealData.model()
        let halton = try #require(real.areas.index(of: SmallWorld.id("ccg-halton")))
        let round = try #require(real.rounds.first).with(contacts: [
            Contact(area: try SmallWorld.id("ccg-halton"), email: try EmailAddress("ann@nhs.net"))
        ])
        let day = try #require(CalendarDate(iso: "2026-11-26"))
        let sender = try #require(Mailbox(address: "net@nhs.net"))
        for (kind, name, words) in [
            (
                OpenMatter.Kind.query, "queries-ccg-halton.eml",
                "We have questions:\r\n\r\n- IAPT 0-5s: which posts?\r\n"
            ),
            (.change, "changes-ccg-halton.eml", "please change:\r\n\r\n- IAPT 0-5s: which posts?\r\n"),
        ] {
            let matters = [OpenMatter(area: halton, kind: kind, text: "IAPT 0-5s: which posts?")]
            let found = ReminderDigests(round, in: real, on: day, matters: matters)
            #expect(found.digests.count == 1 && found.withoutContact.count == round.asked.count - 1)
            let files = try ReminderFiles(
                found.digests,
                round: round,
                model: real,
                on: day,
                sender: sender,
                format: .csv
            )
            .files
            let mail = String(decoding: try #require(files.first).bytes, as: UTF8.self)
            #expect(files.map(\.name) == [name] && mail.replacing("=\r\n", with: "").contains(words), "\(mail)")
            #expect(mail.contains("filename=\"ccg-halton-2022-05.csv\""))
        }
    }
}
