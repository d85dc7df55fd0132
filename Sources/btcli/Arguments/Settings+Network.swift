// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import SubtensorClient

extension Settings {
    /// The network with the fallback nodes that were settled, if any were.
    func applied(to network: Network) throws -> Network {
        guard let text = self[.fallbackEndpoints] else { return network }
        let addresses = text == "none" ? [] : text.split(separator: ",").map(String.init)
        return Network(
            name: network.name, endpoint: network.endpoint, fallbacks: try addresses.map { try RPCEndpoint($0) })
    }

    /// How long a lost connection is made again; nil for the default.
    var retryLimit: Duration? {
        if flag(.retryForever) == true { return NetworkOptions.forever }
        return number(.retryTime).map { .seconds($0) }
    }
}
