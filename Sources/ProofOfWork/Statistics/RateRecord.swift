// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Counts of hashes over time, for as long as the longest window lasts.
struct RateRecord: Sendable {
    private struct Sample {
        let time: Duration
        let hashes: UInt64
    }

    /// Closer counts than this tell a window of ten seconds nothing.
    private static let spacing = Duration.milliseconds(500)
    private static let longest = Duration.seconds(900)
    /// A curve shows this many rates of this long.
    private static let (curveStep, curveLength) = (Duration.seconds(2), 20)

    /// In order of time; the first is no younger than the longest window, once that has passed.
    private var samples = [Sample(time: .zero, hashes: 0)]
    private var latest = Sample(time: .zero, hashes: 0)
    private var curveMark = Sample(time: .zero, hashes: 0)
    private var highest = HashRate.zero
    /// The latest rates, the newest last.
    private(set) var curve: [HashRate] = []

    /// Takes in how many hashes were done at a time; a time or a count that goes back is left out.
    mutating func note(_ hashes: UInt64, at time: Duration) {
        guard time > latest.time, hashes >= latest.hashes else { return }
        latest = Sample(time: time, hashes: hashes)
        if let last = samples.last, time - last.time >= Self.spacing { samples.append(latest) }
        let outlived = samples.dropFirst().prefix { time - $0.time >= Self.longest }.count
        samples.removeFirst(outlived)
        // The first moments are no measure of anything.
        if time >= .seconds(1) { highest = max(highest, rate(over: .seconds(10))) }
        if time - curveMark.time >= Self.curveStep {
            curve.append(HashRate(hashes: hashes - curveMark.hashes, in: time - curveMark.time))
            curve = Array(curve.suffix(Self.curveLength))
            curveMark = latest
        }
    }

    var rates: HashRates {
        HashRates(
            tenSeconds: rate(over: .seconds(10)), minute: rate(over: .seconds(60)),
            quarterHour: rate(over: Self.longest), highest: highest,
            mean: HashRate(hashes: latest.hashes, in: latest.time))
    }

    private func rate(over window: Duration) -> HashRate {
        let begin = latest.time - window
        // The last count before the window, so that a window is no shorter than it says.
        var (low, high) = (0, samples.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if samples[middle].time <= begin { low = middle } else { high = middle - 1 }
        }
        let first = samples[low]
        return HashRate(hashes: latest.hashes - first.hashes, in: latest.time - first.time)
    }
}
