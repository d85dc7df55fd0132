// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

extension NeuronInfo {
    /// All stake on the hotkey.
    public var totalStake: Alpha { .total(stakes) }
}

extension NeuronInfoLite {
    /// All stake on the hotkey.
    public var totalStake: Alpha { .total(stakes) }
}

extension Alpha {
    fileprivate static func total(_ stakes: [AccountAmount<Alpha>]) -> Alpha {
        stakes.reduce(.zero) { sum, stake in
            let (total, overflow) = sum.rao.addingReportingOverflow(stake.amount.rao)
            return Alpha(rao: overflow ? .max : total)
        }
    }
}
