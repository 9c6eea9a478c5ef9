/// A file that goes with a mail.
public struct MailAttachment: Hashable, Sendable {
    /// Any text; folders are no part of it.
    public let name: String
    /// The program's own: "text/csv".
    public let mediaType: String
    /// Parameters of the media type, of the program's own too: ("charset", "utf-8").
    public let parameters: [Parameter]
    public let bytes: [UInt8]

    public struct Parameter: Hashable, Sendable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    public init(name: String, mediaType: String, parameters: [Parameter] = [], bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.parameters = parameters
        self.bytes = bytes
    }

    /// The part of a mail that holds it, headers and all.
    func write(to output: inout [UInt8]) {
        let given = parameters.map { "\($0.name)=\($0.value)" }
        HeaderLines.write("Content-Type", mediaType, given + HeaderText.parameter("name", name), to: &output)
        HeaderLines.write("Content-Disposition", "attachment", HeaderText.parameter("filename", name), to: &output)
        HeaderLines.write("Content-Transfer-Encoding", "base64", to: &output)
        output += lineEnd
        output += Base64.lines(bytes)
    }
}

/// Headers whose words are the program's own.
enum HeaderLines {
    /// `Name: value; parameter; parameter`, a line a parameter.
    static func write(_ name: String, _ value: String, _ parameters: [String] = [], to output: inout [UInt8]) {
        output += "\(name): \(value)".utf8
        for parameter in parameters { output += [UInt8(ascii: ";")] + lineEnd + [0x20] + Array(parameter.utf8) }
        output += lineEnd
    }
}
