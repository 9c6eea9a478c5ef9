import Provision
import ScopingStore
import Spreadsheets

extension FormReading {
    /// The posts that a form states.
    struct Posts {
        var entries: [(row: Int, post: Post)] = []
        var isChanged = false
    }

    /// Reads the table of posts; where the form has none, what is on record stays.
    mutating func posts(_ base: FormBase, _ services: Services) -> Posts {
        part = .posts
        var result = Posts()
        guard let workforce = model.framework.workforce, workforce.asksPosts, let table = form.tables[.posts] else {
            result.entries = base.posts.map { (0, $0.post) }
            return result
        }
        var columns = columns(table.heading, needing: PostColumn.needed.map { ($0, $0.rawValue) }) { heading in
            PostColumn.allCases.first { searchKey($0.rawValue) == searchKey(heading) }
        }
        guard columns[.title] != nil else { return result }
        var taken: Set<Int> = []
        for row in table.rows where !isEmpty(row) {
            checkExtent(row, &columns)
            if let post = post(row, base, services, workforce, columns, &taken) {
                result.entries.append((row.number, post))
            }
        }
        tellOwnColumns(columns.own, columns.ownCells, heading: table.heading.number)
        for (place, entry) in base.posts.enumerated() where !taken.contains(place) {
            let when = entry.date.map { " on \($0)" } ?? ""
            leaveOut(table.heading.number, nil, "the post '\(entry.post.title)' was stated\(when), and is not now")
        }
        if result.entries.isEmpty, !base.posts.isEmpty, terms.drops {
            remark(table.heading.number, nil, "an empty list says nothing: the posts on record stay")
            result.entries = base.posts.map { (0, $0.post) }
        }
        result.isChanged = result.entries.map(\.post) != base.posts.map(\.post)
        return result
    }

    /// What a row states; nil where it is a fault.
    private mutating func post(
        _ row: Row,
        _ base: FormBase,
        _ services: Services,
        _ workforce: Workforce,
        _ columns: RegisterColumns<PostColumn>,
        _ taken: inout Set<Int>
    ) -> Post? {
        func text(_ cell: PostColumn) -> String {
            columns[cell].map { isBlank(row[$0]) ? "" : field(row, $0) } ?? ""
        }
        func column(_ cell: PostColumn) -> Int { columns[cell] ?? 0 }
        let title = text(.title)
        if title.isEmpty {
            note(row.number, column(.title), "a row without a post", "name the job, or empty the row")
            return nil
        }
        let stated: [PostColumn] = [.title, .roleGroup, .service, .size, .filled, .fundedUntil, .evidence]
        func isSameAsStated(_ place: Int) -> Bool {
            let entry = base.posts[place]
            return stated.allSatisfy { cell in
                let written = cell.text(entry, base, workforce)
                return columns[cell] == nil
                    || (cell == .fundedUntil ? isSameDate(text(cell), written) : isSame(text(cell), written))
            }
        }
        let candidates = base.posts.indices.filter { !taken.contains($0) && isSame(title, base.posts[$0].post.title) }
        if let same = candidates.first(where: isSameAsStated) {
            let post = base.posts[same].post
            if post.service == nil || services.entries.contains(where: { $0.service.id == post.service }) {
                taken.insert(same)
                return post
            }
        }
        let old = candidates.first
        if let old { taken.insert(old) }
        let before = faults.count
        var role: RoleGroup.ID?
        let word = text(.roleGroup)
        if !word.isEmpty {
            role = workforce.roleGroups.first { searchKey($0.name) == searchKey(word) || $0.id.text == word }?.id
            if role == nil {
                let names = workforce.roleGroups.map(\.name)
                note(
                    row.number,
                    column(.roleGroup),
                    "'\(shown(word))' is no role group",
                    Suggestion.nearest(to: word, among: names).map { "did you mean '\($0)'?" }
                        ?? "choose one of the list, or leave it empty"
                )
            }
        }
        let until = period(text(.fundedUntil), row.number, column(.fundedUntil))
        let post = Post(
            title: title,
            role: role,
            service: service(text(.service), services, row.number, column(.service)),
            wte: size(text(.size), row.number, column(.size)),
            filled: size(text(.filled), row.number, column(.filled)),
            fundedUntil: until?.last,
            evidence: evidence(text(.evidence), before: old.map { base.posts[$0].post.evidence } ?? [])
        )
        return faults.count == before ? post : nil
    }

    private mutating func size(_ word: String, _ row: Int, _ column: Int) -> Hundredths? {
        if word.isEmpty { return nil }
        if let size = Hundredths(word) { return size }
        note(
            row,
            column,
            "'\(shown(word))' is no number of whole-time equivalents",
            "write it with a point and at most two digits after it, such as 0.6"
        )
        return nil
    }
}
