import Exhibits
import JSON
import JSONRPC
import Provision
import ScopingStore

/// The documents that an assistant may read: the framework, heatmaps, and the standing returns.
///
///     lacuna://framework
///     lacuna://heatmap/network          lacuna://heatmap/ics-cheshire-and-merseyside
///     lacuna://return/2022-05/place-sefton
struct ModelContextResources: Sendable {
    /// The most resources on one page of a list.
    private static let perPage = 200

    /// A document's media type and text.
    struct Document {
        let type: StaticString
        let text: String
    }

    /// A part of the list of all resources.
    struct Page {
        private struct Entry {
            let address: String
            let name: String
            let type: StaticString
        }

        private let entries: [Entry]
        private let next: String?

        /// - Throws: -32602 for a cursor that no page gave.
        init(_ cursor: String?, of model: ProvisionModel) throws(RPCError) {
            var start = 0
            if let cursor {
                guard let number = Int(cursor), number > 0 else { throw .params("cursor", "not a cursor of this list") }
                start = number
            }
            var all = [Entry(address: "lacuna://framework", name: "Framework", type: "application/xml")]
            all.append(
                Entry(address: "lacuna://heatmap/network", name: "Heatmap: \(model.wholeName)", type: "image/svg+xml")
            )
            if let asOf = model.latestReferenceDate {
                for group in model.groups(of: model.snapshot(asOf: asOf)) {
                    let area = model.areas.areas[group.head]
                    all.append(
                        Entry(
                            address: "lacuna://heatmap/\(area.id.text)",
                            name: "Heatmap: \(area.name)",
                            type: "image/svg+xml"
                        )
                    )
                }
            }
            for document in model.standingReturns() {
                let name = model.areas.area(document.area)?.name ?? document.area.text
                all.append(
                    Entry(
                        address: "lacuna://return/\(document.round.text)/\(document.area.text)",
                        name: "Return of \(name), round \(document.round.text)",
                        type: "application/xml"
                    )
                )
            }
            entries = Array(all.dropFirst(start).prefix(ModelContextResources.perPage))
            let end = start + entries.count
            next = end < all.count && !entries.isEmpty ? String(end) : nil
        }

        func write(to result: inout JSONWriter) {
            result.member(
                "resources",
                array: { list in
                    for entry in entries {
                        list.object { resource in
                            resource.member("uri", entry.address)
                            resource.member("name", entry.name)
                            resource.member("mimeType", literal: entry.type)
                        }
                    }
                }
            )
            if let next { result.member("nextCursor", next) }
        }
    }

    func templates(_ result: inout JSONWriter) {
        let templates: [(address: StaticString, name: StaticString, type: StaticString)] = [
            ("lacuna://heatmap/{area}", "Heatmap of an area and those below it", "image/svg+xml"),
            ("lacuna://return/{round}/{area}", "Standing return of an area in a round", "application/xml"),
        ]
        result.member(
            "resourceTemplates",
            array: { list in
                for template in templates {
                    list.object { entry in
                        entry.member("uriTemplate", literal: template.address)
                        entry.member("name", literal: template.name)
                        entry.member("mimeType", literal: template.type)
                    }
                }
            }
        )
    }

    /// - Returns: nil where there is no such resource.
    /// - Throws: 503 for one that there is and that cannot be read; what drawing a heatmap throws.
    func read(_ address: String, _ call: Call) throws(RPCError) -> Document? {
        let scheme = "lacuna://"
        guard address.hasPrefix(scheme) else { return nil }
        let parts = address.dropFirst(scheme.count).split(separator: "/", omittingEmptySubsequences: false)
        let model = call.model
        switch (parts.first, parts.count) {
        case ("framework", 1):
            do throws(DocumentFault) {
                let bytes = try readDocument(
                    at: "\(call.store.folder)/\(StoreLayout.framework)",
                    maxBytes: Limits.referenceBytes
                )
                return Document(type: "application/xml", text: String(decoding: bytes, as: UTF8.self))
            } catch {
                throw .unavailable(error)
            }
        case ("heatmap", 2):
            guard let asOf = model.latestReferenceDate else { return nil }
            let within = Area.ID(String(parts[1])).flatMap { model.areas.index(of: $0) }
            guard within != nil || parts[1] == "network" else { return nil }
            var request = HeatmapRequest(asOf: asOf)
            request.within = within
            let heatmap = try call.heatmap(request)
            return Document(type: "image/svg+xml", text: String(decoding: heatmap.svg, as: UTF8.self))
        case ("return", 3):
            guard let round = Round.ID(String(parts[1])), let area = Area.ID(String(parts[2])),
                let found = model.standingReturn(area: area, round: round)
            else { return nil }
            return Document(
                type: "application/xml",
                text: String(decoding: ReturnWriter.bytes(of: found.published), as: UTF8.self)
            )
        default: return nil
        }
    }
}
