public import SubstrateKeys

/// What a chain shows about an axon.
public struct AxonAnnouncement: Hashable, Sendable {
    /// The SDK's version as an integer.
    public var version: UInt32
    /// The address as an unsigned number, IPv4 and IPv6 alike.
    public var ip: UInt128
    public var port: UInt16
    /// 4 or 6.
    public var ipType: UInt8
    /// What the SDK sends: 4.
    public var `protocol`: UInt8

    /// The announcement of an address; throws `invalidAddress` for what the chain would refuse.
    public init(
        address: IPAddressNumber, port: Int, version: Int = SDKVersion.current, protocol: UInt8 = 4
    ) throws(NetworkingError) {
        guard 1...65_535 ~= port else {
            throw NetworkingError(.invalidAddress, "the port \(port) is none: take one from 1 to 65535")
        }
        guard address.isPublishable else {
            throw NetworkingError(.invalidAddress, "the chain refuses \(address): publish an address others can reach")
        }
        self.version = UInt32(clamping: version)
        ip = address.number
        self.port = UInt16(port)
        ipType = address.type
        self.protocol = `protocol`
    }
}

/// A chain that axons can be published on.
public protocol AxonAnnouncing: Sendable {
    /// What the chain shows about a hotkey on a subnet; nil for nothing.
    func announcement(of hotkey: PublicKey, netuid: UInt16) async throws -> AxonAnnouncement?
    /// Publishes an axon; returns when the chain has it. The hotkey signs.
    func announce(_ announcement: AxonAnnouncement, netuid: UInt16, signer: KeyPair) async throws
}

extension Axon {
    /// Publishes where this axon is, unless the chain already says so.
    ///
    /// - Parameters:
    ///   - address: Where others reach this machine.
    ///   - port: The port that others reach; the one the axon listens on unless said otherwise.
    /// - Returns: Whether something was published.
    public func serve(
        netuid: UInt16, on chain: some AxonAnnouncing, address: IPAddressNumber, port: Int? = nil, signer: KeyPair
    ) async throws -> Bool {
        let announcement = try AxonAnnouncement(address: address, port: port ?? configuration.port)
        if try await chain.announcement(of: signer.publicKey, netuid: netuid) == announcement { return false }
        try await chain.announce(announcement, netuid: netuid, signer: signer)
        return true
    }
}
