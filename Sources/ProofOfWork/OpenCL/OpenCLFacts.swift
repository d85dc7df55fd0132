// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a driver says of a device.
struct OpenCLFacts {
    let driver: OpenCLDriver
    let handle: OpenCLDriver.Handle?

    /// cl_device_info, of OpenCL and of its extensions.
    enum Fact: UInt32 {
        case type = 0x1000
        case vendor = 0x1001
        case units = 0x1002
        case clock = 0x100c
        case memory = 0x101f
        case name = 0x102b
        case driverVersion = 0x102d
        case extensions = 0x1030
        case languageVersion = 0x103d
        case nvidiaBus = 0x4008
        case nvidiaSlot = 0x4009
        case nvidiaDomain = 0x400a
        case amdTopology = 0x4037
        case intelSubgroups = 0x4108
        case pciAddress = 0x410f
    }

    func text(_ fact: Fact) -> String? {
        OpenCLDriver.text { driver.clGetDeviceInfo(handle, fact.rawValue, $0, $1, $2) }
    }

    /// 0 for what the driver does not tell.
    func number(_ fact: Fact) -> UInt64 { value(fact, 0) ?? 0 }
    func word(_ fact: Fact) -> UInt32 { value(fact, 0) ?? 0 }

    private func value<Value: BitwiseCopyable>(_ fact: Fact, _ initial: Value) -> Value? {
        OpenCLDriver.value(initial) { driver.clGetDeviceInfo(handle, fact.rawValue, $0, $1, $2) }
    }

    private func has(_ name: Substring) -> Bool { text(.extensions)?.split(separator: " ").contains(name) ?? false }

    var address: PCIAddress? {
        if has("cl_khr_pci_bus_info"), let place = value(.pciAddress, SIMD4<UInt32>()) {
            return PCIAddress(domain: place[0], bus: place[1], device: place[2], function: place[3])
        }
        if has("cl_nv_device_attribute_query"), let bus = value(.nvidiaBus, UInt32(0)) {
            let slot = word(.nvidiaSlot)
            return PCIAddress(domain: word(.nvidiaDomain), bus: bus, device: slot >> 3, function: slot & 7)
        }
        // A word for the kind, of which 1 is PCI Express, 17 bytes of nothing, and three bytes.
        if has("cl_amd_device_attribute_query"), let bytes = amdTopology, bytes[0] == 1 {
            return PCIAddress(
                domain: 0, bus: UInt32(bytes[21]), device: UInt32(bytes[22]), function: UInt32(bytes[23]))
        }
        return nil
    }

    private var amdTopology: [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 24)
        let status = driver.clGetDeviceInfo(handle, Fact.amdTopology.rawValue, bytes.count, &bytes, nil)
        return status == 0 ? bytes : nil
    }

    /// The fewest lanes that the compiler can put together.
    var leastSubgroup: Int? {
        guard has("cl_intel_required_subgroup_size") else { return nil }
        var sizes = [Int](repeating: 0, count: 16)
        let status = driver.clGetDeviceInfo(
            handle, Fact.intelSubgroups.rawValue, sizes.count * MemoryLayout<Int>.stride, &sizes, nil)
        return status == 0 ? sizes.filter { $0 > 0 }.min() : nil
    }
}
