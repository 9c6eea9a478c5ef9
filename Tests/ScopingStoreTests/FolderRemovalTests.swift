import Foundation
import System
import TestSupport
import Testing

@testable import ScopingStore

@Suite("A folder that the program made is taken away with all in it")
struct FolderRemovalTests {
    @Test("Files, folders and links go, what a link leads to stays; names of every length a file system has")
    func all() throws {
        let folder = try TemporaryFolder()
        try folder.write("kept", to: "elsewhere/file")
        for length in [1, 2, 100, 254, 255] {
            let name = String(repeating: "x", count: length)
            try folder.write("gone", to: "made/\(name)/\(name)")
        }
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: folder.path + "/made/link",
            withDestinationPath: folder.path + "/elsewhere"
        )
        try manager.createSymbolicLink(atPath: folder.path + "/made/loop", withDestinationPath: folder.path + "/made")
        removeFolder(folder.path + "/made")
        #expect(files(below: folder.path) == ["elsewhere/file"])
        #expect(try manager.contentsOfDirectory(atPath: folder.path) == ["elsewhere"])
    }

    @Test("It goes so many levels down and no further, and a folder of a hundred files or none is like any other")
    func levels() throws {
        let folder = try TemporaryFolder()
        for number in 1...100 { try folder.write("x", to: "made/one/\(number)") }
        try folder.write("deep", to: "made/one/two/three/file")
        removeFolder(folder.path + "/made", levels: 2)
        #expect(files(below: folder.path) == ["made/one/two/three/file"])
        removeFolder(folder.path + "/made", levels: 4)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        removeFolder(folder.path + "/made")
    }
}
