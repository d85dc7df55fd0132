// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// NVIDIA's management library, where it is installed: nothing depends on it.
struct NVML: @unchecked Sendable {
    // C functions without state of ours; the library may be called from any thread.
    private let handle: @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    private let temperature: @convention(c) (OpaquePointer?, UInt32, UnsafeMutablePointer<UInt32>) -> Int32
    private let power: @convention(c) (OpaquePointer?, UnsafeMutablePointer<UInt32>) -> Int32
    private let clock: @convention(c) (OpaquePointer?, UInt32, UnsafeMutablePointer<UInt32>) -> Int32

    init?(path: String) {
        guard let library = try? DynamicLibrary(path: path),
            let initialize: @convention(c) () -> Int32 = library.function("nvmlInit_v2"),
            let handle: @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>) -> Int32 =
                library.function("nvmlDeviceGetHandleByPciBusId_v2"),
            let temperature: @convention(c) (OpaquePointer?, UInt32, UnsafeMutablePointer<UInt32>) -> Int32 =
                library.function("nvmlDeviceGetTemperature"),
            let power: @convention(c) (OpaquePointer?, UnsafeMutablePointer<UInt32>) -> Int32 =
                library.function("nvmlDeviceGetPowerUsage"),
            let clock: @convention(c) (OpaquePointer?, UInt32, UnsafeMutablePointer<UInt32>) -> Int32 =
                library.function("nvmlDeviceGetClockInfo"),
            initialize() == 0
        else { return nil }
        self.handle = handle
        self.temperature = temperature
        self.power = power
        self.clock = clock
    }

    /// The card at a PCI bus id.
    func device(bus: String) -> Device? {
        var device: OpaquePointer?
        return handle(bus, &device) == 0 ? Device(library: self, handle: device) : nil
    }

    struct Device: @unchecked Sendable {
        fileprivate let library: NVML
        // A name for the card, valid as long as the library is open.
        fileprivate let handle: OpaquePointer?

        var sensors: DeviceSensors {
            func read(_ get: (UnsafeMutablePointer<UInt32>) -> Int32) -> Double? {
                var value: UInt32 = 0
                return get(&value) == 0 ? Double(value) : nil
            }
            // NVML_TEMPERATURE_GPU is 0, NVML_CLOCK_SM is 1.
            return DeviceSensors(
                temperature: read { library.temperature(handle, 0, $0) }.map { Int($0) },
                power: read { library.power(handle, $0) }.map { $0 / 1000 },
                clock: read { library.clock(handle, 1, $0) }.map { $0 * 1e6 })
        }
    }
}
