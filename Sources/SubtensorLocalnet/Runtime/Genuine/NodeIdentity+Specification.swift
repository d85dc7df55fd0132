// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC
import SubstrateRuntime

extension NodeIdentity {
    /// What a specification says of its chain, with the usual where it says nothing.
    init(_ specification: ChainSpecification) {
        self.init(
            chain: specification.name.map { "\($0) (local)" } ?? "a genuine runtime (local)",
            name: LocalVersion.implementation,
            version: "1.0.0")
        if let properties = specification.properties, let json = try? JSONValue(parsing: properties) { take(json) }
    }

    /// Takes what `system_properties` says, where it says something.
    mutating func take(_ json: JSONValue) {
        if let format = json["ss58Format"]?.uint64.flatMap(UInt16.init(exactly:)) { ss58Format = format }
        if let decimals = json["tokenDecimals"]?.uint64.flatMap(UInt8.init(exactly:)) { tokenDecimals = decimals }
        if let symbol = json["tokenSymbol"]?.string { tokenSymbol = symbol }
    }
}
