import Answers
import Provision
import ScopingStore
import Spreadsheets

/// What steps cost, from a file of the user's.
struct CostTable {
    private struct Key: Hashable {
        let area: Area.ID?
        let service: ServiceType.ID
        let level: String
    }

    private var prices: [Key: Int] = [:]

    /// Reads the file whole and names every line that cannot be used.
    init(_ path: String, _ model: ProvisionModel) throws(CommandFailure) {
        let table: SpreadsheetTable
        do {
            table = try SpreadsheetTable(try readDocument(at: path))
        } catch let fault as DocumentFault {
            throw CommandFailure(reading: fault)
        } catch {
            throw CommandFailure(.badData, "lacuna: \(path): \(error)")
        }
        let header = table.rows.first?.fields.map { searchKey($0) } ?? []
        let columns = ["service", "level", "cost", "area"].map { header.firstIndex(of: $0) }
        guard let service = columns[0], let level = columns[1], let cost = columns[2] else {
            throw CommandFailure(
                .badData,
                "lacuna: \(path):1: the first row must name the columns service, level, cost and, if wanted, area"
            )
        }
        let lookup = Lookup(model)
        var faults: [String] = []
        for row in table.rows.dropFirst() where !row.fields.isEmpty {
            func cell(_ column: Int?) -> String { column.map { row[$0] } ?? "" }
            func fault(_ message: String) { faults.append("lacuna: \(path):\(row.number): \(message)") }
            guard let type = try? lookup.service(cell(service)) else {
                fault("'\(cell(service))' is no service type")
                continue
            }
            guard model.framework.scale.index(of: cell(level)) != nil else {
                fault("'\(cell(level))' is no level; the levels are \(model.framework.scale.codes)")
                continue
            }
            guard let price = Int(cell(cost)), (0...1_000_000_000).contains(price) else {
                fault("the cost '\(cell(cost))' is no whole number from 0 to 1000000000")
                continue
            }
            var area: Area.ID?
            if !cell(columns[3]).isEmpty {
                guard let found = lookup.onlyArea(cell(columns[3])) else {
                    fault("'\(cell(columns[3]))' names no area, or several")
                    continue
                }
                area = model.areas.areas[found].id
            }
            let key = Key(area: area, service: model.framework.serviceTypes[type].id, level: cell(level))
            if prices.updateValue(price, forKey: key) != nil { fault("this step was given a cost before") }
        }
        if !faults.isEmpty { throw CommandFailure(.badData, faults) }
    }

    func cost(area: Area.ID, service: ServiceType.ID, level: String) -> Int? {
        prices[Key(area: area, service: service, level: level)]
            ?? prices[Key(area: nil, service: service, level: level)]
    }
}
