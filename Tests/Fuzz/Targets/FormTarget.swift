#if DEBUG || TESTABLE
    import Forms
    import Provision
    @testable import ScopingStore
    import Spreadsheets
    import TestSupport

    extension FuzzTarget {
        /// A form's cells, as text: sheets after a line `# NAME`, cells between commas. They become a workbook of either format, and
        /// both are handed in: the same is taken, or the same faults are found at the same places.
        static let forms = FuzzTarget("forms", longest: 4_096) { bytes in
            // LibreOffice's format has no way to hold a control character; Excel's has.
            guard let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: isControl)
            else {
                return
            }
            var draft = WorkbookDraft(title: "form")
            for sheet in text.split(separator: "# ").prefix(8) {
                let lines = sheet.split(separator: "\n", omittingEmptySubsequences: false)
                guard let name = lines.first else { continue }
                let isHidden = name.hasPrefix("~")
                var made = SheetDraft(
                    String(isHidden ? name.dropFirst() : name),
                    visibility: isHidden ? .hidden : .visible
                )
                for (number, line) in lines.dropFirst().prefix(64).enumerated() {
                    let cells = line.split(separator: ",", omittingEmptySubsequences: false).prefix(32)
                    for (column, cell) in cells.enumerated() { made[number + 1, column] = CellDraft(value(of: cell)) }
                }
                draft.sheets.append(made)
            }
            guard let excel = try faulty({ () throws(WorkbookFault) in try XLSXWriter.write(draft) }),
                let open = try faulty({ () throws(WorkbookFault) in try ODSWriter.write(draft) })
            else { return }
            let (one, other) = (try verdict(on: excel), try verdict(on: open))
            try promise(one == other, "the two formats are taken otherwise: \(one), \(other)")
        }

        private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
            scalar != "\n" && (scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value))
        }

        /// `=12` is a number, `=TRUE` and `=FALSE` are booleans, `=2022-05-01` is a date; anything else is a text.
        private static func value(of cell: Substring) -> CellValue {
            guard cell.hasPrefix("=") else { return cell.isEmpty ? .empty : .text(String(cell)) }
            let word = String(cell.dropFirst())
            switch word {
            case "TRUE": return .boolean(true)
            case "FALSE": return .boolean(false)
            default: return CalendarDate(iso: word) == nil ? .number(word) : .date(word)
            }
        }

        private static func verdict(on bytes: [UInt8]) throws -> Result<Taken, DocumentFaults> {
            let model = try FuzzWorld.shared.get().model
            do throws(DocumentFaults) {
                let submission = try Submission(bytes, file: "in", terms: FormSample.terms(), model: model)
                return .success(Taken(document: submission.document(after: nil), remarks: submission.remarks))
            } catch {
                return .failure(error)
            }
        }

        private struct Taken: Equatable {
            let document: Return
            let remarks: [DocumentFault]
        }
    }
#endif
