// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// A file that lives as long as one input, in the folder that FUZZ_SCRATCH names.
struct ScratchFile: Sendable {
    private static let folder = ProcessInfo.processInfo.environment["FUZZ_SCRATCH"] ?? NSTemporaryDirectory()
    private static let prefix = "fuzz-\(ProcessInfo.processInfo.processIdentifier)-"

    let path: String

    init(_ name: String) { path = "\(Self.folder)/\(Self.prefix)\(name)" }

    func write(_ bytes: [UInt8]) {
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
            preconditionFailure("cannot write \(path)")
        }
    }

    var bytes: [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }

    /// Removes the file, and those that its readers put beside it.
    func remove() {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: Self.folder)) ?? []
        for file in files where file.hasPrefix(Self.prefix) {
            try? FileManager.default.removeItem(atPath: "\(Self.folder)/\(file)")
        }
    }
}
