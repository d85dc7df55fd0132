// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A form of the OpenCL kernel. They find the same; which is the fastest depends on what a driver's compiler makes of it.
public enum OpenCLKernel: String, Hashable, Sendable, CaseIterable {
    /// As the algorithms are written down.
    case plain
    /// Six lanes of Keccak's state complemented, for compilers that make every complement an instruction.
    case complemented
    /// With instructions of AMD's cards, which only their own compilers know.
    case amd

    /// What the compiler is told.
    var buildOptions: String {
        // Some drivers choose a newer version with fewer features when they are told none.
        let version = "-cl-std=CL1.2"
        return switch self {
        case .plain: version
        case .complemented: "\(version) -DSEAL_COMPLEMENTED"
        case .amd: "\(version) -DSEAL_AMD"
        }
    }
}

/// Which of OpenCL's devices search, and how. The defaults suit every card: what is not set is found out on it.
public struct OpenCLOptions: Sendable {
    /// The numbers of the devices; nil for every card and accelerator. Processors search only when they are named.
    public var deviceIDs: [Int]?
    /// Work items per group; nil for the fastest of some sizes.
    public var groupSize: Int?
    /// How many nonces a work item tries in one launch, before its group makes room for another. Under `pow-register`
    /// that is a grid's column of 32, whatever stands here.
    public var noncesPerItem: Int
    /// nil for the fastest, by a race of some milliseconds.
    public var kernel: OpenCLKernel?
    public var library: OpenCLLibrary

    public init(
        deviceIDs: [Int]? = nil, groupSize: Int? = nil, noncesPerItem: Int = 4, kernel: OpenCLKernel? = nil,
        library: OpenCLLibrary = .system
    ) {
        self.deviceIDs = deviceIDs
        self.groupSize = groupSize
        self.noncesPerItem = noncesPerItem
        self.kernel = kernel
        self.library = library
    }

    /// The devices that these options ask for, each once.
    ///
    /// - Throws: `invalidOption`, `unknownDevice`, and what `OpenCLLibrary.devices()` throws. Blocks like that.
    public func devices() throws(CardError) -> [OpenCLDevice] {
        try validate()
        let devices = try library.devices()
        guard let deviceIDs else {
            let cards = devices.filter { $0.kind != .processor }
            guard !cards.isEmpty else {
                let others = devices.map(\.identifier).joined(separator: ", ")
                throw CardError(
                    .noDevice,
                    "OpenCL offers no graphics card, and processors only when they are named: \(others)")
            }
            return cards
        }
        var chosen: [OpenCLDevice] = []
        for number in deviceIDs where !chosen.contains(where: { $0.number == number }) {
            guard devices.indices.contains(number) else {
                let names = devices.map(\.identifier).joined(separator: ", ")
                throw CardError(
                    .unknownDevice, "there is no OpenCL device \(number): this machine has \(names)", device: number)
            }
            chosen.append(devices[number])
        }
        return chosen
    }

    /// What makes a device ready to search as these options say.
    func station(for device: OpenCLDevice) -> CardStation {
        let settings = CardSettings(variant: kernel?.rawValue, groupSize: groupSize, noncesPerItem: noncesPerItem)
        return CardStation(card: device, settings: settings) { [kernel] () throws(CardError) in
            try OpenCLEngine(device, kernel: kernel)
        }
    }

    /// Throws `invalidOption` for what no device can do.
    func validate() throws(CardError) {
        if let deviceIDs, deviceIDs.isEmpty {
            throw CardError(.invalidOption, "the list of OpenCL devices is empty: leave it out to use all cards")
        }
        if let groupSize, !(1...4096).contains(groupSize) {
            throw CardError(
                .invalidOption, "\(groupSize) OpenCL work items per group cannot be: use 1 to 4096")
        }
        guard (1...65_536).contains(noncesPerItem) else {
            throw CardError(.invalidOption, "\(noncesPerItem) nonces per OpenCL work item cannot be: use 1 to 65536")
        }
    }
}
