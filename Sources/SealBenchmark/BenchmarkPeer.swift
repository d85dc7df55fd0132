// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Another program that searches for the same seals, as measured on one core of an AMD EPYC (Zen 5).
public struct BenchmarkPeer: Hashable, Sendable {
    /// A stable name, such as `python-loop`.
    public let name: String
    /// What it is, with its version.
    public let source: String
    /// Processor cycles per nonce. They carry over between machines of one kind; rates do not.
    public let cyclesPerHash: Double

    /// The CPU solver of the Python SDK, in one process, which is its default: 0.10 MH/s.
    public static let pythonLoop = BenchmarkPeer(
        name: "python-loop", source: "Python SDK 9.12.2, CPU solver", cyclesPerHash: 40_000)

    /// `pow_mine_cpu` of `bittensor-core` 0.1.5, which comes with SDK 11.3, on the message of `pow_register`, timed
    /// turn by turn with the kernels here: the figure of the README.
    public static let rustMiner = BenchmarkPeer(
        name: "rust-miner", source: "Rust miner of SDK 11.3 (bittensor-core 0.1.5)", cyclesPerHash: 1726)

    public static let all = [pythonLoop, rustMiner]
}
