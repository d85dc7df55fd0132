// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

// What `print` shows of what was done: a line for a person.

extension CompletedAction: CustomStringConvertible {
    public var description: String {
        // An optional outcome is described without saying so.
        let text = (outcome as? any CustomStringConvertible)?.description ?? "\(outcome)"
        return "\(text), in block \(extrinsic.blockNumber)"
    }
}

extension PreparedAction: CustomStringConvertible {
    /// The preview: what it does, costs and needs.
    public var description: String { preview.description }
}

extension Action: CustomStringConvertible {
    public var description: String { name }
}

extension Registration: CustomStringConvertible {
    public var description: String {
        "uid \(uid) on subnet \(netuid)\(wasAlreadyRegistered ? ", registered already" : "")"
    }
}

extension TransferReceipt: CustomStringConvertible {
    public var description: String { "\(amount) from \(from) to \(to), \(balance) left" }
}

extension StakeChange: CustomStringConvertible {
    public var description: String { "\(before) → \(after) on \(hotkey), subnet \(netuid)" }
}

extension Unstaked: CustomStringConvertible {
    public var description: String { "\(before) → \(after), from \(hotkey)" }
}

extension StakeMove: CustomStringConvertible {
    public var description: String { "\(origin); \(destination)" }
}

extension StakeMove.Place: CustomStringConvertible {
    public var description: String { "\(before) → \(after) of \(coldkey) on \(hotkey), subnet \(netuid)" }
}

extension TakeChange: CustomStringConvertible {
    public var description: String { "\(before) → \(after), of \(hotkey)" }
}

extension HotkeySwap: CustomStringConvertible {
    public var description: String { "\(old) → \(new)" }
}

// MARK: - Weights

extension QuantizedWeights: CustomStringConvertible {
    public var description: String { "\(zip(uids, values).map { UIDValue(uid: $0, value: $1) })" }
}

extension RootWeights: CustomStringConvertible {
    public var description: String {
        "\(zip(netuids, normalized).map { "subnet \($0): \($1)" }.joined(separator: ", "))"
    }
}

extension WeightCommitment: CustomStringConvertible {
    /// The hash alone: whoever knows weights and salt knows what is not to be known yet.
    public var description: String { "commitment \(commitHash) on subnet \(netuid)" }
}
