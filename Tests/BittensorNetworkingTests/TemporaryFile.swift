// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// A path in the folder for temporary files, removed with the value.
final class TemporaryFile: Sendable {
    let path: String

    init() { path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path }

    deinit {
        for name in [path, path + ".lock"] { try? FileManager.default.removeItem(atPath: name) }
    }

    func append(_ bytes: [UInt8]) throws {
        let content = (FileManager.default.contents(atPath: path) ?? Data()) + Data(bytes)
        try content.write(to: URL(filePath: path))
    }
}
