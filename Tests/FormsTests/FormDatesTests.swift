import Forms
import Provision
import ScopingStore
import TestSupport
import Testing

/// What optimised code alone got wrong: a form told of ratings made on random days of 2082. Run with `-c release` it fails without
/// the eight bytes of `CalendarDate`.
@Suite("Dates on a form")
struct FormDatesTests {
    @Test("Every rating of May 2022 bears its round's reference date, in every area's form")
    func lastDates() throws {
        let model = try RealData.model()
        let round = try #require(model.rounds.last)
        var dates: [String: Int] = [:]
        for area in model.areas.areas where area.kind.text == "ccg" {
            let form = String(
                decoding: try ReturnForm(area: area, round: round, model: model).bytes(as: .csv),
                as: UTF8.self
            )
            // The last cell of a row is quoted only where it holds a comma; a date never does.
            for line in form.split(separator: "\r\n") {
                guard let last = line.split(separator: ",").last, last.count == 10, last.first == "2" else { continue }
                dates[String(last), default: 0] += 1
            }
        }
        // 17 areas by 11 service types, all rated in the one round.
        #expect(dates == ["2022-05-01": 187])
    }
}
