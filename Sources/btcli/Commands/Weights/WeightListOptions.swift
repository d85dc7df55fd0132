// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// The options that say who gets which weight.
struct WeightListOptions: ParsableArguments {
    @Option(
        name: [.long, .customShort("u")], parsing: .upToNextOption,
        help: ArgumentHelp("The neurons, as a list: 1,2,3 or 1 2 3.", valueName: "uid"))
    var uids: [String] = []

    @Option(
        // `-w` names the wallet.
        parsing: .upToNextOption, help: ArgumentHelp("A weight for each of them.", valueName: "weight"))
    var weights: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file with the weights, instead of both lists: a uid and its weight on each line, or JSON.",
            valueName: "file"))
    var file: String?

    @Option(
        help: ArgumentHelp("The version of the weights. (default: the subnet's own)", valueName: "number"),
        transform: { try WholeNumber.parse($0) })
    var versionKey: UInt64?

    /// Whether neither list was given.
    var isEmpty: Bool { uids.isEmpty && weights.isEmpty && file == nil }

    /// The lists, asked for where they are missing.
    func lists(_ console: Console) async throws -> (uids: [UInt16], weights: [Float]) {
        if let file {
            guard uids.isEmpty, weights.isEmpty else {
                throw CLIError(.usage, "--file has the weights of all uids: leave out --uids and --weights")
            }
            let given = try WeightsFile(console.environment.expanded(file)).read()
            return (given.map(\.uid), given.map { Float($0.weight) })
        }
        let givenUIDs = try NumberList("--uids", uids)
        let givenWeights = try NumberList("--weights", weights)
        let uids = try await (givenUIDs.orAsked("Enter UIDs (comma-separated)", "--uids", console)).whole(UInt16.self)
        let weights = try await (givenWeights.orAsked("Enter weights (comma-separated)", "--weights", console))
            .weights()
        guard weights.contains(where: { $0 > 0 }) else {
            throw BittensorError(.invalidWeights, "all weights are 0: give one neuron at least something")
        }
        return (uids, weights)
    }

    /// The lists as the chain takes them.
    // Inlined into `weights commit`, it makes the optimizer of Swift 6.3.1 crash.
    @inline(never)
    func quantized(_ console: Console) async throws -> QuantizedWeights {
        let (uids, weights) = try await lists(console)
        console.warn(ofRounding: weights, of: uids)
        return try QuantizedWeights(uids: uids, weights: weights)
    }
}

extension Console {
    /// Names the weights that nobody can see after rounding, or tell apart.
    func warn(ofRounding weights: [Float], of uids: [UInt16]) {
        for lost in QuantizedWeights.roundedAway(uids: uids, weights: weights) { warn("\(lost)") }
        if let (first, second) = QuantizedWeights.roundedTogether(uids: uids, weights: weights) {
            warn(
                "the weights of uids \(first) and \(second) become the same, and so may others: the chain counts in 65535ths of the "
                    + "largest")
        }
    }
}

extension NumberList? {
    fileprivate func orAsked(_ question: String, _ option: String, _ console: Console) async throws -> NumberList {
        if let self { return self }
        return try await NumberList(asking: question, option, console)
    }
}
