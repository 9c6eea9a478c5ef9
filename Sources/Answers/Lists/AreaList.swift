package import Provision
package import ScopingStore
import Spreadsheets

/// A network's areas as a spreadsheet has them: what a new store begins with.
///
///     code,name,parent,children
///     QYG,Cheshire and Merseyside,,
///     01F,Halton,QYG,"7,374"
///
/// A parent is named by code or name; areas without one are at the top. Kinds of area come from a column, else from how deep an area
/// lies. Ids are made from kinds and names.
package struct AreaList {
    package let areas: AreaHierarchy
    /// Areas whose id is not simply their kind and name, because another has that, by row.
    package let renamed: [(row: Int, id: Area.ID, name: String)]
    package let remarks: [DocumentFault]

    static let code = ListReading.Column(
        "code",
        or: ["area code", "ods code", "gss code", "ons code", "organisation code", "ods", "gss"]
    )
    static let name = ListReading.Column("name", or: ["area", "area name", "organisation"], isRequired: true)
    static let parent = ListReading.Column(
        "parent",
        or: ["parent code", "parent name", "parent area", "within", "belongs to", "part of"]
    )
    static let children = ListReading.Column(
        "children",
        or: [
            "children 0-4", "children aged 0-4", "children aged 0 to 4", "children under 5", "children under five",
            "number of children", "under fives", "population 0-4",
        ]
    )
    static let kind = ListReading.Column("kind", or: ["type", "kind of area", "area type", "level"])

    /// One row.
    struct Entry {
        let row: ListReading.Row
        let name: String
        let code: String
        let children: Int?
        let kind: String
        /// By place in the list.
        var parent: Int?
    }

    /// - Parameters:
    ///   - title: how the list is cited as the source of its figures: its file's name.
    ///   - day: of which the numbers of children are taken to be.
    /// - Throws: every fault, by row and column.
    package init(_ bytes: [UInt8], file: String, title: String, day: CalendarDate) throws(DocumentFaults) {
        var list = try ListReading(
            bytes,
            file: file,
            columns: [Self.code, Self.name, Self.parent, Self.children, Self.kind]
        )
        if list.rows.isEmpty { list.note(nil, nil, "there is no area in the list", "write a row for each area") }
        if list.rows.count > AreaHierarchy.maxAreas {
            list.note(nil, nil, "more than \(AreaHierarchy.maxAreas) areas", "leave out the narrowest")
        }
        try list.finish()
        var entries = list.rows.map { Self.entry($0, &list) }
        Self.findParents(&entries, &list)
        Self.checkNames(entries, &list)
        try list.finish()
        let kinds = try AreaKinds(entries, list)
        let made = try Self.hierarchy(entries, kinds, list, title: title, day: day)
        areas = made.areas
        renamed = made.renamed
        remarks = list.remarks
    }

    private static func entry(_ row: ListReading.Row, _ list: inout ListReading) -> Entry {
        let name = list.text(Self.name, in: row)
        if name.isEmpty { list.note(row, Self.name, "the area has no name", "give it one") }
        list.check(name, Self.name, in: row)
        let code = list.text(Self.code, in: row)
        let isCode = code.utf8.count <= 16 && code.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        if !isCode {
            list.note(row, Self.code, "'\(shown(code))' is no code", "a code has up to 16 letters and digits")
        }
        let kind = list.text(Self.kind, in: row)
        list.check(kind, Self.kind, in: row)
        let text = list.text(Self.children, in: row)
        let number = wholeNumber(text)
        if !text.isEmpty, number == nil {
            list.note(
                row,
                Self.children,
                "'\(shown(text))' is no number of children",
                "write a whole number, or leave it empty"
            )
        }
        return Entry(row: row, name: name, code: isCode ? code : "", children: number, kind: kind, parent: nil)
    }

    /// "7374", "7,374" or "7 374"; nil for anything else.
    static func wholeNumber(_ text: String) -> Int? {
        let groups = text.split(omittingEmptySubsequences: false) { ", \u{A0}\u{202F}".contains($0) }
        guard groups.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && !$0.isEmpty }),
            groups.count == 1 || (groups[0].count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 })
        else { return nil }
        let digits = groups.joined()
        return digits.utf8.count <= 9 ? Int(digits) : nil
    }

    private static func findParents(_ entries: inout [Entry], _ list: inout ListReading) {
        var byCode: [String: [Int]] = [:]
        var byName: [String: [Int]] = [:]
        for (place, entry) in entries.enumerated() {
            if !entry.code.isEmpty { byCode[searchKey(entry.code), default: []].append(place) }
            byName[searchKey(entry.name), default: []].append(place)
        }
        let words = entries.flatMap { [$0.name, $0.code] }.filter { !$0.isEmpty }
        for place in entries.indices {
            let row = entries[place].row
            let word = list.text(parent, in: row)
            guard !word.isEmpty else { continue }
            let found = byCode[searchKey(word)] ?? byName[searchKey(word)] ?? []
            if let only = found.first, found.count == 1 {
                if only == place {
                    list.note(
                        row,
                        parent,
                        "\(entries[place].name) is its own parent",
                        "leave the cell empty at the top"
                    )
                } else {
                    entries[place].parent = only
                }
            } else if found.isEmpty {
                list.note(
                    row,
                    parent,
                    "'\(shown(word))' is no area of the list",
                    (list.hasManyFaults ? nil : Suggestion.nearest(to: word, among: words))
                        .map { "did you mean '\($0)'?" }
                        ?? "add a row for it, or leave the cell empty at the top"
                )
            } else {
                let rows = listed(found.map { String(entries[$0].row.number) })
                list.note(row, parent, "'\(shown(word))' names the areas of rows \(rows)", "write the code of the one")
            }
        }
        checkCircles(entries, &list)
    }

    /// No area lies in itself, however far up.
    private static func checkCircles(_ entries: [Entry], _ list: inout ListReading) {
        var isDone = [Bool](repeating: false, count: entries.count)
        for start in entries.indices where !isDone[start] {
            var path: [Int] = []
            var place: Int? = start
            while let here = place, !isDone[here] {
                if let again = path.firstIndex(of: here) {
                    let names = path[again...].map { entries[$0].name } + [entries[here].name]
                    list.note(
                        entries[here].row,
                        parent,
                        "the parents go round in a circle: \(names.map(shown).joined(separator: ", "))",
                        "one of them lies in no other"
                    )
                    break
                }
                path.append(here)
                place = entries[here].parent
            }
            for here in path { isDone[here] = true }
        }
    }

    /// A code names one area, and so does a name among those of one kind below one parent.
    private static func checkNames(_ entries: [Entry], _ list: inout ListReading) {
        var rowOfCode: [String: Int] = [:]
        var rowOfName: [[String]: Int] = [:]
        for entry in entries {
            if !entry.code.isEmpty, let earlier = rowOfCode.updateValue(entry.row.number, forKey: searchKey(entry.code))
            {
                list.note(
                    entry.row,
                    code,
                    "the code \(entry.code) already stands in row \(earlier)",
                    "give each its own"
                )
            }
            let key = [searchKey(entry.name), entry.parent.map(String.init) ?? "", searchKey(entry.kind)]
            if !entry.name.isEmpty, let earlier = rowOfName.updateValue(entry.row.number, forKey: key) {
                list.note(
                    entry.row,
                    name,
                    "\(shown(entry.name)) already stands in row \(earlier)",
                    "keep one of the two, or tell them apart by name"
                )
            }
        }
    }
}
