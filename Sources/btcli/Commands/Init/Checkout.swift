// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A folder that holds the source of swift-bittensor.
struct Checkout: Hashable, Sendable {
    /// From the root, without links.
    let path: String

    init?(at folder: String) {
        let folder = URL(filePath: folder, directoryHint: .isDirectory).resolvingSymlinksInPath()
        let manifest = folder.appending(path: "Package.swift", directoryHint: .notDirectory)
        // The file may be anything.
        guard let text = try? PrivateFile.read(manifest.path, atMost: 1 << 20),
            String(decoding: text, as: UTF8.self).contains(#"name: "swift-bittensor""#)
        else { return nil }
        path = folder.path.count > 1 && folder.path.hasSuffix("/") ? String(folder.path.dropLast()) : folder.path
    }

    /// The checkout in which a program was built: `.build/release/btcli` is in one.
    init?(around program: String) {
        var folder = URL(filePath: program).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path != "/" {
            if folder.lastPathComponent == ".build" {
                self.init(at: folder.deletingLastPathComponent().path)
                return
            }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }
}
