// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// The runtime of `toy.c`, which the toolchain's own clang compiles for wasm32, once in each process.
enum ToyRuntime {
    /// The module's bytes.
    static let code = Result { try compile() }

    /// Whether clang is there, knows wasm32 and finds its linker: some toolchains are without.
    static var canBeCompiled: Bool { (try? code.get()) != nil }

    struct NotCompiled: Error, CustomStringConvertible {
        let command: String
        let talk: String

        var description: String { "this failed: \(command)\n\(talk)" }
    }

    private static func compile() throws -> [UInt8] {
        let module = FileManager.default.temporaryDirectory.appending(path: "toy-\(UUID().uuidString).wasm")
        defer { try? FileManager.default.removeItem(at: module) }
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "toy.c")
        let words = [
            "clang", "--target=wasm32", "-mcpu=mvp", "-std=c17", "-O2", "-nostdlib", "-ffreestanding", "-Wl,--no-entry",
            "-Wl,--import-memory", "-Wl,--export=__heap_base", "-o", module.path, source.path,
        ]
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        let talk = Pipe()
        process.standardError = talk
        try process.run()
        let said = talk.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw NotCompiled(command: words.joined(separator: " "), talk: String(decoding: said, as: UTF8.self))
        }
        return [UInt8](try Data(contentsOf: module))
    }
}
