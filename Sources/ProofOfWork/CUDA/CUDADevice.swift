// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// An NVIDIA card, or a part of one that the driver offers as a device.
public struct CUDADevice: Card {
    /// Its number in the driver's order, from 0 on; `CUDA_VISIBLE_DEVICES` changes it.
    public let number: Int
    public let name: String
    /// What the hardware can do, such as 9.0 for an H100.
    public let computeCapability: CUDAVersion
    public let multiprocessors: Int
    public let memory: UInt64?
    public let address: PCIAddress?
    /// The highest clock of the multiprocessors, in Hz; 0 when the driver does not tell.
    public let maximumClock: Double
    /// The version of CUDA that the driver supports.
    public let driverVersion: CUDAVersion

    let driver: CUDADriver
    /// What the driver's functions know the card by.
    let handle: Int32
    private let monitor: NVML.Device?

    init(_ number: Int, driver: CUDADriver, version: CUDAVersion, management: NVML?) throws(CardError) {
        var handle: Int32 = 0
        try driver.check(driver.cuDeviceGet(&handle, Int32(number)), "cuDeviceGet", device: number)
        func attribute(_ attribute: Attribute) throws(CardError) -> Int {
            var value: Int32 = 0
            let status = driver.cuDeviceGetAttribute(&value, attribute.rawValue, handle)
            try driver.check(status, "cuDeviceGetAttribute", device: number)
            return Int(value)
        }
        func text(
            _ name: String, _ get: (UnsafeMutablePointer<CChar>, Int32, Int32) -> Int32
        ) throws(CardError) -> String {
            var buffer = [CChar](repeating: 0, count: 256)
            try driver.check(get(&buffer, 255, handle), name, device: number)
            return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        self.number = number
        self.driver = driver
        self.handle = handle
        driverVersion = version
        name = try text("cuDeviceGetName", driver.cuDeviceGetName)
        computeCapability = CUDAVersion(
            major: try attribute(.computeCapabilityMajor), minor: try attribute(.computeCapabilityMinor))
        multiprocessors = try attribute(.multiprocessorCount)
        // A driver may have stopped to tell.
        maximumClock = 1000 * Double((try? attribute(.clockRate)) ?? 0)
        let bus = try? text("cuDeviceGetPCIBusId", driver.cuDeviceGetPCIBusId)
        address = bus.flatMap { PCIAddress($0) }
        monitor = bus.flatMap { management?.device(bus: $0) }
        var bytes = 0
        memory = driver.cuDeviceTotalMem(&bytes, handle) == 0 ? UInt64(exactly: bytes) : nil
    }

    /// CUdevice_attribute.
    private enum Attribute: Int32 {
        case clockRate = 13
        case multiprocessorCount = 16
        case computeCapabilityMajor = 75
        case computeCapabilityMinor = 76
    }

    public var identifier: String { "cuda:\(number)" }
    public var units: Int { multiprocessors }
    public var driverDescription: String { "CUDA \(driverVersion)" }

    public var description: String {
        let clock = maximumClock > 0 ? ", \((maximumClock / 1e6).fixed(decimals: 0)) MHz" : ""
        return "\(identifier) \(name) (\(multiprocessors) multiprocessors\(clock))"
    }

    /// Whether it is a slice of a card (MIG), beside which others may be in use.
    public var isSlice: Bool { name.split(separator: " ").contains("MIG") }

    /// Nil without NVML. A slice has its card's temperature and clock, and no power of its own that anybody could tell.
    public var sensors: DeviceSensors? {
        guard let sensors = monitor?.sensors, isSlice else { return monitor?.sensors }
        return DeviceSensors(temperature: sensors.temperature, power: nil, clock: sensors.clock)
    }

    /// The rate at which the plain kernel would keep every integer unit busy all the time, at `clock` Hz; nil for cards
    /// whose units are not counted here.
    ///
    /// From Volta to Hopper a multiprocessor has 64 lanes for integer instructions (CUDA C Programming Guide, table of
    /// arithmetic throughput). Kernels that let the multipliers help can exceed it.
    public func integerBound(_ scheme: SealScheme, clock: Double) -> HashRate? {
        guard (7...9).contains(computeCapability.major), clock > 0 else { return nil }
        return HashRate(perSecond: 64 * Double(multiprocessors) * clock / Self.integerInstructionsPerHash(scheme))
    }

    /// Of the plain kernel in machine code for sm_90, as Kernels/check-machine-code counts them.
    static func integerInstructionsPerHash(_ scheme: SealScheme) -> Double {
        switch scheme {
        case .register: 5318
        case .powRegister: 4984
        }
    }
}
