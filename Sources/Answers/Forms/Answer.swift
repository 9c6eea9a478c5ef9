/// What a question came to. Commands, requests and assistants are given the same value; its forms differ in nothing but what
/// they are made for.
///
/// Encoded it is what programs get: a command's JSON, and the result of the method of the same question.
package protocol Answer: Encodable {
    /// Its rows, as a spreadsheet takes them; nil where it is no list of things.
    var table: AnswerTable? { get }
    /// The rows as a file for spreadsheets; nil where there is no table.
    func csv() -> [UInt8]?
    /// As people read it at a terminal.
    var text: AnswerText { get }
    /// As an XML document; nil where it is never one.
    var xml: [UInt8]? { get }
}

extension Answer {
    package var table: AnswerTable? { nil }
    package func csv() -> [UInt8]? { table?.csv() }
    package var xml: [UInt8]? { nil }
}
