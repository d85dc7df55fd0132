// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How a worker is getting on, told by itself.
public struct FleetReport: Hashable, Sendable {
    public struct Device: Hashable, Sendable {
        /// `cpu`, or a card such as `cuda:0`.
        public let name: String
        public let hashesPerSecond: UInt64

        public init(name: String, hashesPerSecond: UInt64) {
            self.name = name
            self.hashesPerSecond = hashesPerSecond
        }
    }

    /// Of the job that it works on; nil while it rests.
    public let epoch: UInt64?
    /// Nonces hashed since it began.
    public let hashes: UInt64
    public let devices: [Device]
    /// Seals found and handed in since it began.
    public let found: UInt64

    static let mostDevices = 64

    public init(epoch: UInt64?, hashes: UInt64, devices: [Device], found: UInt64) {
        self.epoch = epoch
        self.hashes = hashes
        self.devices = Array(devices.prefix(Self.mostDevices))
        self.found = found
    }

    public var hashesPerSecond: UInt64 {
        devices.reduce(0) { $0.addingReportingOverflow($1.hashesPerSecond).overflow ? .max : $0 + $1.hashesPerSecond }
    }
}
