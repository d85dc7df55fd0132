// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import btcli

@Suite("init")
struct InitTests {
    /// This repository.
    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("what is written is the example, as it is")
    func current() throws {
        let example = Self.checkout.appending(path: "Examples/Subnet")
        let names = try #require(FileManager.default.enumerator(atPath: example.path)).compactMap { $0 as? String }
        let files = names.filter { name in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: example.appending(path: name).path, isDirectory: &isFolder)
            return exists && !isFolder.boolValue && !name.hasPrefix(".build/") && name != "Package.resolved"
        }
        #expect(Set(InitFiles.all.map(\.path)) == Set(files), "run scripts/make-init-files")
        for file in InitFiles.all {
            let text = try String(contentsOf: example.appending(path: file.path), encoding: .utf8)
            #expect(file.text == text, "\(file.path): run scripts/make-init-files")
        }
    }

    @Test("a package has its folder's name, one program or both, and this library", arguments: InitRole.allCases)
    func write(role: InitRole) async throws {
        let home = try Home()
        let run = await home.run(
            "init \(role.rawValue) \(home.path)/weather-2 --path \(Self.checkout.path) --json-output")
        #expect(run.status == .done)
        let document = try run.document
        #expect(document["package"] as? String == "weather-2")
        let files = try #require(document["files"] as? [String])
        #expect(files.map { "weather-2/\($0)" }.sorted() == home.files)
        for program in InitRole.subnet.programs {
            #expect(files.contains("Sources/\(program)/Main.swift") == role.programs.contains(program))
        }
        let manifest = try home.read("weather-2/Package.swift")
        #expect(manifest.contains(#"name: "weather-2""#))
        #expect(manifest.contains(#".package(name: "swift-bittensor", path: "\#(Self.checkout.path)"),"#))
        #expect(manifest.contains("let programs = \(role.programs)"))
        #expect(try home.read("weather-2/README.md").hasPrefix("# weather-2\n"))
    }

    @Test("a package may use the releases of a repository")
    func releases() async throws {
        let home = try Home()
        let run = await home.run("init miner \(home.path)/a --url https://example.org/swift-bittensor")
        #expect(run.status == .done)
        #expect(run.output.contains("swift run Miner"))
        let line = #".package(url: "https://example.org/swift-bittensor", from: "\#(Release.version)"),"#
        #expect(try home.read("a/Package.swift").contains(line))
    }

    @Test("a folder that has something in it stays as it is; an empty one is taken")
    func folders() async throws {
        let home = try Home()
        try home.write("mine", to: "full/notes.txt")
        let refused = await home.run("init miner \(home.path)/full --path \(Self.checkout.path)")
        #expect(refused.status == .cannotCreate)
        #expect(refused.talk.contains("not an empty folder"))
        #expect(home.files == ["full/notes.txt"])
        try FileManager.default.createDirectory(atPath: "\(home.path)/empty", withIntermediateDirectories: false)
        #expect(await home.run("init miner \(home.path)/empty --path \(Self.checkout.path)").status == .done)
        #expect(home.files.contains("empty/Package.swift"))
        #expect(
            await home.run("init miner \(home.path)/full/notes.txt/x --path \(Self.checkout.path)").status
                == .cannotCreate)
    }

    @Test(
        "what cannot be a package, or has no library, is a mistake in the command line",
        arguments: [
            "miner 9lives --path .", "miner näher --path .", "miner / --path .", "miner a --path /nowhere",
            "miner a --url ftp://x", "miner a --url https://x --path .", "teacher a --path .",
        ])
    func mistakes(line: String) async throws {
        let home = try Home()
        let run = await home.run("init \(line.replacing("--path .", with: "--path \(Self.checkout.path)"))")
        #expect(run.status == .usage)
        #expect(home.files.isEmpty)
    }
}
