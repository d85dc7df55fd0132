// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Which cards search, and how.
public struct CardOptions: Sendable {
    /// NVIDIA's cards, by NVIDIA's driver; nil for none.
    public var cuda: CUDAOptions?

    public init(cuda: CUDAOptions? = nil) {
        self.cuda = cuda
    }

    /// The cards that these options ask for, each once. Blocks: waking a driver up takes up to a second.
    ///
    /// - Throws: what `CUDAOptions.devices()` throws.
    public func devices() throws(CardError) -> [any Card] { try stations().map(\.card) }

    func stations() throws(CardError) -> [CardStation] {
        guard let cuda else { return [] }
        return try cuda.devices().map(cuda.station)
    }

    /// `stations()` on a thread of its own.
    package func awaitStations() async throws -> [CardStation] {
        guard cuda != nil else { return [] }
        let results = try await ThreadGroup.run(count: 1, name: "card-list") { _, _ in
            Result { () throws(CardError) in try stations() }
        }
        return try results.first?.get() ?? []
    }
}
