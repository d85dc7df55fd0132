// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

// What `print` shows of the chain's answers: a line for a person, not all fields. Names that somebody gave himself are quoted.

extension AxonInfo: CustomStringConvertible {
    public var description: String { isServing ? endpointText : "no axon" }
}

extension PrometheusInfo: CustomStringConvertible {
    public var description: String {
        guard ip != 0 else { return "no measurements" }
        return ipType == 6 ? "[\(ipText)]:\(port)" : "\(ipText):\(port)"
    }
}

extension UIDValue: CustomStringConvertible {
    public var description: String { "uid \(uid): \(value)" }
}

extension AccountAmount: CustomStringConvertible {
    public var description: String { "\(account): \(amount)" }
}

// MARK: - Neurons

extension NeuronInfo: CustomStringConvertible {
    public var description: String {
        "uid \(uid) on subnet \(netuid): hotkey \(hotkey), stake \(totalStake), \(axonInfo)"
    }
}

extension NeuronInfoLite: CustomStringConvertible {
    public var description: String {
        "uid \(uid) on subnet \(netuid): hotkey \(hotkey), stake \(totalStake), \(axonInfo)"
    }
}

extension Metagraph.Neuron: CustomStringConvertible {
    public var description: String {
        "uid \(uid) on subnet \(netuid): hotkey \(hotkey), stake \(totalStake), \(axon)"
    }
}

// MARK: - Stake

extension AccountBalance: CustomStringConvertible {
    public var description: String {
        let rest = [(reserved, "reserved"), (frozen, "frozen")].filter { $0.0 > .zero }
        return "\(free)" + rest.map { ", \($0.0) \($0.1)" }.joined()
    }
}

extension StakeInfo: CustomStringConvertible {
    public var description: String { "\(stake) of \(coldkey) on \(hotkey), subnet \(netuid)" }
}

extension DelegateInfo: CustomStringConvertible {
    public var description: String {
        "\(hotkey) of \(owner): take \(take), nominators \(nominators.count), subnets \(registrations)"
    }
}

extension DelegatedInfo: CustomStringConvertible {
    public var description: String { "\(stake) on \(delegate.hotkey), subnet \(netuid)" }
}

extension Nominator: CustomStringConvertible {
    public var description: String { "\(coldkey): \(stakes)" }
}

extension Nominator.SubnetStake: CustomStringConvertible {
    public var description: String { "\(stake) on subnet \(netuid)" }
}

extension ChildKey: CustomStringConvertible {
    public var description: String { "\(hotkey): \(part)" }
}

extension ParentKey: CustomStringConvertible {
    public var description: String { "\(hotkey): \(part)" }
}

// MARK: - Subnets

extension SubnetInfo: CustomStringConvertible {
    public var description: String {
        "subnet \(netuid): neurons \(subnetworkN) of \(maxAllowedUIDs), tempo \(tempo), burn \(burn), owner \(owner)"
    }
}

extension SubnetSummary: CustomStringConvertible {
    public var description: String {
        "subnet \(netuid): neurons \(neurons) of \(maxNeurons), tempo \(tempo), burn \(burn), difficulty \(difficulty)"
    }
}

extension DynamicInfo: CustomStringConvertible {
    public var description: String {
        "subnet \(netuid) \(excerpt(subnetName)): price \(price.tao), pool \(taoIn) and \(alphaIn)"
    }
}
