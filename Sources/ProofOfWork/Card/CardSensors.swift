// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a card feels.
public struct CardSensors: Hashable, Sendable {
    /// In degrees Celsius.
    public let temperature: Int?
    /// In watts.
    public let power: Double?
    /// Of the units, in Hz.
    public let clock: Double?

    public init(temperature: Int?, power: Double?, clock: Double?) {
        self.temperature = temperature
        self.power = power
        self.clock = clock
    }
}
