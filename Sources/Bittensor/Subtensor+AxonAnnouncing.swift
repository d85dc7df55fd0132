public import BittensorNetworking
import ProofOfWork
public import SubstrateKeys
public import SubtensorClient

/// Axons publish themselves with ``BittensorNetworking/Axon/serve(netuid:subtensor:address:port:signer:)``.
extension Subtensor: AxonAnnouncing {
    public func announcement(of hotkey: PublicKey, netuid: UInt16) async throws -> AxonAnnouncement? {
        try await axon(of: hotkey.accountID, on: NetUID(netuid)).map { axon in
            AxonAnnouncement(
                version: axon.version, ip: axon.ip, port: axon.port, ipType: axon.ipType, protocol: axon.protocol)
        }
    }

    /// Carries out ``Action/serveAxon(_:port:on:version:protocol:)`` and waits for its block.
    ///
    /// - Throws: `notRegistered` when the hotkey has no place on the subnet, `refusedByChain` when it published too
    ///   recently, and what else ``perform(_:signedBy:options:)`` throws.
    public func announce(_ announcement: AxonAnnouncement, netuid: UInt16, signer: KeyPair) async throws {
        let address = try IPAddress(number: announcement.ip, version: announcement.ipType)
        try await perform(
            .serveAxon(
                address, port: announcement.port, on: NetUID(netuid), version: announcement.version,
                protocol: announcement.protocol),
            signedBy: signer)
    }
}
