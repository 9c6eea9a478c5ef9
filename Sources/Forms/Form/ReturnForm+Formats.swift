public import Spreadsheets

extension ReturnForm {
    /// The form in a format.
    ///
    /// - Throws: where a text of the record is longer than a cell of a workbook can be.
    public func bytes(as format: FormFormat) throws(WorkbookFault) -> [UInt8] {
        switch format {
        case .csv: csv()
        case .xlsx: try XLSXWriter.write(workbook())
        case .ods: try ODSWriter.write(workbook())
        case .html: page()
        }
    }
}
