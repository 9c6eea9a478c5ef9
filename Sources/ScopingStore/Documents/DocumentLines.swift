import Provision

/// On which line of a document each entry of the model's lists was read: what turns a model fault into a document fault.
struct DocumentLines: Sendable {
    private var lines: [ModelFault.List: [(line: Int, element: String)]] = [:]

    /// Notes where the next entry of a list stands.
    mutating func note(_ element: XMLElement, as list: ModelFault.List) {
        lines[list, default: []].append((element.line, element.name))
    }

    /// The faults with their lines. `XMLDocument.read` adds the file.
    func documentFaults(_ faults: [ModelFault]) -> DocumentFaults {
        DocumentFaults(
            faults.map { fault in
                let places = lines[fault.place.list] ?? []
                let place = places.indices.contains(fault.place.index) ? places[fault.place.index] : nil
                return DocumentFault(
                    file: "",
                    line: place?.line,
                    element: place?.element,
                    message: fault.message,
                    hint: fault.hint
                )
            }
        )
    }
}

/// Runs a decoding step, turning what it throws into the faults of the document.
///
/// - Parameter lines: looked up only when something is wrong.
func decoding<Value>(_ lines: @autoclosure () -> DocumentLines, _ step: () throws -> Value) throws(DocumentFaults)
    -> Value
{
    do {
        return try step()
    } catch let fault as DocumentFault {
        throw DocumentFaults(fault)
    } catch let faults as ModelFaults {
        throw lines().documentFaults(faults.faults)
    } catch let faults as DocumentFaults {
        throw faults
    } catch {
        throw DocumentFaults(DocumentFault(file: "", message: String(describing: error)))
    }
}
