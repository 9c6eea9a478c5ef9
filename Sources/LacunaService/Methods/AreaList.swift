import JSON
import JSONRPC
import Provision

extension LacunaMethod {
    static let areaList: LacunaMethod = LacunaMethod(
        "area.list",
        "All areas, past and present, with codes, parents and when they were so, successors and children.",
        parameters: [
            .optional(
                "asOf",
                #"{"type":"string","format":"date"}"#,
                "The date of parent, children and deprivedShare; else the latest round's reference date."
            )
        ],
        result: #"{"type":"array"}"#
    ) { params, call, writer throws(RPCError) in
        let model = call.model
        let date = try call.date(params, "asOf") ?? model.latestReferenceDate
        writer.array { (list: inout JSONWriter) in
            for (index, stated) in model.areas.areas.enumerated() {
                let area = date.map { model.areas.area(at: index, on: $0) } ?? stated
                let parent =
                    date.map { model.areas.parent(of: index, on: $0).map { model.areas.areas[$0].id } }
                    ?? area.parents.last?.area
                list.object { entry in
                    entry.member("id", area.id.text)
                    entry.member("kind", area.kind.text)
                    entry.member("name", area.name)
                    entry.member("aliases", area.aliases)
                    entry.member("parent", parent?.text)
                    entry.member(
                        "parents",
                        array: { list in
                            for parent in area.parents {
                                list.object { span in
                                    span.member("area", parent.area.text)
                                    span.member("from", parent.from?.description)
                                    span.member("until", parent.until?.description)
                                }
                            }
                        }
                    )
                    entry.member("from", area.from?.description)
                    entry.member("until", area.until?.description)
                    entry.member("successors", area.successors.map(\.text))
                    entry.member(
                        "codes",
                        object: { codes in
                            for code in area.codes {
                                codes.key(code.scheme)
                                codes.string(code.value)
                            }
                        }
                    )
                    entry.member("children", area.childrenUnderFive)
                    entry.member("deprivedShare", area.deprivedShare)
                    let people = area.people
                    entry.member("childrenFrom", people.children == nil ? nil : people.childrenFrom.rawValue)
                    entry.member("deprivedFrom", people.deprivedShare == nil ? nil : people.deprivedFrom.rawValue)
                }
            }
        }
    }
}
