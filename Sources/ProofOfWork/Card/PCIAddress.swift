// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where a card is plugged in: the same whichever driver tells it.
public struct PCIAddress: Hashable, Sendable, CustomStringConvertible {
    public let domain: UInt32
    public let bus: UInt32
    public let device: UInt32
    public let function: UInt32

    public init(domain: UInt32, bus: UInt32, device: UInt32, function: UInt32) {
        self.domain = domain
        self.bus = bus
        self.device = device
        self.function = function
    }

    /// Reads an address such as `0000:01:00.0`; nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let slot = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard slot.count == 2 else { return nil }
        let numbers = [parts[0], parts[1], slot[0], slot[1]].compactMap { UInt32($0, radix: 16) }
        guard numbers.count == 4 else { return nil }
        self.init(domain: numbers[0], bus: numbers[1], device: numbers[2], function: numbers[3])
    }

    public var description: String {
        func hex(_ number: UInt32, _ digits: Int) -> String {
            let text = String(number, radix: 16)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        return "\(hex(domain, 4)):\(hex(bus, 2)):\(hex(device, 2)).\(hex(function, 1))"
    }
}
