// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

/// What has to be asked to read something, in the bytes of the chain.
enum QueryQuestion: Hashable, Sendable {
    /// What lies under a key of an item.
    case value(StorageMetadata, StorageKey)
    /// All that lies under the first keys of an item, which are encoded.
    case entries(StorageMetadata, keys: [[UInt8]])
    /// Nothing: the metadata has it.
    case constant(PalletMetadata.Constant)
    /// The answer of a function to its encoded arguments.
    case answer(RuntimeAPIMetadata.Method, arguments: [UInt8])
}
