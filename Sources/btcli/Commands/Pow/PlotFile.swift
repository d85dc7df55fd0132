import Foundation
import SubstratePrimitives

/// Where a plot goes: looked at before anything is measured for it.
struct PlotFile {
    let path: String

    init(path: String) throws(PowFileError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard FileManager.default.isWritableFile(atPath: exists ? path : folder), !isFolder.boolValue else {
            throw PowFileError(
                .notWritten, "cannot write the plot to \(excerpt(path)): no such folder, or no permission")
        }
        self.path = path
    }

    func write(_ text: String) throws(PowFileError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw PowFileError(.notWritten, "cannot write the plot to \(excerpt(path)): \(error.localizedDescription)")
        }
    }
}
