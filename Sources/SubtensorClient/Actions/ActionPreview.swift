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
    /// What messages call the runtime.
    let runtime: String
    /// The block on whose state everything was checked.
    public let block: BlockNumber
    /// What would be sent.
    public let call: Call
    /// The call's encoding, as a hardware signer shows it.
    public let callBytes: [UInt8]
    public let signer: AccountID
    /// Which key of a wallet the signer is.
    public let role: SigningRole
    /// The account that acts: the signer, or the one in whose name it signs.
    public let account: AccountID
    /// The account that pays the fee.
    public let feePayer: AccountID
    /// What the action does.
    public let effects: [Effect]
    /// By what right the signer acts for another account, and what that takes; empty where it acts for itself.
    public let actingEffects: [Effect]
    /// What it takes from the acting account's free balance, the fee aside.
    public let cost: Balance
    /// The most it may take: the chain refuses it beyond. The cost itself where nothing moves.
    public let highestCost: Balance
    /// What the runtime asks for carrying it out.
    public let fee: Balance
    /// How far the fee may rise before it is asked about again.
    public let highestFee: Balance
    /// Whether what it takes, the fee aside, is known before; where it is not, the cost is nothing.
    public let knowsCost: Bool
    /// The acting account's free balance before.
    public let balance: Balance
    /// What of the cost comes back to the acting account.
    public let returned: Balance
    /// What is held of the signer's until what it has announced or approved for another is carried out or withdrawn.
    public let deposit: Balance
    /// The signer's free balance before.
    public let signerBalance: Balance
    /// Whether it is carried out with the extrinsic: what is only announced or approved waits.
    public let isCarriedOutAtOnce: Bool
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

    /// The acting account's free balance after, once it is carried out.
    public var balanceAfter: Balance {
        let taken = feePayer == account ? cost + fee : cost
        return Balance(rao: balance.rao - min(balance.rao, taken.rao)) + returned
    }

    /// Who pays how much, and of how much that is: once for each account.
    public var payments: [(account: AccountID, amount: Balance, balance: Balance)] {
        let acting = isCarriedOutAtOnce ? cost : .zero
        guard signer != account else { return [(account, acting + fee, balance)] }
        return [
            (account, feePayer == account ? acting + fee : acting, balance),
            (signer, feePayer == signer ? fee + deposit : deposit, signerBalance),
        ]
    }

    /// Everything as lines, for a program that prints them and asks.
    public var lines: [Effect] {
        [Effect("Action", action)] + effects + actingEffects
            + [Effect("Signed by", "\(signer) (\(role.rawValue))"), Effect("Network", network)] + money + warnings
    }

    /// What it takes. Where that is nothing at all, so many zeros would say it worse.
    private var money: [Effect] {
        guard knowsCost else {
            return [
                Effect("Cost", "what the call itself takes, and the fee"),
                Effect("Fee", "\(fee), at most \(highestFee)"),
                Effect("Balance", balance, isBefore: true),
            ]
        }
        guard highestCost > .zero || highestFee > .zero else { return [Effect("Cost", "nothing, and no fee")] }
        let price = highestCost > cost ? "\(cost), at most \(highestCost)" : "\(cost)"
        let charge = "\(fee), at most \(highestFee)"
        guard signer != account else {
            return [
                Effect("Cost", price), Effect("Fee", charge),
                Effect("Balance", "\(balance) → \(balanceAfter)", isBefore: true),
            ]
        }
        let left = Balance(
            rao: signerBalance.rao - min(signerBalance.rao, (feePayer == signer ? fee + deposit : deposit).rao))
        return [
            Effect("Cost", price + ", paid by \(account)" + (isCarriedOutAtOnce ? "" : " once it is carried out")),
            Effect("Fee", charge + ", paid by \(feePayer)"),
            Effect(
                "Balance of \(account)",
                isCarriedOutAtOnce ? "\(balance) → \(balanceAfter)" : "\(balance), later \(balanceAfter)",
                isBefore: true),
            Effect("Balance of the signer", "\(signerBalance) → \(left)", isBefore: true),
        ]
    }

    /// The chain by its first block, and what the node calls it.
    private var network: String {
        let known = KnownChain(genesis: genesisHash)?.title ?? "a chain that begins with \(genesisHash.hex.prefix(10))…"
        return "\(known), which the node calls \(excerpt(chain, limit: 60)), \(runtime)"
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
