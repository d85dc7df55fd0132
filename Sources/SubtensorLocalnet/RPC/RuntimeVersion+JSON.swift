// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime

extension RuntimeCode.Version {
    /// As nodes report it.
    var json: JSONValue {
        [
            "specName": .string(specName), "implName": .string(implName),
            "authoringVersion": JSONValue(UInt64(authoringVersion)), "specVersion": JSONValue(UInt64(specVersion)),
            "implVersion": JSONValue(UInt64(implVersion)),
            "transactionVersion": JSONValue(UInt64(transactionVersion)),
            "stateVersion": JSONValue(UInt64(systemVersion)),
            "apis": .array(interfaces.map { [.string($0.id.hex), JSONValue(UInt64($0.version))] }),
        ]
    }
}
