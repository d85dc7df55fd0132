// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient

extension RuntimeNamesFile {
    /// Keeps the names of the runtime that a command has to do with, for the next command line.
    static func keep(_ runtime: Runtime, _ console: Console) {
        RuntimeNamesFile(environment: console.environment)?.keep(runtime.version) {
            RuntimeNames(runtime.metadata, readings: QueryTarget.all(in: runtime.metadata).map(\.fullName))
        }
    }
}
