import GapDetection
import Provision

/// As people read it: what it comes to, role groups, areas, what has to be known, the posts, and what speaks for the option and against.
extension WorkforceAnswer {
    /// With more posts than these they are shown of a part of the map alone.
    private static let maxPosts = 40

    package var text: AnswerText {
        var text = AnswerText([
            "\(heading): option \(option.uppercased()), \(title.lowercased(keeping: "ICS", "Places")), \(inWords(asOf))"
        ])
        let printed = section.map { " (\(source), \(Evidence.displayText($0)))" } ?? " (\(source))"
        text.paragraph(lines([meaning, teams].compactMap { $0 }.joined(separator: " ") + printed))
        text.paragraph(headlines.flatMap(lines))
        text.line()
        text.rows(of: overview)
        let shown = areas.filter { ratios != nil || $0.figures.posts > 0 }
        if areas.count > 1, !shown.isEmpty {
            text.paragraph([
                ratios == nil
                    ? "On record by area, in whole-time equivalents and posts of no stated size:"
                    : "Lacking by area, in whole-time equivalents (- where a role group is not counted by the area):"
            ])
            text.line()
            text.rows(of: ratios == nil ? posts(by: shown) : lacking(by: shown))
        }
        text.paragraph((notes ?? []).flatMap(lines))
        if !posts.isEmpty {
            guard posts.count <= Self.maxPosts else {
                text.paragraph(["The \(grouped(posts.count)) posts one by one: --within AREA, or --format json."])
                return withArguments(&text)
            }
            text.line()
            text.rows(of: postTable)
        }
        return withArguments(&text)
    }

    private func withArguments(_ text: inout AnswerText) -> AnswerText {
        let section = comparison.map { " (\(Evidence.displayText($0)))" } ?? ""
        func list(_ heading: String, _ items: [String]) {
            guard !items.isEmpty else { return }
            text.paragraph(["\(heading)\(section):"] + items.flatMap { lines("- \($0)") })
        }
        list("Advantages", advantages)
        list("Disadvantages", disadvantages)
        text.paragraph((sources ?? []).flatMap { lines("Source: \($0)") })
        return text
    }

    // MARK: What stands out

    private var headlines: [String] {
        var lines: [String] = []
        let missing = groups.filter { $0.figures.cell.staff.posts == 0 }.map { $0.group.name.lowercased() }
        let isAny = !posts.isEmpty
        lines.append(
            isAny
                ? "\(counted(posts.count, "post")) \(posts.count == 1 ? "is" : "are") on record\(missing.isEmpty ? "" : ", none of them in \(listed(missing))")."
                : "No post is on record."
        )
        let shortfalls = groups.compactMap(\.figures.cell.shortfall)
        if !shortfalls.isEmpty {
            let costs = groups.compactMap(\.figures.cell.cost)
            let money =
                costs.isEmpty
                ? ""
                : costs.count == shortfalls.count
                    ? ", at \(pounds(costs.total)) a year" : ", part of it at \(pounds(costs.total)) a year"
            lines.append("\(shortfalls.total) whole-time equivalents are lacking by the ratios\(money).")
        }
        return lines
    }

    // MARK: Tables

    private var overview: AnswerTable {
        var columns: [AnswerTable.Column<Group>] = [
            .text("role group") { $0.group.name },
            .text("works across") { $0.work.tiers.map(\.name).joined(separator: " and ") },
            .number("posts") { $0.figures.cell.staff.posts },
            .figure("wte") { $0.figures.cell.staff.shown(\.size) },
            .figure("filled") { $0.figures.cell.staff.shown(\.filled) },
            .figure("no size") { String($0.figures.cell.staff.unsized) },
        ]
        if ratios != nil {
            columns += [
                .figure("required") { $0.figures.cell.required?.description ?? "-" },
                .figure("lacking") { $0.figures.cell.shortfall?.description ?? "-" },
                .figure("a year") { $0.figures.cell.cost.map(pounds) ?? "-" },
            ]
        }
        return AnswerTable(groups, columns)
    }

    private func posts(by areas: [AreaRow]) -> AnswerTable {
        AnswerTable(
            areas,
            [.text("area") { $0.area.name }]
                + groups.enumerated().map { place, group in
                    .figure(group.heading) { row in
                        let staff = row.figures.cells[place].staff
                        guard staff.posts > 0 else { return "-" }
                        let size = staff.posts > staff.unsized ? staff.inPost.description : nil
                        let rest = staff.unsized > 0 ? counted(staff.unsized, "post") : nil
                        return [size, rest].compactMap { $0 }.joined(separator: " + ")
                    }
                }
        )
    }

    private func lacking(by areas: [AreaRow]) -> AnswerTable {
        var columns: [AnswerTable.Column<AreaRow>] = [
            .text("area") { $0.area.name }, .figure("target") { $0.figures.target.map(grouped) ?? "not known" },
        ]
        columns += groups.enumerated().map { place, group in
            .figure(group.heading) { row in
                let cell = row.figures.cells[place]
                return cell.shortfall?.description ?? (cell.isCounted && ratios(of: group) ? "not known" : "-")
            }
        }
        columns.append(
            .figure("a year") { row in
                let counted = row.figures.cells.filter { $0.isCounted && $0.shortfall != nil }
                let costs = counted.compactMap(\.cost)
                return costs.isEmpty ? "-" : pounds(costs.total)
            }
        )
        return AnswerTable(areas, columns)
    }

    private func ratios(of group: Group) -> Bool { ratios?.contains { $0.roleGroup == group.group.id.text } ?? false }

    private var postTable: AnswerTable {
        var columns: [AnswerTable.Column<PostRow>] = [
            .text("area") { $0.area.name }, .text("post") { cut($0.post.title) },
            .text("role group") { $0.group ?? "not known" },
            .figure("wte") { $0.post.wte?.description ?? "-" },
            .figure("filled") { $0.post.filled?.description ?? "-" },
        ]
        if posts.contains(where: { $0.post.fundedUntil != nil }) {
            columns.append(
                .text("money until") { row in
                    row.post.fundedUntil.map { "\($0)\(row.isEnded ? ", ended" : "")" } ?? "-"
                }
            )
        }
        return AnswerTable(posts, columns)
    }

    // MARK: Words

    /// A paragraph in lines that a terminal of 100 columns holds.
    private func lines(_ text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > 98 {
                lines.append(line)
                line = "  " + word
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}

/// "£3,371,667".
private func pounds(_ amount: Fraction) -> String { "£\(grouped(amount.rounded()))" }

/// A job's title as it fits a table.
private func cut(_ title: String) -> String { title.count <= 42 ? title : title.prefix(39) + "..." }

extension WorkforceAnswer.Group {
    /// Its id, which is shorter than its name, as a heading.
    fileprivate var heading: String { group.id.text.uppercased().replacing("-", with: " ") }
}

extension Staff {
    /// A size, where any post states one.
    fileprivate func shown(_ path: KeyPath<Staff, Hundredths>) -> String {
        posts > unsized ? self[keyPath: path].description : "-"
    }
}

extension String {
    /// In lower case, but for words that keep their capitals.
    fileprivate func lowercased(keeping words: String...) -> String {
        split(separator: " ").map { words.contains(String($0)) ? String($0) : $0.lowercased() }.joined(separator: " ")
    }
}
