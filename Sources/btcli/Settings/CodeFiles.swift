// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateFork
import SubstratePrimitives

/// The code of the runtimes that were run, in files below the home folder, so that more than a megabyte need not be fetched again.
///
/// What cannot be read or written is fetched the next time.
struct CodeFiles: CodeMemory {
    /// As large as a node takes one.
    private static let mostBytes = 16 << 20

    private let folder: String?

    init(_ environment: Environment) { folder = environment["HOME"].map { "\($0)/.bittensor/cache/code" } }

    func code(_ hash: Hash256) -> [UInt8]? {
        folder.flatMap { try? PrivateFile.read("\($0)/\(hash.bytes.hexDigits).wasm", atMost: Self.mostBytes) }
    }

    func keep(_ code: [UInt8], _ hash: Hash256) {
        guard let folder, (try? PrivateFile.makeFolder(folder)) != nil else { return }
        try? OutputFile(path: "\(folder)/\(hash.bytes.hexDigits).wasm").write(code)
    }
}
