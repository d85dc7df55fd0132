// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstratePrimitives

/// An address of the chain's EVM: 20 bytes.
public struct EVMAddress: Hashable, Sendable, CustomStringConvertible {
    public let bytes: [UInt8]

    /// - Throws: `invalidOption` unless there are 20 bytes.
    public init(_ bytes: [UInt8]) throws(BittensorError) {
        guard bytes.count == 20 else {
            throw BittensorError(.invalidOption, "an address of the EVM is 20 bytes, not \(bytes.count)")
        }
        self.bytes = bytes
    }

    /// The address that 40 hex digits spell, with or without `0x`.
    public init(hex: String) throws(BittensorError) {
        guard let bytes = try? [UInt8](hex: hex) else {
            throw BittensorError(.invalidOption, "\(excerpt(hex)) is no address of the EVM: it is 40 hex digits")
        }
        try self.init(bytes)
    }

    public var description: String { bytes.hex }
}

extension EVMAddress: ScaleDescribed {
    public init(dynamic value: ScaleValue) throws(ScaleError) {
        guard let bytes = value.bytes, bytes.count == 20 else {
            throw ScaleError(.mismatch, "an address of the EVM is 20 bytes, not \(value)")
        }
        self.bytes = bytes
    }
}

/// The key on the chain's EVM that belongs to a neuron.
public struct AssociatedEVMKey: Hashable, Sendable {
    public let address: EVMAddress
    /// The block in which it was associated.
    public let block: BlockNumber

    public init(address: EVMAddress, block: BlockNumber) {
        self.address = address
        self.block = block
    }
}

extension AssociatedEVMKey: ScaleWrapper {
    public init(wire: ScalePair<EVMAddress, BlockNumber>) { self.init(address: wire.first, block: wire.second) }
}
