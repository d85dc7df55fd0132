// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

/// The names of the runtime that calls and queries last went to, in `~/.bittensor/runtime-names.txt`: shells complete them without a
/// network.
struct RuntimeNamesFile {
    let path: String
    private static let mostBytes = 1 << 22

    /// - Returns: nil without a home folder.
    init?(environment: Environment) {
        guard let home = environment["HOME"] else { return nil }
        path = "\(home)/.bittensor/runtime-names.txt"
    }

    /// What the file has, whoever has written it; nil where there is none, or nothing in it.
    var names: RuntimeNames? {
        guard let bytes = try? PrivateFile.read(path, atMost: Self.mostBytes) else { return nil }
        let names = RuntimeNames(String(decoding: bytes, as: UTF8.self))
        return names.calls.isEmpty && names.readings.isEmpty ? nil : names
    }

    /// Keeps the names of a runtime, where the file has not those of this version already.
    ///
    /// A file that cannot be written costs no more than a completion.
    func keep(_ version: RuntimeVersion, _ names: () -> RuntimeNames) {
        let head = "# \(version.specName.printable) \(version.specVersion)\n"
        let found = try? PrivateFile.read(path, atMost: Self.mostBytes)
        guard found?.starts(with: head.utf8) != true else { return }
        try? PrivateFile.replace(path, with: head + names().text)
    }
}
