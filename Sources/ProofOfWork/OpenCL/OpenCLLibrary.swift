// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where OpenCL is. Its library is opened when it is needed, not when a program starts, and loads every driver that is
/// installed into the process.
public struct OpenCLLibrary: Sendable {
    /// The loader, `libOpenCL`.
    public var path: String
    /// Looks whether the drivers let themselves be loaded, before a search opens them here; nil to trust them.
    ///
    /// A broken driver may crash or hang its process when it is asked for its devices. A program that can call itself lets
    /// another process ask first, and throws `driverBroken` here when that does not come back.
    public var probe: (@Sendable () async throws -> Void)?

    public init(path: String, probe: (@Sendable () async throws -> Void)? = nil) {
        self.path = path
        self.probe = probe
    }

    /// The loader where the system has it.
    public static var system: OpenCLLibrary {
        #if canImport(Darwin)
            OpenCLLibrary(path: "/System/Library/Frameworks/OpenCL.framework/OpenCL")
        #else
            OpenCLLibrary(path: "libOpenCL.so.1")
        #endif
    }

    /// Whether the loader can be opened here; whether it finds a driver, and that a device, are other questions.
    public var isInstalled: Bool { (try? OpenCLDriver(path: path)) != nil }

    /// Every device of every driver, processors too, Mesa's drivers behind the makers' own. A card that two drivers offer
    /// is there once. Blocks: loading the drivers takes up to seconds. Does not call `probe`.
    ///
    /// - Throws: `noDriver`, `noDevice`, `callFailed`.
    public func devices() throws(CardError) -> [OpenCLDevice] {
        let driver = try OpenCLDriver(path: path)
        var devices: [OpenCLDevice] = []
        for platform in try OpenCLPlatform.all(driver) {
            let known = Set(devices.compactMap(\.address))
            // Two halves of one card have one address, and come from one driver.
            devices += platform.devices(from: devices.count, known: known)
        }
        guard !devices.isEmpty else {
            throw CardError(
                .noDevice, "OpenCL's drivers find no device: look at clinfo, and at who may use /dev/dri and /dev/kfd")
        }
        return devices
    }
}
