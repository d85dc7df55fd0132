// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A device that one of OpenCL's drivers offers: a graphics card or an accelerator, or the processor.
public struct OpenCLDevice: Card, @unchecked Sendable {
    // The handle may be used from any thread.

    /// What a device is.
    public enum Kind: String, Hashable, Sendable {
        case graphics = "GPU"
        case accelerator
        /// Searches only when it is named: the kernels for processors are faster on it.
        case processor
    }

    public let number: Int
    public let name: String
    public let kind: Kind
    /// The driver's name.
    public let platform: String
    public let driverVersion: String
    /// What its compiler takes.
    public let languageVersion: OpenCLVersion
    /// Compute units.
    public let units: Int
    public let memory: UInt64?
    public let maximumClock: Double
    public let address: PCIAddress?

    let driver: OpenCLDriver
    /// What the functions of OpenCL know it by.
    let handle: OpenCLDriver.Handle?
    let vendor: Vendor
    /// How many lanes its compiler shall put together at most; nil to leave that to it.
    let subgroupSize: Int?

    /// By their numbers at the PCI-SIG.
    enum Vendor: UInt32 {
        case amd = 0x1002
        case nvidia = 0x10de
        case intel = 0x8086
        case other = 0
    }

    init(_ number: Int, handle: OpenCLDriver.Handle?, platform: OpenCLPlatform) {
        let facts = OpenCLFacts(driver: platform.driver, handle: handle)
        self.number = number
        self.handle = handle
        self.platform = platform.name
        driver = platform.driver
        name = facts.text(.name) ?? "unnamed"
        driverVersion = facts.text(.driverVersion) ?? "unknown"
        languageVersion = OpenCLVersion(languageText: facts.text(.languageVersion) ?? "")
        let type = facts.number(.type)
        kind = type & 4 != 0 ? .graphics : type & 2 != 0 ? .processor : .accelerator
        units = Int(facts.word(.units))
        let memory = facts.number(.memory)
        self.memory = memory > 0 ? memory : nil
        maximumClock = 1e6 * Double(facts.word(.clock))
        vendor = Vendor(rawValue: facts.word(.vendor)) ?? .other
        address = facts.address
        // Intel's compiler for cards may take so many lanes that their registers spill: the fewest have the most room.
        subgroupSize = kind == .graphics && vendor == .intel ? facts.leastSubgroup : nil
    }

    public var identifier: String { "opencl:\(number)" }
    public var driverDescription: String { "\(platform) \(driverVersion)" }

    public var description: String {
        let clock = maximumClock > 0 ? ", \((maximumClock / 1e6).fixed(decimals: 0)) MHz" : ""
        let kind = kind == .graphics ? "" : ", \(kind.rawValue)"
        return "\(identifier) \(name) (\(units) compute units\(clock)\(kind))"
    }
}

/// A version of OpenCL, such as 1.2.
public struct OpenCLVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let major: Int
    public let minor: Int

    public init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// The version in a text such as `OpenCL C 1.2 and the maker's words`; 0.0 when there is none.
    init(languageText text: String) {
        let words = text.split(separator: " ")
        let numbers = words.count > 2 ? words[2].split(separator: ".").map { Int($0) ?? 0 } : []
        self.init(major: numbers.first ?? 0, minor: numbers.count > 1 ? numbers[1] : 0)
    }

    public static func < (lhs: OpenCLVersion, rhs: OpenCLVersion) -> Bool {
        (lhs.major, lhs.minor) < (rhs.major, rhs.minor)
    }

    public var description: String { "\(major).\(minor)" }
}
