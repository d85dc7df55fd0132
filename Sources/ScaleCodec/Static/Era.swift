// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How long a signed extrinsic stays valid.
public enum Era: Hashable, Sendable, ScaleCodable {
    /// For ever. A copy of the extrinsic can be replayed when the account is reaped and its nonce starts again.
    case immortal
    /// For `period` blocks (a power of two from 4 to 65536) from the last block whose number is `phase` modulo `period`.
    case mortal(period: UInt64, phase: UInt64)

    /// A mortal era that begins at `current` or shortly before: the period is rounded up to a power of two, and long
    /// periods are quantised, as sp-runtime's `Era::mortal` does.
    public init(period asked: UInt64, current: UInt64) {
        let rounded =
            asked <= 4 ? 4 : asked >= 65_536 ? 65_536 : UInt64(1) << UInt64(64 - (asked - 1).leadingZeroBitCount)
        let factor = Self.quantisation(rounded)
        self = .mortal(period: rounded, phase: current % rounded / factor * factor)
    }

    /// The first block of the era that contains `current`; its hash is signed with the extrinsic.
    public func birth(current: UInt64) -> UInt64 {
        switch self {
        case .immortal: 0
        case .mortal(let period, let phase): (max(current, phase) - phase) / period * period + phase
        }
    }

    /// The first block in which an extrinsic of this era is no longer valid; nil for ever.
    public func death(current: UInt64) -> UInt64? {
        switch self {
        case .immortal: nil
        case .mortal(let period, _): birth(current: current) + period
        }
    }

    public func encode(to writer: inout ScaleWriter) {
        switch self {
        case .immortal:
            writer.write(byte: 0)
        case .mortal(let period, let phase):
            let exponent = UInt16(min(max(period.trailingZeroBitCount - 1, 1), 15))
            writer.write(integer: exponent | UInt16(truncatingIfNeeded: phase / Self.quantisation(period)) << 4)
        }
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let first = try reader.readByte()
        if first == 0 {
            self = .immortal
            return
        }
        let encoded = UInt64(first) | UInt64(try reader.readByte()) << 8
        let period = UInt64(2) << (encoded % 16)
        let phase = (encoded >> 4) * Self.quantisation(period)
        guard period >= 4, phase < period else {
            throw ScaleError(.outOfRange, "an era of period \(period) has no phase \(phase)")
        }
        self = .mortal(period: period, phase: phase)
    }

    private static func quantisation(_ period: UInt64) -> UInt64 { max(period >> 12, 1) }
}
