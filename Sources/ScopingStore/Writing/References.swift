public import Provision

/// What a new revision is made by: the three reference files of a store, and the revisions that lie there.
public struct References: Sendable {
    public let framework: Framework
    public let areas: AreaHierarchy
    public let rounds: [Round]
    /// Whether something else has been said of the area since the revision that the new one builds on: then it is refused, whatever
    /// it says.
    public internal(set) var isOutdated = false
    private let folder: String

    init(_ folder: String) throws(WriteFailure) {
        self.folder = folder
        do {
            (framework, areas, rounds, _) = try StoreReader.references(in: folder)
        } catch {
            throw .unreadable(error.code, error.faults)
        }
    }

    /// A revision of a return and its bytes.
    ///
    /// - Throws: where it cannot be read, or is damaged, or not there.
    func document(
        area: Area.ID,
        round: Round.ID,
        revision: Int
    ) throws(WriteFailure) -> (document: Return, bytes: [UInt8]) {
        let path = StoreLayout.path(area: area, round: round, revision: revision)
        do {
            let bytes = try readFile(at: "\(folder)/\(path)", named: path, limit: Limits.returnBytes)
            let document = try ReturnDocument.read(
                bytes,
                file: path,
                framework: framework,
                areas: areas,
                rounds: rounds
            )
            return (document, bytes)
        } catch let fault as DocumentFault {
            throw fault.isUnreadable && !fault.isAbsent ? .unreadable(.unreadable, [fault]) : .invalid([fault])
        } catch let faults as DocumentFaults {
            throw .invalid(faults.faults)
        } catch {
            throw .invalid([DocumentFault(file: path, message: String(describing: error))])
        }
    }

    private func predecessor(of document: Return) throws(WriteFailure) -> Return {
        try self.document(area: document.area, round: document.round, revision: document.revision - 1).document
    }

    /// Whether a return that builds on a revision comes too late: the area has been described otherwise since, or the return has
    /// been accepted. Queries, answers and a request for changes take nothing from what is on its way.
    func isOutdated(_ basedOn: Int, latest: Return?) throws(WriteFailure) -> Bool {
        guard let latest else { return basedOn != 0 }
        guard basedOn != latest.revision else { return false }
        guard (1..<latest.revision).contains(basedOn) else { return true }
        var later = latest
        while later.revision > basedOn {
            let earlier: Return
            do throws(WriteFailure) {
                earlier = try predecessor(of: later)
            } catch {
                // Of a damaged revision nobody can tell what it said.
                guard case .invalid = error else { throw error }
                return true
            }
            let isAccepted = later.state == .accepted && earlier.state != .accepted
            guard earlier.saysTheSame(as: later), !isAccepted else { return true }
            later = earlier
        }
        return false
    }

    /// The revision that counts: the latest, or where that is a draft the last before it that is none; nil where there is none. Read
    /// only where queries are open, which alone ask for it.
    func counting(_ latest: Return) throws(WriteFailure) -> Return? {
        guard latest.queries.contains(where: \.isOpen) else { return latest }
        var document = latest
        while document.state == .draft {
            guard document.revision > 1 else { return nil }
            do throws(WriteFailure) {
                document = try predecessor(of: document)
            } catch {
                // What a damaged revision said nobody can tell: the queries stay open.
                guard case .invalid = error else { throw error }
                return nil
            }
        }
        return document
    }

    /// Who recorded what a return says: whoever recorded the revision in which that last changed.
    func recorder(of latest: Return) throws(WriteFailure) -> String {
        var document = latest
        while document.revision > 1 {
            let earlier = try predecessor(of: document)
            guard earlier.saysTheSame(as: document) else { break }
            document = earlier
        }
        return document.recorded.by
    }
}

extension Return {
    /// Whether two revisions are the same: all but the revision and how it was recorded.
    func hasSameContent(as other: Return) -> Bool {
        // As bytes: equal strings may be composed and decomposed letters.
        ReturnWriter.bytes(of: recorded(as: 0, area: area, round: round, other.recorded))
            == ReturnWriter.bytes(of: other.recorded(as: 0, area: other.area, round: other.round, other.recorded))
    }

    /// Whether two revisions say the same of the area, whatever was asked about it and how far they have come.
    func saysTheSame(as other: Return) -> Bool {
        with(state: .submitted).with(queries: []).hasSameContent(as: other.with(state: .submitted).with(queries: []))
    }

    /// The same content under another revision and recording.
    func recorded(as revision: Int, area: Area.ID, round: Round.ID, _ recorded: Recorded) -> Return {
        var changed = self
        changed.area = area
        changed.round = round
        changed.revision = revision
        changed.recorded = recorded
        return changed
    }
}
