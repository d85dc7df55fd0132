// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One of the drivers behind OpenCL's loader.
struct OpenCLPlatform {
    let driver: OpenCLDriver
    let name: String
    private let handle: OpenCLDriver.Handle?

    /// More than any machine has.
    private static let most: UInt32 = 64

    private init(driver: OpenCLDriver, handle: OpenCLDriver.Handle?) {
        self.driver = driver
        self.handle = handle
        // CL_PLATFORM_NAME
        name = OpenCLDriver.text { driver.clGetPlatformInfo(handle, 0x0902, $0, $1, $2) } ?? "unnamed"
    }

    /// All of them, Mesa's last, which offer what the makers' drivers do too.
    static func all(_ driver: OpenCLDriver) throws(CardError) -> [OpenCLPlatform] {
        var handles = [OpenCLDriver.Handle?](repeating: nil, count: Int(most))
        var count: UInt32 = 0
        let status = driver.clGetPlatformIDs(most, &handles, &count)
        // CL_PLATFORM_NOT_FOUND_KHR: a loader without drivers.
        guard status != -1001, count > 0 || status != 0 else {
            throw CardError(
                .noDriver,
                "OpenCL's loader finds no driver: install the card's (its name stands in /etc/OpenCL/vendors), or "
                    + "search without OpenCL",
                call: "clGetPlatformIDs", result: status)
        }
        try driver.check(status, "clGetPlatformIDs")
        let platforms = handles.prefix(Int(count)).map { OpenCLPlatform(driver: driver, handle: $0) }
        return platforms.filter { !$0.isMesa } + platforms.filter(\.isMesa)
    }

    private var isMesa: Bool { ["Clover", "rusticl"].contains(name) }

    /// What it offers, numbered from `number` on, but for cards at a known address. Nothing when it has no device: many a
    /// driver is installed where its cards are not.
    func devices(from number: Int, known: Set<PCIAddress>) -> [OpenCLDevice] {
        var handles = [OpenCLDriver.Handle?](repeating: nil, count: Int(Self.most))
        var count: UInt32 = 0
        // CL_DEVICE_TYPE_ALL
        guard driver.clGetDeviceIDs(handle, 0xffff_ffff, Self.most, &handles, &count) == 0 else { return [] }
        var devices: [OpenCLDevice] = []
        for handle in handles.prefix(Int(count)) {
            let device = OpenCLDevice(number + devices.count, handle: handle, platform: self)
            guard device.address.map({ !known.contains($0) }) ?? true else { continue }
            devices.append(device)
        }
        return devices
    }
}
