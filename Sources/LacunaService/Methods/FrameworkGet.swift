import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let frameworkGet: LacunaMethod = LacunaMethod(
        "framework.get",
        "Title, rating scale, causes, needs groups, thresholds and, where it has any, the criteria that make levels and the standards of the service model.",
        result: #"{"type":"object"}"#
    ) { _, call, writer throws(RPCError) in
        let framework = call.model.framework
        writer.object { result in
            result.member("title", framework.title)
            result.member("network", framework.network)
            result.member("simulated", framework.isSimulated)
            result.member(
                "levels",
                array: { levels in
                    for level in framework.scale.levels {
                        levels.object { entry in
                            entry.member("code", level.code)
                            entry.member("name", level.name)
                            entry.member("meaning", level.meaning)
                            entry.member("rank", level.rank)
                            entry.member("closesGap", level.closesGap)
                            entry.member("colour", level.colour)
                            entry.member("pattern", level.pattern.rawValue)
                        }
                    }
                }
            )
            result.member("causes", framework.causes.map(\.id.text))
            result.member("needsGroups", framework.needsGroups.map(\.id.text))
            framework.writeCriteria(to: &result)
            framework.writeStandards(to: &result)
            result.member(
                "thresholds",
                object: { thresholds in
                    thresholds.member("stalledMonths", framework.thresholds.stalledMonths)
                    thresholds.member("staleMonths", framework.thresholds.staleMonths)
                    thresholds.member("fundingMonths", framework.thresholds.fundingMonths)
                    thresholds.member("dependencyCells", framework.thresholds.dependencyCells)
                }
            )
        }
    }
}

extension Framework {
    /// Nothing where it has none.
    fileprivate func writeCriteria(to result: inout JSONWriter) {
        guard let ladder = criteria else { return }
        result.member(
            "criteria",
            array: { entries in
                for criterion in ladder.criteria {
                    entries.object { entry in
                        entry.member("id", criterion.id.text)
                        entry.member("name", criterion.name)
                        entry.member("meaning", criterion.meaning)
                        entry.member("source", criterion.source?.text)
                        entry.member("section", criterion.section)
                    }
                }
            }
        )
        result.member(
            "rungs",
            array: { entries in
                for rung in ladder.rungs {
                    entries.object { entry in
                        entry.member("level", rung.level)
                        entry.member("service", rung.serviceType?.text)
                        entry.member("atLeast", rung.atLeast)
                        entry.member("criteria", rung.criteria.map(\.text))
                    }
                }
            }
        )
    }

    /// Nothing where it states none.
    fileprivate func writeStandards(to result: inout JSONWriter) {
        guard !standards.isEmpty else { return }
        result.member(
            "standards",
            array: { entries in
                for standard in standards {
                    entries.object { entry in
                        entry.member("id", standard.id.text)
                        entry.member("kind", standard.kind.rawValue)
                        entry.member("title", standard.title)
                        entry.member("text", standard.text)
                        entry.member("source", standard.source.text)
                        entry.member("section", standard.section)
                        entry.member("answeredBy", standard.answeredBy.rawValue)
                        entry.member("rule", standard.judge?.rule.word)
                    }
                }
            }
        )
    }
}
