// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

@Suite("The rooms of this program")
struct RoomOrderTests {
    /// From the front door down, as ARCHITECTURE.md lists them.
    static let rooms = [
        "CommandLine", "Commands", "Sending", "Fleet", "Searching", "Arguments", "Terminal", "Settings", "Output",
        "Exit",
    ]

    static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/btcli")

    /// A file's code without comments and texts, in which names mean types.
    private struct File {
        let name: String
        let room: Int
        let code: String
    }

    private static func files() throws -> [File] {
        try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }.map {
            path in
            let room = try #require(rooms.firstIndex { path.hasPrefix("\($0)/") }, "\(path) is in no room")
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            let code = text.replacing(/(?s)#"""\n.*?\n"""#/, with: "").replacing(/\/\/[^\n]*/, with: "")
                .replacing(/"[^"\n]*"/, with: "\"\"")
            return File(name: path, room: room, code: code)
        }
    }

    @Test("no file names a type of a room above its own")
    func noArrowUp() throws {
        let files = try Self.files()
        var homes: [Substring: Int] = [:]
        for file in files {
            for match in file.code.matches(
                of: /(?m)^(?:final |indirect )?(?:struct|enum|class|protocol|actor|typealias) (\w+)/)
            {
                homes[match.1] = file.room
            }
        }
        #expect(homes.count > 100)
        for file in files {
            let names = Set(file.code.matches(of: /\b[A-Z]\w+/).map(\.output))
            let above = names.filter { homes[$0].map { $0 < file.room } ?? false }.sorted()
            #expect(above.isEmpty, "\(file.name) names \(above.joined(separator: ", "))")
        }
    }
}
