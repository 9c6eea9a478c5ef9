import Foundation
import TestSupport
import Testing

@Suite("workforce.get")
struct WorkforceMethodTests {
    @Test("Ratios come as an object by role group; their numbers are taken as they are written")
    func ratios() throws {
        let client = try TestServer().client()
        let params =
            #"{"option":"a","within":"C&M","ratios":{"practitioners":{"childrenPerWTE":60,"costPerWTE":50000},"Peer support":{"childrenPerWTE":120.5,"costPerWTE":null}}}"#
        let answer = try client.result("workforce.get", params)
        let groups = try #require(answer["groups"] as? [[String: Any]])
        let practitioners = try #require(groups.first { $0["id"] as? String == "practitioners" })
        #expect(practitioners["inPost"] as? Double == 1.3 && practitioners["required"] as? Double == 68.8)
        #expect(practitioners["shortfall"] as? Double == 67.5 && practitioners["cost"] as? Int == 3_373_333)
        let peers = try #require(groups.first { $0["id"] as? String == "peer-support" })
        #expect(peers["required"] as? Double == 34.2 && peers["cost"] is NSNull)
        #expect(groups.first?["required"] is NSNull, "no ratio was given for team management")
        #expect((answer["areas"] as? [[String: Any]])?.count == 10)
        let plain = try client.result("workforce.get", #"{"option":"b"}"#)
        #expect(plain["ratios"] is NSNull || plain["ratios"] == nil)
    }

    @Test(
        "What cannot be a ratio, and an option that is not there, are refused with what would do",
        arguments: [
            (#"{}"#, "option", "expected a or b"), (#"{"option":"c"}"#, "option", "the options are a, b"),
            (#"{"option":"a","ratios":[]}"#, "ratios", "an object with a member for each role group"),
            (#"{"option":"a","ratios":{}}"#, "ratios", "an object with a member for each role group"),
            (#"{"option":"a","ratios":{"practitioner":{"childrenPerWTE":1}}}"#, "ratios", "is no role group"),
            (
                #"{"option":"a","ratios":{"practitioners":{}}}"#, "ratios",
                "childrenPerWTE of 'practitioners' is a number"
            ),
            (#"{"option":"a","ratios":{"practitioners":{"childrenPerWTE":"60"}}}"#, "ratios", "is a number"),
            (#"{"option":"a","ratios":{"practitioners":{"childrenPerWTE":6e1}}}"#, "ratios", "at most two digits"),
            (#"{"option":"a","ratios":{"practitioners":{"childrenPerWTE":-60}}}"#, "ratios", "at most two digits"),
            (#"{"option":"a","ratios":{"practitioners":{"childrenPerWTE":0}}}"#, "ratios", "above 0"),
            (
                #"{"option":"a","ratios":{"practitioners":{"childrenPerWTE":1,"costPerWTE":1000001}}}"#, "ratios",
                "at most 1,000,000"
            ),
            (
                #"{"option":"a","ratios":{"practitioners":{"childrenPerWTE":1},"Practitioners":{"childrenPerWTE":2}}}"#,
                "ratios", "twice"
            ),
        ]
    )
    func refused(params: String, parameter: String, words: String) throws {
        let client = try TestServer().client()
        let error = try #require(try client.ask("workforce.get", params)["error"] as? [String: Any])
        let data = error["data"] as? [String: Any] ?? [:]
        let told = data.values.compactMap { $0 as? String }
        #expect(told.contains { $0.contains(words) } && told.contains(parameter), "\(error)")
    }
}
