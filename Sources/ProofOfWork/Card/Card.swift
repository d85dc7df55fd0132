// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A device beside the processor's cores that can search: a graphics card, or a part of one.
public protocol Card: Sendable, CustomStringConvertible {
    /// Its number among the devices of its kind, from 0 on.
    var number: Int { get }
    /// A short name that tells devices apart, such as `cuda:0`.
    var identifier: String { get }
    var name: String { get }
    /// The multiprocessors, or whatever else the maker counts.
    var units: Int { get }
    /// In bytes; nil when the driver does not tell.
    var memory: UInt64? { get }
    /// The driver and its version, in words.
    var driverDescription: String { get }
    /// The highest clock of the units, in Hz; 0 when the driver does not tell.
    var maximumClock: Double { get }
    /// Where it is plugged in; nil for what is in no slot, and when the driver does not tell.
    var address: PCIAddress? { get }
    /// Temperature, power and clock now; nil where nobody measures them.
    var sensors: DeviceSensors? { get }

    /// The rate under a scheme that no kernel without tricks can exceed at `clock` Hz; nil where that is not known.
    func integerBound(_ scheme: SealScheme, clock: Double) -> HashRate?
}

extension Card {
    public var sensors: DeviceSensors? { nil }

    public func integerBound(_ scheme: SealScheme, clock: Double) -> HashRate? { nil }
}
