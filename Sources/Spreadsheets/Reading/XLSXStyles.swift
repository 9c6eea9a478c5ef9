/// What of a workbook's styles changes what a number means.
enum XLSXStyles {
    /// By the number that a cell names its style by.
    static func read(_ bytes: [UInt8], part: String) throws(WorkbookFault) -> [NumberMeaning] {
        var own: [Int: NumberMeaning] = [:]
        var formats: [Int] = []
        try XMLReader.read(bytes, part: part, root: "styleSheet") { (reader) throws(WorkbookFault) in
            try reader.eachChild { () throws(WorkbookFault) in
                switch reader.name {
                case "numFmts":
                    try reader.eachChild { () throws(WorkbookFault) in
                        guard let number = reader.attribute("numFmtId").flatMap({ Int($0) }),
                            let format = reader.attribute("formatCode")
                        else { return }
                        own[number] = NumberMeaning(format: format)
                    }
                case "cellXfs":
                    try reader.eachChild { () throws(WorkbookFault) in
                        guard reader.name == "xf" else { return }
                        formats.append(reader.attribute("numFmtId").flatMap { Int($0) } ?? 0)
                    }
                default: break
                }
            }
        }
        return formats.map { own[$0] ?? NumberMeaning(builtIn: $0) ?? .number }
    }
}
