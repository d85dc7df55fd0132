// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Which cards search, and how.
public struct CardOptions: Sendable {
    /// NVIDIA's cards, by NVIDIA's driver; nil for none.
    public var cuda: CUDAOptions?
    /// What OpenCL's drivers offer; nil for nothing.
    public var opencl: OpenCLOptions?

    public init(cuda: CUDAOptions? = nil, opencl: OpenCLOptions? = nil) {
        self.cuda = cuda
        self.opencl = opencl
    }

    /// The devices that these options ask for, each once: of a card that CUDA offers too, OpenCL's only where it is named.
    /// Blocks: waking a driver up takes up to a second, and loading OpenCL's some.
    ///
    /// - Throws: what `CUDAOptions.devices()` and `OpenCLOptions.devices()` throw.
    public func devices() throws(CardError) -> [any Card] { try stations().map(\.card) }

    func stations() throws(CardError) -> [CardStation] {
        var stations: [CardStation] = []
        if let cuda { stations += try cuda.devices().map(cuda.station) }
        if let opencl {
            let known = Set(stations.compactMap(\.card.address))
            let isNamed = opencl.deviceIDs != nil
            let devices = try opencl.devices().filter { device in
                isNamed || device.address.map { !known.contains($0) } ?? true
            }
            stations += devices.map(opencl.station)
        }
        return stations
    }

    /// `stations()` on a thread of its own, after OpenCL's probe.
    package func awaitStations() async throws -> [CardStation] {
        guard cuda != nil || opencl != nil else { return [] }
        try await opencl?.library.probe?()
        let results = try await ThreadGroup.run(count: 1, name: "card-list") { _, _ in
            Result { () throws(CardError) in try stations() }
        }
        return try results.first?.get() ?? []
    }
}
