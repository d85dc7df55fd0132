// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorNetworking
import SubstrateKeys

/// The synapse that all figures are about.
struct IntSynapse: Synapse {
    var input = 1
    var output: Int?
    static let fields: [SynapseField<Self>] = [.field("input", \.input), .field("output", \.output)]
}

/// An axon with its limits on, out of the box.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve")

    @Option var host = "0.0.0.0"

    func run() async throws {
        var configuration = AxonConfiguration()
        configuration.host = host
        configuration.port = 0
        var axon = try Axon(hotkey: try KeyPair(uri: "//WireAxon").accountID, configuration: configuration)
        try axon.attach(IntSynapse.self) { message, _ in
            var answer = message
            answer.output = message.input + 1
            return answer
        }
        try await axon.run { ports in
            print(#"{"ready": true, "port": \#(ports.calls)}"#)
            fflushStandardOutput()
        }
    }
}
