// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import SubstrateClient
public import SubstratePrimitives

/// A chain that everybody knows, told by its first block and by nothing else: neither its address nor what a node calls
/// itself proves anything.
public enum KnownChain: String, Hashable, Sendable, CaseIterable {
    /// The main network, where TAO is money.
    case main
    /// The public test network.
    case test

    /// The chain that begins with this block; nil for any other.
    public init?(genesis: Hash256) {
        guard let chain = Self.allCases.first(where: { $0.genesisHex == genesis.hex }) else { return nil }
        self = chain
    }

    /// The first block of the network that Python's tools call by this name; nil for another.
    static func genesis(network: String?) -> Hash256? {
        switch network {
        case Network.defaultName: try? Hash256(hex: Self.main.genesisHex)
        case "test": try? Hash256(hex: Self.test.genesisHex)
        default: nil
        }
    }

    /// The hash of block 0: `chain_getBlockHash [0]`, which has been the same since the chain began.
    private var genesisHex: String {
        switch self {
        case .main: "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03"
        case .test: "0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105"
        }
    }

    /// What a person is told: in capitals where money is at stake.
    public var title: String {
        switch self {
        case .main: "THE MAIN NETWORK"
        case .test: "the public test network"
        }
    }
}

extension MetadataCheck {
    /// How signatures for a chain rely on its metadata: the main and the public test network run builds that check it, so
    /// that a node that says it cannot is not believed; development builds often do not.
    package static func subtensor(genesis: Hash256) -> MetadataCheck {
        // The token as the runtime's build names it for the digest (subtensor's build.rs).
        MetadataCheck(KnownChain(genesis: genesis) == nil ? .whereKnown : .required, decimals: 9, symbol: "TAO")
    }
}
