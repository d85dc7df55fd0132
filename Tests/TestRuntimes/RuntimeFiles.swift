// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Foundation

/// Runtimes of real chains, and the states that they begin with. None of them is in the repository: where their folder is not there, the
/// tests that need it are skipped and say so.
public enum RuntimeFiles {
    /// Where they lie: beside the package, or where the variable `SWIFT_BITTENSOR_RUNTIMES` says.
    public static let folder: URL? = {
        let package = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let beside = package.deletingLastPathComponent().appending(path: "shared/runtimes")
        let told = ProcessInfo.processInfo.environment["SWIFT_BITTENSOR_RUNTIMES"].map { URL(filePath: $0) }
        let folder = told ?? beside
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    public static let missing = "no runtimes of real chains here: name their folder in SWIFT_BITTENSOR_RUNTIMES"

    /// A file by its name, such as `dev293.json`.
    public static func bytes(_ name: String) throws -> [UInt8] {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }
}
