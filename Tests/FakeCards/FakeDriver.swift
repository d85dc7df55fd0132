// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// The C of `Driver` as a dynamic library, compiled once in each process.
///
/// No target of the package: as one it would have to be a product, which everybody who uses the package would build.
enum FakeDriver {
    /// The library's bytes.
    static let image = Result { try compile() }

    struct NotCompiled: Error, CustomStringConvertible {
        let command: String
        let talk: String

        var description: String { "this failed: \(command)\n\(talk)clang comes with Swift: it must be in the PATH" }
    }

    private static func compile() throws -> Data {
        let library = FileManager.default.temporaryDirectory.appending(path: "fake-driver-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: library) }
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Driver")
        let sources = ["fake_driver.c", "fake_kernel.c", "fake_opencl.c", "fake_state.c"].map {
            folder.appending(path: $0).path
        }
        let words =
            ["clang", "-shared", "-fPIC", "-O1", "-fvisibility=hidden", "-o", library.path] + sources
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
        return try Data(contentsOf: library)
    }
}
