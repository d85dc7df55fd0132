// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where a page or a plot goes: looked at before anything is read or measured for it.
struct OutputFile: Hashable, Sendable {
    let path: String

    init(path: String) throws(OutputFileError) {
        let files = FileManager.default
        let file = URL(filePath: path).resolvingSymlinksInPath()
        let type = try? files.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
        let place = type == nil ? file.deletingLastPathComponent().path : file.path
        guard files.isWritableFile(atPath: place), type != .typeDirectory else {
            throw OutputFileError(
                .notWritten, "cannot write to \(excerpt(path)): no such folder, or no permission")
        }
        self.path = path
    }

    func write(_ text: String) throws(OutputFileError) { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws(OutputFileError) {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw OutputFileError(.notWritten, "cannot write to \(excerpt(path)): \(error.fileReason)")
        }
    }
}
