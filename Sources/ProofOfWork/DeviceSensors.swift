// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a card, or the processor, feels.
public struct DeviceSensors: Hashable, Sendable {
    /// In degrees Celsius.
    public let temperature: Int?
    /// In watts.
    public let power: Double?
    /// Of a card's units, in Hz.
    public let clock: Double?

    public init(temperature: Int?, power: Double?, clock: Double?) {
        self.temperature = temperature
        self.power = power
        self.clock = clock
    }
}
