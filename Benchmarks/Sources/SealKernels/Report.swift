// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// The measured kernels side by side.
struct Report: Codable {
    struct Row: Codable {
        let kernel: String
        /// Cycles per hash: the least, the quartiles around the median, the median.
        let cyclesLeast, cyclesLow, cyclesMedian, cyclesHigh: Double
        /// Millions of hashes per second of one core.
        let megahashes: Double
        /// How many times as fast as the portable kernel, by medians.
        let ratio: Double
        /// How many times as fast as the Rust miner, by medians; nil when it was not measured.
        let ratioToRustMiner: Double?
    }

    let walk: String
    let slices: Int
    /// Of the candidates among the first nonces, on which all kernels agree.
    let checksum: String
    let checkedNonces: UInt64
    let rows: [Row]

    /// - Throws: `KernelsDisagree` when the kernels did not all find the same.
    init(_ measurements: [Measurement], rustMiner: RustMiner?, walk: Walk, slices: Int) throws {
        let common = measurements.map(\.tried).min() ?? 0
        let checksums = measurements.map { $0.checksum(ofFirst: common) }
        if let index = checksums.firstIndex(where: { $0 != checksums.last }) {
            throw KernelsDisagree(kernel: measurements[index].kernel.kernelName, nonces: common)
        }
        self.walk = walk.name
        self.slices = slices
        checksum = String(checksums.last ?? 0, radix: 16)
        checkedNonces = common
        // "portable" is the last kernel of every machine.
        let portable = measurements.last?.cycles.quantile(0.5) ?? .nan
        let peer = rustMiner.map { $0.cycles.quantile(0.5) }
        func row(_ name: String, _ cycles: [Double], _ rates: [Double]) -> Row {
            let median = cycles.quantile(0.5)
            return Row(
                kernel: name, cyclesLeast: cycles.quantile(0), cyclesLow: cycles.quantile(0.25), cyclesMedian: median,
                cyclesHigh: cycles.quantile(0.75), megahashes: rates.quantile(0.5), ratio: portable / median,
                ratioToRustMiner: peer.map { $0 / median })
        }
        rows =
            measurements.map { row($0.kernel.kernelName, $0.cycles, $0.rates) }
            + (rustMiner.map { [row(RustMiner.name, $0.cycles, $0.rates)] } ?? [])
    }

    var table: String {
        func cell(_ value: Double, _ digits: Int) -> String {
            let text = String(format: "%.\(digits)f", value)
            return String(repeating: " ", count: max(0, 9 - text.count)) + text
        }
        let isBesidePeer = rows.contains { $0.ratioToRustMiner != nil }
        let head =
            "kernel        cyc/hash     least       25%       75%      MH/s  × portable"
            + (isBesidePeer ? "   × Rust" : "")
        let lines = rows.map {
            $0.kernel.padding(toLength: 12, withPad: " ", startingAt: 0) + " " + cell($0.cyclesMedian, 1) + " "
                + cell($0.cyclesLeast, 1) + " " + cell($0.cyclesLow, 1) + " " + cell($0.cyclesHigh, 1) + " "
                + cell($0.megahashes, 2) + "   " + cell($0.ratio, 2)
                + ($0.ratioToRustMiner.map { cell($0, 2) } ?? "")
        }
        let foot = "\(walk) · \(slices) slices each · checksum \(checksum) over the first \(checkedNonces) nonces"
        return ([head] + lines + [foot]).joined(separator: "\n")
    }
}

struct KernelsDisagree: Error, CustomStringConvertible {
    let kernel: String
    let nonces: UInt64

    var description: String {
        "the kernel \(kernel) and portable disagree on the first \(nonces) nonces: run `seal-kernels verify`"
    }
}
