/// What an OpenDocument file says about its parts.
enum ODSManifest {
    private static let part = "META-INF/manifest.xml"

    /// Refuses a file of which any part needs a password.
    static func refuseEncryption(_ archive: ZipArchive) throws(WorkbookFault) {
        var isEncrypted = archive.contains("encrypted-package")
        if let bytes = try archive.bytes(of: part) {
            try XMLReader.read(bytes, part: part, root: "manifest") { (reader) throws(WorkbookFault) in
                try reader.eachChild { () throws(WorkbookFault) in
                    try reader.eachChild { () throws(WorkbookFault) in
                        if reader.name == "encryption-data" { isEncrypted = true }
                    }
                }
            }
        }
        guard !isEncrypted else {
            throw WorkbookFault(
                .encrypted,
                "the workbook is locked by a password",
                hint: "open it and save it again with 'Save with password' switched off"
            )
        }
    }
}
