// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
public import Timelock

extension Subtensor {
    /// The beacon whose signatures the chain opens weights with: quicknet, unless it is a chain of somebody's own.
    public func weightsBeacon() async throws -> DrandBeacon { try await state().beacon() }
}

extension ChainState {
    /// The beacon whose signatures the chain opens weights with.
    ///
    /// Of chains that everybody knows it is quicknet, whatever a node says: a beacon of the node's own could read what is encrypted
    /// for it. Other chains say themselves.
    func beacon() async throws -> DrandBeacon {
        guard KnownChain(genesis: client.genesisHash) == nil else { return .quicknet }
        let queries = [StorageQuery("Drand", "BeaconConfig")]
        guard let config = try await values(queries)[0],
            let key = config["public_key"].flatMap({ try? [UInt8](dynamic: $0) }),
            let genesis = config["genesis_time"]?.uint64, let period = config["period"]?.uint64
        else { return .quicknet }
        let quicknet = DrandBeacon.quicknet
        guard key != quicknet.publicKey || genesis != quicknet.genesis || period != quicknet.period else {
            return quicknet
        }
        return try DrandBeacon(publicKey: key, genesis: genesis, period: period)
    }
}
