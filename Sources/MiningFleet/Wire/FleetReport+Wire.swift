// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

extension FleetReport {
    /// Reads a report as ``wire`` writes it.
    ///
    /// - Throws: `malformed`, `unknownVersion`.
    public init(wire bytes: [UInt8]) throws(FleetError) {
        let fields = try FleetDocument.read(bytes, as: "report")
        var devices: [Device] = []
        for device in try fields.list("devices", upTo: Self.mostDevices, of: "device") {
            devices.append(
                Device(
                    name: try device.text("name", upTo: 64),
                    hashesPerSecond: try device.integer("hashes_per_second", in: 0...FleetJob.lastEpoch)))
        }
        self.init(
            epoch: fields.has("epoch") ? try fields.integer("epoch", in: 0...FleetJob.lastEpoch) : nil,
            hashes: try fields.decimal("hashes"), devices: devices,
            found: try fields.integer("found", in: 0...FleetJob.lastEpoch))
    }

    /// The report as others get it: JSON.
    public var wire: [UInt8] {
        let devices = devices.map { device -> JSONValue in
            [
                "name": .string(device.name),
                "hashes_per_second": JSONValue(min(device.hashesPerSecond, FleetJob.lastEpoch)),
            ]
        }
        return FleetDocument.write([
            "epoch": epoch.map { JSONValue($0) } ?? .null, "hashes": .string(String(hashes)),
            "devices": .array(devices), "found": JSONValue(min(found, FleetJob.lastEpoch)),
        ])
    }
}
