// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import SubstrateKeys

/// The task that this subnet's validators set: say a text backwards.
struct Reverse: Synapse {
    var text = ""
    var reversed: String?

    static let fields: [SynapseField<Self>] = [
        .field("text", \.text, .required),
        .field("reversed", \.reversed),
    ]
    /// The validator's signature covers the text.
    static let requiredHashFields = ["text"]
}

/// A miner: it answers `Reverse` for everybody who signs.
///
///     swift run Miner
///
/// Then run the example `Validator` beside it.
@main
struct Miner {
    static func main() async throws {
        // A real miner takes the hotkey of its wallet.
        let hotkey = try KeyPair(uri: "//ExampleMiner")

        var configuration = AxonConfiguration()
        configuration.port = 8091
        configuration.metricsPort = 8092
        // No caller gets more than 10 answers per second.
        configuration.rateLimit = RateLimit(perSecond: 10, burst: 20)

        var axon = try Axon(hotkey: hotkey.accountID, configuration: configuration)
        try axon.attach(
            Reverse.self,
            blacklist: { caller in
                // A real miner looks the caller up in the metagraph here.
                caller.hotkey == hotkey.accountID ? .refused("I do not ask myself") : .allowed
            }
        ) { message, _ in
            var answer = message
            answer.reversed = String(message.text.reversed())
            return answer
        }

        try await axon.run { ports in
            print("Serving \(hotkey.accountID) on port \(ports.calls); press Ctrl-C to stop.")
        }
    }
}
