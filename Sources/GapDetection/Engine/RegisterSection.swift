public import Provision

/// The two registers of gaps. They are listed and counted apart, gaps in provision first: a letter that nobody sent is not
/// something that families lack.
public enum RegisterSection: String, CaseIterable, Hashable, Sendable {
    /// What families need and an area does not have.
    case provision
    /// What is missing from the record, out of date, or at odds with itself.
    case record

    /// As a heading.
    public var title: String {
        switch self {
        case .provision: "Gaps in provision"
        case .record: "Gaps in the record"
        }
    }

    /// What stands in it, in one sentence.
    public var meaning: String {
        switch self {
        case .provision: "What families need and an area does not have."
        case .record:
            "What is missing from the record, out of date, or at odds with itself. No children are counted behind these: they stand behind what the record hides."
        }
    }

    /// The kinds of gap that stand in it, in the order of the rules.
    public var kinds: [GapKind] { gapRules.map(\.kind).filter { $0.section == self } }

    /// "148 gaps in provision", "1 gap in the record".
    public func counted(_ count: Int) -> String {
        switch self {
        case .provision: Provision.counted(count, "gap") + " in provision"
        case .record: Provision.counted(count, "gap") + " in the record"
        }
    }
}

extension GapKind {
    /// Which of the two registers its gaps stand in.
    public var section: RegisterSection { isOfTheRecord ? .record : .provision }
}

/// How many gaps there are of each of the two registers.
public struct GapTally: Hashable, Sendable {
    public let provision: Int
    public let record: Int
    public var total: Int { provision + record }

    public init(provision: Int, record: Int) {
        self.provision = provision
        self.record = record
    }

    public init(_ gaps: some Collection<Gap>) {
        let record = gaps.count { $0.kind.isOfTheRecord }
        self.init(provision: gaps.count - record, record: record)
    }

    public init(_ findings: some Collection<Finding>) {
        let record = findings.count { $0.isOfTheRecord }
        self.init(provision: findings.count - record, record: record)
    }

    public func count(_ section: RegisterSection) -> Int { section == .provision ? provision : record }

    /// "148 gaps in provision, 15 in the record"; a register without any is passed over, "no gaps" stands for both.
    public var displayText: String {
        switch (provision, record) {
        case (0, 0): "no gaps"
        case (_, 0): RegisterSection.provision.counted(provision)
        case (0, _): RegisterSection.record.counted(record)
        default: "\(RegisterSection.provision.counted(provision)), \(grouped(record)) in the record"
        }
    }
}
