// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import SubtensorLocalnet

/// What a block takes on a chain that is kept in a file: at its start, and when as many states are kept as are ever kept.
@main
struct LocalnetBlocks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "localnet-blocks",
        abstract: "Measure a localnet's blocks at its start and when it has forgotten its first states.",
        discussion: "Of the embedded chain, or of a genuine runtime. Its state is in a file, which is removed.")

    @Option(help: "A chain specification with a runtime; the embedded chain without it.")
    var specification: String?
    @Option(help: "How many blocks there are before the last hundred.")
    var blocks = 4_096
    @Option(help: "How many blocks are measured at either end.")
    var measured = 100
    @Flag(help: "Fail when the last blocks take more than twice what the first ones take.")
    var check = false

    func validate() throws {
        guard blocks >= measured, measured > 0 else {
            throw ValidationError("--measured must be 1 or more, and no more than --blocks")
        }
    }

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "localnet-blocks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var configuration = LocalnetConfiguration(
            blockTime: nil, stateFile: folder.appending(path: "state").path)
        if let specification {
            let file = [UInt8](try Data(contentsOf: URL(filePath: specification)))
            configuration.genuine = GenuineChain(try ChainSpecification(file: file))
        }
        let chain = try Localnet(configuration)
        let first = try await median(measured, on: chain)
        for _ in measured..<blocks { try await make(on: chain) }
        let last = try await median(measured, on: chain)
        await chain.close()
        print("blocks 1 … \(measured): \(first)")
        print("blocks \(blocks + 1) … \(blocks + measured): \(last)")
        guard check, last.processor > 2 * first.processor else { return }
        print("the last blocks take more than twice what the first ones take")
        throw ExitCode.failure
    }

    private struct Times: CustomStringConvertible {
        let processor: Double
        let wall: Double

        var description: String { String(format: "%.3f ms of processor time, %.3f ms on the clock", processor, wall) }
    }

    private func median(_ count: Int, on chain: Localnet) async throws -> Times {
        var processor: [Double] = []
        var wall: [Double] = []
        for _ in 0..<count {
            let (work, begin) = (milliseconds(CLOCK_PROCESS_CPUTIME_ID), milliseconds(CLOCK_MONOTONIC))
            try await make(on: chain)
            processor.append(milliseconds(CLOCK_PROCESS_CPUTIME_ID) - work)
            wall.append(milliseconds(CLOCK_MONOTONIC) - begin)
        }
        return Times(processor: processor.sorted()[count / 2], wall: wall.sorted()[count / 2])
    }

    private func make(on chain: Localnet) async throws {
        await chain.produceBlock()
        if let failure = await chain.savingFailure { throw failure }
    }

    private func milliseconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}
