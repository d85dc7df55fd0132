// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A version of the CUDA kernel. They find the same and load the units of a multiprocessor differently.
public enum CUDAKernel: String, Hashable, Sendable, CaseIterable {
    /// Shifts, additions and logic in the units for integers.
    case plain
    /// Sums, and two thirds of the rotations of Keccak, in the units for products.
    case threeRows = "three-rows"
    /// Sums, and all these rotations, in the units for products.
    case fiveRows = "five-rows"

    /// The kernel's name in the PTX.
    func entry(_ shape: NonceShape) -> String {
        let prefix =
            switch shape {
            case .line: "seal_search"
            case .grid: "seal_grid"
            }
        return switch self {
        case .plain: "\(prefix)_plain"
        case .threeRows: "\(prefix)_three_rows"
        case .fiveRows: "\(prefix)_five_rows"
        }
    }
}

/// Which NVIDIA cards search, and how. The defaults suit every card: what is not set is found out on it.
public struct CUDAOptions: Hashable, Sendable {
    /// The numbers of the cards; nil for all. (Python's default was card 0.)
    public var deviceIDs: [Int]?
    /// CUDA threads per block, a multiple of 32; nil for as many as let most threads be resident. (Python's default was
    /// 256.)
    public var threadsPerBlock: Int?
    /// How many nonces a thread tries in one launch, before its block makes room for another. Under `pow-register`
    /// that is a grid's column of 32, whatever stands here.
    public var noncesPerThread: Int
    /// nil for the fastest, by a race of some milliseconds.
    public var kernel: CUDAKernel?
    public var library: CUDALibrary

    public init(
        deviceIDs: [Int]? = nil, threadsPerBlock: Int? = nil, noncesPerThread: Int = 4, kernel: CUDAKernel? = nil,
        library: CUDALibrary = .system
    ) {
        self.deviceIDs = deviceIDs
        self.threadsPerBlock = threadsPerBlock
        self.noncesPerThread = noncesPerThread
        self.kernel = kernel
        self.library = library
    }

    /// The cards that these options ask for, each once.
    ///
    /// - Throws: `invalidOption`, `unknownDevice`, and what `CUDALibrary.devices()` throws. Blocks like that.
    public func devices() throws(CardError) -> [CUDADevice] {
        try validate()
        let devices = try library.devices()
        guard let deviceIDs else { return devices }
        var chosen: [CUDADevice] = []
        for number in deviceIDs where !chosen.contains(where: { $0.number == number }) {
            guard devices.indices.contains(number) else {
                let names = devices.map(\.identifier).joined(separator: ", ")
                throw CardError(
                    .unknownDevice, "there is no CUDA device \(number): this machine has \(names)", device: number)
            }
            chosen.append(devices[number])
        }
        return chosen
    }

    /// What makes a card ready to search as these options say.
    func station(for device: CUDADevice) -> CardStation {
        let settings = CardSettings(
            variant: kernel?.rawValue, groupSize: threadsPerBlock, noncesPerItem: noncesPerThread)
        return CardStation(card: device, settings: settings) { () throws(CardError) in try CUDAEngine(device) }
    }

    /// Throws `invalidOption` for what no card can do.
    func validate() throws(CardError) {
        if let deviceIDs, deviceIDs.isEmpty {
            throw CardError(.invalidOption, "the list of CUDA devices is empty: leave it out to use all of them")
        }
        if let threadsPerBlock, threadsPerBlock < 32 || threadsPerBlock > 1024 || threadsPerBlock % 32 != 0 {
            throw CardError(
                .invalidOption,
                "\(threadsPerBlock) CUDA threads per block cannot be: use a multiple of 32 from 32 to 1024")
        }
        guard (1...65_536).contains(noncesPerThread) else {
            throw CardError(.invalidOption, "\(noncesPerThread) nonces per CUDA thread cannot be: use 1 to 65536")
        }
    }
}
