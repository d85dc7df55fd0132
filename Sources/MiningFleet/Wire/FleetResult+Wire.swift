// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

extension FleetResult {
    /// Reads a result as ``wire`` writes it.
    ///
    /// - Throws: `malformed`, `unknownVersion`.
    public init(wire bytes: [UInt8]) throws(FleetError) {
        let fields = try FleetDocument.read(bytes, as: "result")
        self.init(
            epoch: try fields.integer("epoch", in: 0...FleetJob.lastEpoch), puzzle: try fields.text("puzzle", upTo: 64),
            nonce: try fields.decimal("nonce"))
    }

    /// The result as the coordinator gets it: JSON.
    public var wire: [UInt8] {
        FleetDocument.write([
            "epoch": JSONValue(epoch), "puzzle": .string(puzzle), "nonce": .string(String(nonce)),
        ])
    }
}
