// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// What a proxy does to one connection.
enum Fault: String, Hashable, Sendable, CaseIterable {
    case none = "left alone"
    case refused = "refused"
    case cut = "cut"
    case damaged = "damaged"
    case silenced = "silenced"
    case delayed = "delayed"
    case trickled = "slowed to a trickle"
}

/// The fate of one connection: a fault, when it begins, and how long it lasts if it ends.
struct Fate: Sendable {
    let fault: Fault
    let begin: TimeAmount
    /// For delays: the longest one.
    let delay: TimeAmount

    static let harmless = Fate(fault: .none, begin: .zero, delay: .zero)

    /// Draws a fate. One in twelve connections is refused, the others live for 0.3 to 4 seconds before it strikes.
    init(from random: inout some RandomNumberGenerator) {
        let weighted: [Fault] = [
            .refused, .cut, .cut, .cut, .damaged, .damaged, .damaged, .damaged, .silenced, .delayed, .delayed,
            .trickled,
        ]
        fault = weighted.randomElement(using: &random) ?? .cut
        begin = .milliseconds(.random(in: 300...4000, using: &random))
        delay = .milliseconds(.random(in: 1...400, using: &random))
    }

    private init(fault: Fault, begin: TimeAmount, delay: TimeAmount) {
        self.fault = fault
        self.begin = begin
        self.delay = delay
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same disturbances for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
