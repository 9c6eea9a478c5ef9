import JSONRPC
import Provision

extension LacunaMethod {
    static let areaList: LacunaMethod = LacunaMethod(
        "area.list",
        "All areas, past and present, with codes, parents, successors and children.",
        result: #"{"type":"array"}"#
    ) { _, call, writer throws(RPCError) in
        writer.array { (list: inout JSONWriter) in
            for area in call.model.areas.areas {
                list.object { entry in
                    entry.member("id", area.id.text)
                    entry.member("kind", area.kind.text)
                    entry.member("name", area.name)
                    entry.member("aliases", area.aliases)
                    entry.member("parent", area.parent?.text)
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
                }
            }
        }
    }
}
