import Bytes
import JSON

/// Finds out which value belongs to which declared parameter.
enum ParamsBinding {
    /// Fills a slot for each parameter that was given with the token of its value. All slots are 0 before.
    ///
    /// - Parameter nearest: the known word that an unknown one was perhaps meant to be.
    static func bind(
        _ params: borrowing JSONValue,
        to parameters: Span<Parameter>,
        slots: inout InlineArray<32, Int>,
        nearest: Suggester
    ) throws(RPCError) {
        var cursor = params.children
        switch params.kind {
        case .array:
            var position = 0
            while let token = params.advance(&cursor) {
                guard position < parameters.count else {
                    throw .tooManyParameters(given: params.count, known: names(parameters))
                }
                slots[position] = token
                position += 1
            }
        case .object:
            while let key = params.advance(&cursor) {
                let name = params.value(at: key)
                guard let position = position(of: name, in: parameters) else {
                    let unknown = name.string ?? ""
                    throw .unknownParameter(
                        unknown,
                        known: names(parameters),
                        nearest: nearest(unknown, names(parameters).map(\.description))
                    )
                }
                slots[position] = key + 1
            }
        default:
            break
        }
        for index in parameters.indices {
            if parameters[index].isRequired {
                if slots[index] == 0 { throw .missingParameter(parameters[index].name) }
            } else if slots[index] != 0, params.value(at: slots[index]).isNull {
                slots[index] = 0
            }
        }
    }

    private static func names(_ parameters: Span<Parameter>) -> [StaticString] {
        parameters.indices.map { parameters[$0].name }
    }

    private static func position(of name: borrowing JSONValue, in parameters: Span<Parameter>) -> Int? {
        for index in parameters.indices where name.equals(parameters[index].name) { return index }
        return nil
    }
}

/// Finds the known word that an unknown one was perhaps meant to be; nil when none is near.
public typealias Suggester = (_ unknown: String, _ known: [String]) -> String?

extension StaticString {
    func isEqual(to other: StaticString) -> Bool {
        let length = utf8CodeUnitCount
        guard length == other.utf8CodeUnitCount else { return false }
        return unsafe utf8Start == other.utf8Start || ShortBytes.areEqual(utf8Start, other.utf8Start, length)
    }
}
