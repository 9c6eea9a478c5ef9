/// Files that systems, office programs and sync clients strew into folders: no documents, and nothing to be told of.
///
/// Copies that a sync client made of a document ("rounds (conflicted copy).xml") are not among them: they hold what somebody
/// recorded, and are named.
enum ForeignFiles {
    /// Whether a name is one of theirs. Names that begin with a full stop are hidden, and a writer's temporary files are among
    /// them.
    static func isForeign(_ name: String) -> Bool {
        if name.hasPrefix(".") || name.hasPrefix("~$") || name.hasPrefix("~syncthing~") { return true }
        return names.contains(name.lowercased())
    }

    /// Whether a name has a part's in it, at the beginning of a word: an "invoice" is no copy of a "voice".
    private static func names(_ part: Substring, _ name: String) -> Bool {
        name.ranges(of: part).contains { range in
            range.lowerBound == name.startIndex || !name[name.index(before: range.lowerBound)].isLetter
        }
    }

    /// In lower case, as Windows takes names.
    private static let names: Set<String> = [
        // Windows.
        "desktop.ini", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "$recycle.bin", "system volume information",
        // macOS; "Icon" ends in a carriage return.
        "icon\r", "__macosx",
        // Network disks, and the root of a Linux file system.
        "@eadir", "#recycle", "lost+found",
    ]

    /// The part of the store that a name in its root is a copy of, as sync clients and file managers name copies:
    /// "rounds (Jo's conflicted copy 2026-11-20).xml", "rounds-DESKTOP-AB12.xml", "Copy of areas.xml", "returns 2".
    ///
    /// - Returns: nil for names that have nothing to do with the store's, and for the store's own.
    static func original(ofCopy name: String) -> String? {
        guard !StoreLayout.parts.contains(name), !isForeign(name) else { return nil }
        let low = name.lowercased()
        return StoreLayout.parts.first { part in
            guard part.hasSuffix(".xml") else {
                // A folder, or an archive of one; a paper that is called "Actions.docx" is none.
                if part == StoreLayout.actions, low.contains("."), !low.hasSuffix(".zip") { return false }
                return low.hasPrefix(part) || low.hasSuffix(" of \(part)")
            }
            return low.contains(".xml") && names(part.dropLast(4), low)
        }
    }
}
