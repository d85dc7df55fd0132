// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ArgumentParser
import Bittensor
import Foundation

/// `Validator`: scores the subnet's miners.
public struct ValidatorCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "Validator", abstract: "Asks the miners of a subnet and sets weights, until Ctrl-C or SIGTERM.")

    @OptionGroup var options: NeuronOptions

    @Option(help: ArgumentHelp("How often miners are asked.", valueName: "blocks"))
    var interval: UInt64 = 10

    @Option(help: ArgumentHelp("How often weights are set; once an epoch without it.", valueName: "blocks"))
    var weightsInterval: UInt64?

    @Option(help: ArgumentHelp("How long a miner may take.", valueName: "seconds"))
    var timeout: UInt16 = 12

    @Option(help: ArgumentHelp("Where the scores are kept from one start to the next.", valueName: "file"))
    var scores: String?

    public init() {}

    public func run() async throws {
        try await options.run { neuron, _ in
            Validator(
                neuron: neuron, file: file(neuron), interval: interval, weightsInterval: weightsInterval,
                timeout: .seconds(Int(timeout)))
        }
    }

    /// Beside where the Python SDK's template keeps its own.
    private func file(_ neuron: Neuron) -> ScoreFile {
        if let scores { return ScoreFile(url: URL(filePath: scores)) }
        let home = Environment["HOME"].map { URL(filePath: $0) } ?? FileManager.default.homeDirectoryForCurrentUser
        let folder = ".bittensor/miners/\(options.walletName)/\(options.walletHotkey)/netuid\(neuron.netuid)/validator"
        return ScoreFile(url: home.appending(path: "\(folder)/scores.json"))
    }
}
