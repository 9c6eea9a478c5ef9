/// The parts of an Office Open XML file and how they refer to each other (ECMA-376, part 2).
struct OfficePackage {
    let archive: ZipArchive
    /// The part that the file is about, such as `xl/workbook.xml`.
    let mainPart: String
    /// Its content type in lower case.
    let mainType: String
    let holdsMacros: Bool

    private static let contentTypes = "[Content_Types].xml"
    private static let packageRelationships = "_rels/.rels"

    init(_ archive: ZipArchive) throws(WorkbookFault) {
        self.archive = archive
        guard let bytes = try archive.bytes(of: Self.contentTypes) else {
            throw WorkbookFault(.damaged, part: Self.contentTypes, "it is missing", hint: saveAgain)
        }
        var byPart: [String: String] = [:]
        var byExtension: [String: String] = [:]
        try XMLReader.read(bytes, part: Self.contentTypes, root: "Types") { (reader) throws(WorkbookFault) in
            try reader.eachChild { () throws(WorkbookFault) in
                guard let type = reader.attribute("ContentType")?.lowercased() else { return }
                if let part = reader.attribute("PartName") {
                    byPart[String(part.lowercased().drop { $0 == "/" })] = type
                } else if let ending = reader.attribute("Extension") {
                    byExtension[ending.lowercased()] = type
                }
            }
        }
        holdsMacros =
            byPart.values.contains { $0.contains("vbaproject") }
            || archive.entries.contains {
                $0.name.lowercased().hasSuffix("vbaproject.bin")
            }
        let relationships = try Self.relationships(archive, part: Self.packageRelationships, folder: "")
        guard let main = relationships.first(where: { $0.kind == "officeDocument" }) else {
            throw WorkbookFault(
                .damaged,
                part: Self.packageRelationships,
                "it does not say where the workbook is",
                hint: saveAgain
            )
        }
        mainPart = main.target
        let ending = main.target.split(separator: ".").last.map { $0.lowercased() } ?? ""
        mainType = byPart[main.target.lowercased()] ?? byExtension[ending] ?? ""
    }

    /// The bytes of a part that must be there.
    func required(_ part: String) throws(WorkbookFault) -> [UInt8] {
        guard let bytes = try archive.bytes(of: part) else {
            throw WorkbookFault(.damaged, part: part, "it is missing", hint: saveAgain)
        }
        return bytes
    }

    /// Where a part refers to, by the ids that it uses.
    func relationships(of part: String) throws(WorkbookFault) -> [Relationship] {
        let path = part.split(separator: "/", omittingEmptySubsequences: false)
        let folder = path.dropLast().map { $0 + "/" }.joined()
        return try Self.relationships(
            archive,
            part: "\(folder)_rels/\(path.last ?? "").rels",
            folder: folder
        )
    }

    /// One reference from a part to another.
    struct Relationship {
        let id: String
        /// The last word of its type, which is the same in both editions of the standard: `worksheet`, `styles`.
        let kind: String
        /// The part's name within the archive; meaningless where it is external.
        let target: String
        let isExternal: Bool
    }

    private static func relationships(
        _ archive: ZipArchive,
        part: String,
        folder: String
    ) throws(WorkbookFault) -> [Relationship] {
        guard let bytes = try archive.bytes(of: part) else {
            throw WorkbookFault(.damaged, part: part, "it is missing", hint: saveAgain)
        }
        var found: [Relationship] = []
        try XMLReader.read(bytes, part: part, root: "Relationships") { (reader) throws(WorkbookFault) in
            try reader.eachChild { () throws(WorkbookFault) in
                guard let id = reader.attribute("Id"), let type = reader.attribute("Type"),
                    let target = reader.attribute("Target")
                else { return }
                found.append(
                    Relationship(
                        id: id,
                        kind: String(type.split(separator: "/").last ?? ""),
                        target: resolved(target, from: folder),
                        isExternal: reader.attribute("TargetMode")?.lowercased() == "external"
                    )
                )
            }
        }
        return found
    }

    /// A part's name within the archive, from one that begins at a folder or, with a slash, at the top.
    private static func resolved(_ target: String, from folder: String) -> String {
        let whole = target.hasPrefix("/") ? target : folder + target
        var path: [Substring] = []
        for piece in whole.split(separator: "/") where piece != "." {
            if piece == ".." { _ = path.popLast() } else { path.append(piece) }
        }
        return path.joined(separator: "/")
    }
}
