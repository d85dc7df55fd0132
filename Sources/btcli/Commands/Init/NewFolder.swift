// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A folder that comes to be whole or not at all.
struct NewFolder: Sendable {
    let path: String

    /// Refuses a folder that has something in it.
    func write(_ files: [(path: String, text: String)]) throws(OutputFileError) {
        let folder = URL(filePath: path, directoryHint: .isDirectory)
        let disk = FileManager.default
        if disk.fileExists(atPath: folder.path) {
            guard (try? disk.contentsOfDirectory(atPath: folder.path))?.isEmpty == true else {
                throw OutputFileError(
                    .notWritten, "\(excerpt(path)) is there and not an empty folder: name a new one")
            }
        }
        let name = ".\(folder.lastPathComponent).unfinished"
        let unfinished = folder.deletingLastPathComponent().appending(path: name, directoryHint: .isDirectory)
        do {
            try? disk.removeItem(at: unfinished)
            for file in files {
                let place = unfinished.appending(path: file.path, directoryHint: .notDirectory)
                try disk.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: place)
            }
            // What is there is empty, and does not move over.
            if disk.fileExists(atPath: folder.path) { try disk.removeItem(at: folder) }
            try disk.moveItem(at: unfinished, to: folder)
        } catch {
            try? disk.removeItem(at: unfinished)
            throw OutputFileError(.notWritten, "cannot write \(excerpt(path)): \(error.fileReason)")
        }
    }
}
