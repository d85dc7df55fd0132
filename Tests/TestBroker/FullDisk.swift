// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// A file system that is full, with a folder in it. As root on Linux alone.
package final class FullDisk: Sendable {
    package static let isThere = (try? FullDisk()) != nil
    package static let missing = "no file system can be mounted here: that takes root on Linux"

    /// The folder.
    package let path: String
    private let root: URL

    package init() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("full-disk-\(UUID().uuidString)")
        path = root.appendingPathComponent("folder").path
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        guard Self.run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", root.path) else {
            throw Broker.Failure(description: Self.missing)
        }
        try FileManager.default.createDirectory(atPath: path + "/store", withIntermediateDirectories: true)
        // Until nothing more goes in.
        _ = Self.run("sh", "-c", "cat /dev/zero > '\(root.path)/rest'")
    }

    deinit {
        _ = Self.run("umount", root.path)
        try? FileManager.default.removeItem(at: root)
    }

    private static func run(_ words: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
