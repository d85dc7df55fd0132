// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRuntime

/// What a node says of its state.
public enum StateAnswer: Hashable, Sendable {
    /// What is under a key; nil: nothing.
    case value([UInt8]?, key: [UInt8], child: [UInt8]?)
    /// All the keys that there are after one, up to another and with it; without that, to the end of the state.
    case keys([[UInt8]], after: [UInt8], through: [UInt8]?, child: [UInt8]?)
}

extension KnownState {
    public mutating func learn(_ answer: StateAnswer) {
        switch answer {
        case .value(let value, let key, let child): learn(value, for: key, in: child)
        case .keys(let keys, let start, let end, let child): learn(keys: keys, after: start, through: end, in: child)
        }
    }
}
