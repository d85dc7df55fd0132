// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstratePrimitives

/// Where a page or a plot goes: looked at before anything is read or measured for it.
struct OutputFile: Hashable, Sendable {
    let path: String

    init(path: String) throws(OutputFileError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard FileManager.default.isWritableFile(atPath: exists ? path : folder), !isFolder.boolValue else {
            throw OutputFileError(
                .notWritten, "cannot write to \(excerpt(path)): no such folder, or no permission")
        }
        self.path = path
    }

    func write(_ text: String) throws(OutputFileError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw OutputFileError(.notWritten, "cannot write to \(excerpt(path)): \(error.localizedDescription)")
        }
    }
}
