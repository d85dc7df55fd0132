// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
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

    /// An announcement as a chain shows it, whatever it says.
    public init(version: UInt32, ip: UInt128, port: UInt16, ipType: UInt8, protocol: UInt8) {
        self.version = version
        self.ip = ip
        self.port = port
        self.ipType = ipType
        self.protocol = `protocol`
    }

    /// The announcement of an address; throws `invalidAddress` for what every chain would refuse.
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

extension AxonAnnouncement: CustomStringConvertible {
    /// Whether it serves: an address of 0 means that it does not.
    public var isServing: Bool { ip != 0 }

    /// Python's form, such as `/ipv4/203.0.113.9:8091`.
    public var description: String { "/ipv\(ipType)/\(IPAddressNumber(number: ip, type: ipType)):\(port)" }
}

/// A chain that axons can be published on.
public protocol AxonAnnouncing: Sendable {
    /// What the chain shows about a hotkey on a subnet; nil for nothing.
    func announcement(of hotkey: PublicKey, netuid: NetUID) async throws -> AxonAnnouncement?
    /// Publishes an axon; returns when the chain has it. The hotkey signs.
    func announce(_ announcement: AxonAnnouncement, netuid: NetUID, signer: KeyPair) async throws
}

extension Axon {
    /// Publishes where this axon is, unless the chain already says so.
    ///
    /// - Parameters:
    ///   - subtensor: The chain, such as `Subtensor` of the module `Bittensor`.
    ///   - address: Where others reach this machine. A real chain refuses `127.0.0.1`, an embedded one takes it.
    ///   - port: The port that others reach; the one the axon is configured for unless said otherwise.
    ///   - signer: The axon's hotkey, which pays the fee if the chain takes one.
    /// - Returns: Whether something was published.
    public func serve(
        netuid: NetUID, subtensor: some AxonAnnouncing, address: IPAddressNumber, port: Int? = nil, signer: KeyPair
    ) async throws -> Bool {
        guard signer.accountID == hotkey else {
            throw NetworkingError(
                .invalidConfiguration, "the axon of \(hotkey) is not published by \(signer.accountID)")
        }
        let announcement = try AxonAnnouncement(address: address, port: port ?? configuration.port)
        if try await subtensor.announcement(of: signer.publicKey, netuid: netuid) == announcement { return false }
        try await subtensor.announce(announcement, netuid: netuid, signer: signer)
        return true
    }
}
