// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient

extension Runtime {
    /// A runtime of which no node told.
    init(specName: String, specVersion: UInt32, transactionVersion: UInt32, metadata: RuntimeMetadata) {
        self.init(
            version: RuntimeVersion(
                specName: specName, specVersion: specVersion, transactionVersion: transactionVersion),
            metadata: metadata)
    }
}
