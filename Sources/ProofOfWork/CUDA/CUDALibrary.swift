// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where the libraries of NVIDIA's driver are. They are opened when they are needed, not when a program starts.
public struct CUDALibrary: Hashable, Sendable {
    /// The driver, `libcuda`.
    public var driver: String
    /// The management library, NVML, which knows temperatures and power. Does not have to exist.
    public var management: String

    public init(driver: String, management: String) {
        self.driver = driver
        self.management = management
    }

    /// What the driver's installation puts where the system looks for libraries.
    public static let system = CUDALibrary(driver: "libcuda.so.1", management: "libnvidia-ml.so.1")

    /// The first version whose drivers take PTX 7.8.
    private static let leastVersion = CUDAVersion(major: 11, minor: 8)

    /// Whether the driver can be opened here; whether it finds a card is another question.
    public var isInstalled: Bool { (try? CUDADriver(path: driver)) != nil }

    /// The cards that the driver offers, in its order. Blocks: waking the driver up takes up to a second.
    ///
    /// - Throws: `noDriver`, `driverTooOld`, `noDevice`, `callFailed`.
    public func devices() throws(CardError) -> [CUDADevice] {
        let driver = try CUDADriver(path: driver)
        var number: Int32 = 0
        try driver.check(driver.cuDriverGetVersion(&number), "cuDriverGetVersion")
        let version = CUDAVersion(number: number)
        guard version >= Self.leastVersion else {
            throw CardError(
                .driverTooOld,
                "NVIDIA's driver is too old: it supports CUDA \(version), and \(Self.leastVersion) is needed "
                    + "(driver 520 or newer)")
        }
        let noDevice: Int32 = 100
        let status = driver.cuInit(0)
        guard status != noDevice else { throw driver.error(.noDevice, status, "cuInit") }
        try driver.check(status, "cuInit")
        var count: Int32 = 0
        try driver.check(driver.cuDeviceGetCount(&count), "cuDeviceGetCount")
        guard count > 0 else {
            throw CardError(.noDevice, "NVIDIA's driver finds no card: look at nvidia-smi and CUDA_VISIBLE_DEVICES")
        }
        let management = NVML(path: management)
        var devices: [CUDADevice] = []
        for number in 0..<Int(count) {
            devices.append(try CUDADevice(number, driver: driver, version: version, management: management))
        }
        return devices
    }
}

/// A version of CUDA, such as 11.8.
public struct CUDAVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let major: Int
    public let minor: Int

    public init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// The version that a driver reports as 1000 × major + 10 × minor.
    init(number: Int32) { self.init(major: Int(number) / 1000, minor: Int(number) % 1000 / 10) }

    public static func < (lhs: CUDAVersion, rhs: CUDAVersion) -> Bool {
        (lhs.major, lhs.minor) < (rhs.major, rhs.minor)
    }

    public var description: String { "\(major).\(minor)" }
}
