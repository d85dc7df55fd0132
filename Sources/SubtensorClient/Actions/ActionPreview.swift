// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

/// What an action would do, what it costs, who signs it, and where: to be shown before anyone says yes.
public struct ActionPreview: Hashable, Sendable {
    /// One line: what it is about, and what it will be.
    public struct Effect: Hashable, Sendable, CustomStringConvertible {
        public let label: String
        public let value: String
        /// Whether it tells how things are now, and no more once the action is carried out.
        public let isBefore: Bool

        public init(_ label: String, _ value: some CustomStringConvertible, isBefore: Bool = false) {
            self.label = label
            self.value = "\(value)"
            self.isBefore = isBefore
        }

        public var description: String { "\(label): \(value)" }
    }

    /// What a person calls the action.
    public let action: String
    /// What the node calls its chain, such as `Bittensor`: its word, which proves nothing.
    public let chain: String
    /// The chain's first block, which is what a signature is good for.
    public let genesisHash: Hash256
    public let specVersion: UInt32
    /// The block on whose state everything was checked.
    public let block: BlockNumber
    /// What would be sent.
    public let call: Call
    /// The call's encoding, as a hardware signer shows it.
    public let callBytes: [UInt8]
    public let signer: AccountID
    /// Which key of a wallet the signer is.
    public let role: SigningRole
    /// What the action does.
    public let effects: [Effect]
    /// What it takes from the signer's free balance, the fee aside.
    public let cost: Balance
    /// The most it may take: the chain refuses it beyond. The cost itself where nothing moves.
    public let highestCost: Balance
    /// What the runtime asks for carrying it out.
    public let fee: Balance
    /// How far the fee may rise before it is asked about again.
    public let highestFee: Balance
    /// The signer's free balance before.
    public let balance: Balance
    /// What of the cost comes back to the signer.
    public let returned: Balance
    /// How long the signature is good.
    public let lifetime: SigningOptions.Lifetime
    /// The last block that can hold it, if it is sent now; nil for ever.
    public let lastBlock: BlockNumber?
    /// Whether the chain checks that the call is the one that is shown.
    public let checksMetadata: Bool
    /// How it gets to its block, where that is not just sent or could be otherwise.
    public let passage: String?
    /// Whether it is encrypted until its block.
    public let isEncrypted: Bool

    /// The signer's free balance after.
    public var balanceAfter: Balance {
        Balance(rao: balance.rao - min(balance.rao, (cost + fee).rao)) + returned
    }

    /// Everything as lines, for a program that prints them and asks.
    public var lines: [Effect] {
        [Effect("Action", action)] + effects
            + [Effect("Signed by", "\(signer) (\(role.rawValue))"), Effect("Network", network)] + money + warnings
    }

    /// What it takes. Where that is nothing at all, so many zeros would say it worse.
    private var money: [Effect] {
        guard highestCost > .zero || highestFee > .zero else { return [Effect("Cost", "nothing, and no fee")] }
        return [
            Effect("Cost", highestCost > cost ? "\(cost), at most \(highestCost)" : "\(cost)"),
            Effect("Fee", "\(fee), at most \(highestFee)"),
            Effect("Balance", "\(balance) → \(balanceAfter)", isBefore: true),
        ]
    }

    /// The chain by its first block, and what the node calls it.
    private var network: String {
        let known = KnownChain(genesis: genesisHash)?.title ?? "a chain that begins with \(genesisHash.hex.prefix(10))…"
        return "\(known), which the node calls \(excerpt(chain, limit: 60)), runtime \(specVersion)"
    }

    /// What is unusual about the signature.
    private var warnings: [Effect] {
        var warnings = [passage.map { Effect("Sent", $0) }].compactMap { $0 }
        switch lifetime {
        case .immortal:
            warnings.append(
                Effect("Good for", "EVER: whoever has a copy can send it again once the account has been reaped"))
        case .blocks(let count) where count > Self.usualLifetime:
            warnings.append(
                Effect(
                    "Good for", "\(count) blocks" + (lastBlock.map { ", up to block \($0)" } ?? "") + ": a long time"))
        case .blocks: break
        }
        if !checksMetadata {
            warnings.append(Effect("Call", "as the node describes it: this build of the chain does not check that"))
        }
        return warnings
    }

    /// Two hours of blocks: more than anything that is sent now needs.
    private static let usualLifetime: UInt64 = 600
}

extension ActionPreview: CustomStringConvertible {
    public var description: String { lines.map(\.description).joined(separator: "\n") }
}
