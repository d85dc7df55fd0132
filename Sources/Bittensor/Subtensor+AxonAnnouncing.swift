// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorNetworking
import BittensorPrimitives
public import SubstrateKeys
public import SubtensorClient

/// Axons publish themselves with ``BittensorNetworking/Axon/serve(netuid:subtensor:address:port:signer:)``.
extension Subtensor: AxonAnnouncing {
    public func announcement(of hotkey: PublicKey, netuid: NetUID) async throws -> AxonAnnouncement? {
        try await axon(of: hotkey.accountID, on: netuid).map { axon in
            AxonAnnouncement(
                version: axon.version, ip: axon.ip, port: axon.port, ipType: axon.ipType, protocol: axon.protocol)
        }
    }

    /// Carries out ``Action/serveAxon(_:port:on:version:protocol:certificate:)`` and waits for its block.
    ///
    /// - Throws: `notRegistered` when the hotkey has no place on the subnet, `refusedByChain` when it published too
    ///   recently, and what else ``perform(_:signedBy:as:options:)`` throws.
    public func announce(_ announcement: AxonAnnouncement, netuid: NetUID, signer: KeyPair) async throws {
        let address = try IPAddress(number: announcement.ip, version: announcement.ipType)
        try await perform(
            .serveAxon(
                address, port: announcement.port, on: netuid, version: announcement.version,
                protocol: announcement.protocol),
            signedBy: signer)
    }
}
