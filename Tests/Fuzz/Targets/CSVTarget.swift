#if DEBUG || TESTABLE
    import Forms
    import Markup
    import Provision
    import ScopingStore
    import Spreadsheets
    import TestSupport

    extension FuzzTarget {
        /// A spreadsheet saved as text: read, written by our own writer, and read again to the same cells; and as a form that
        /// somebody hands in.
        static let csv = FuzzTarget("csv", longest: 4_096) { bytes in
            if let table = try table(bytes) {
                for (place, row) in table.rows.enumerated() {
                    try promise(row.number == place + 1, "row \(place + 1) is numbered \(row.number)")
                    try promise(row.fields.last?.isEmpty != true, "a row ends in an empty cell")
                }
                // The first line says what parts the fields: a few cells need not show it.
                var writer = CSVWriter()
                for row in table.rows { writer.row(row.fields) }
                let bytes = CSVWriter.mark + Array("sep=,\r\n".utf8) + writer.bytes.dropFirst(CSVWriter.mark.count)
                guard let again = try Self.table(bytes) else { throw BrokenPromise("written again it is refused") }
                try promise(again.rows == table.rows, "written and read again it has other cells")
            }
            try handIn(bytes)
        }

        private static func table(_ bytes: [UInt8]) throws(BrokenPromise) -> SpreadsheetTable? {
            do throws(SpreadsheetFault) { return try SpreadsheetTable(bytes) } catch {
                try promise(!error.message.isEmpty && (error.row ?? 1) >= 1, "a fault without words or place")
                return nil
            }
        }

        /// Hands a file in as a return, as `lacuna return submit` and `return.submit` do. What is taken is written as a document, and
        /// read again the same.
        static func handIn(_ bytes: [UInt8]) throws {
            let model = try FuzzWorld.shared.get().model
            let submission: Submission
            do throws(DocumentFaults) {
                submission = try Submission(bytes, file: "in", terms: FormSample.terms(), model: model)
            } catch {
                try promise(!error.faults.isEmpty, "refused without a fault")
                return try promise(
                    error.faults.allSatisfy {
                        $0.file == "in" && !$0.message.isEmpty && !$0.description.contains("\n")
                    },
                    "a fault without words or place"
                )
            }
            let document = submission.document(after: nil)
            let (framework, areas, rounds) = (model.framework, model.areas, model.rounds)
            guard document.faults(framework: framework, areas: areas, rounds: rounds).isEmpty else { return }
            let again: Return
            do throws(DocumentFaults) {
                again = try ReturnDocument.read(
                    ReturnWriter.bytes(of: document),
                    file: "in",
                    framework: framework,
                    areas: areas,
                    rounds: rounds
                )
            } catch {
                throw BrokenPromise("taken, and refused once it is written: \(error.faults)")
            }
            try promise(again == document, "taken, and another document once it is written")
        }
    }
#endif
