// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import SubstrateKeys

/// The same task as in the example `Miner`: the two sides agree on names and order of the fields.
struct Reverse: Synapse {
    var text = ""
    var reversed: String?

    static let fields: [SynapseField<Self>] = [
        .field("text", \.text, .required),
        .field("reversed", \.reversed),
    ]
    static let requiredHashFields = ["text"]
}

/// A validator: it asks its miners once and scores what they say.
///
///     swift run Validator
@main
struct Validator {
    static func main() async throws {
        // A real validator takes the hotkey of its wallet, and the miners from the metagraph.
        let hotkey = try KeyPair(uri: "//ExampleValidator")
        let miner = try KeyPair(uri: "//ExampleMiner").accountID
        let targets = [AxonTarget(host: "127.0.0.1", port: 8091, hotkey: miner)]

        var task = Reverse()
        task.text = "bittensor"
        let request = task

        try await Dendrite.with(hotkey) { dendrite in
            let results = await dendrite.call(request, targets, timeout: .seconds(5))
            for (target, result) in zip(targets, results) {
                switch result {
                case .success(let answer):
                    let score = answer.reversed == String(request.text.reversed()) ? 1 : 0
                    print("\(target): \(answer.reversed ?? "nothing"), score \(score)")
                case .failure(let failure):
                    print("\(target): \(failure)")
                }
            }
        }
    }
}
