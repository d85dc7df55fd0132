// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork

/// What suits a card best, as `CardTuner` measured it.
public struct CardTuning: Hashable, Sendable {
    public let device: String
    /// The name of the kernel.
    public let kernel: String
    /// Work items of one group: threads of a block, in NVIDIA's words.
    public let groupSize: Int
    /// How many nonces a work item tries in one launch.
    public let noncesPerItem: Int
    /// Hashes per second with all that, in launches of the tuner's length.
    public let hashRate: HashRate
}

/// Finds the kernel, the size of a work group and of a launch that suit each card, by measurement.
public struct CardTuner: Sendable {
    private let options: CardOptions
    private let launchTime: Duration

    /// - Parameter launchTime: how long a launch is measured, three times for each of some twenty candidates.
    public init(options: CardOptions, launchTime: Duration = .milliseconds(20)) {
        self.options = options
        self.launchTime = launchTime
    }

    /// - Parameter onStep: told what is being measured, in words.
    /// - Throws: what `CardBenchmark.run()` throws.
    public func run(onStep: @escaping @Sendable (String) -> Void = { _ in }) async throws -> [CardTuning] {
        let stations = try await options.awaitStations()
        let tunings = try await ThreadGroup.run(count: stations.count, name: "card-tuner") { index, isCancelled in
            Result { () throws(CardError) in try tune(stations[index], onStep: onStep, isCancelled: isCancelled) }
        }
        return try tunings.map { try $0.get() }
    }

    private func tune(
        _ station: CardStation, onStep: (String) -> Void, isCancelled: () -> Bool
    ) throws(CardError) -> CardTuning {
        let session = try CardSession(station)
        let device = station.card
        var best = (
            variant: session.variant, size: session.groupSize, nonces: session.noncesPerItem, rate: 0.0
        )
        for variant in session.variants {
            for size in [64, 128, 256, 512] where !isCancelled() {
                onStep("\(device.identifier): kernel \(variant), groups of \(size)")
                // A card that cannot have such groups is better off with others.
                guard (try? session.choose(variant, groupSize: size)) != nil else { continue }
                let rate = try session.sprint(time: launchTime)
                if rate > best.rate { best = (variant, size, best.nonces, rate) }
            }
        }
        try session.choose(best.variant, groupSize: best.size)
        for nonces in [1, 2, 4, 8, 16, 32] where !isCancelled() {
            onStep("\(device.identifier): \(nonces) nonces per work item")
            session.choose(noncesPerItem: nonces)
            let rate = try session.sprint(time: launchTime)
            if rate > best.rate { best = (best.variant, best.size, nonces, rate) }
        }
        return CardTuning(
            device: device.description, kernel: best.variant, groupSize: best.size, noncesPerItem: best.nonces,
            hashRate: HashRate(perSecond: best.rate))
    }
}
