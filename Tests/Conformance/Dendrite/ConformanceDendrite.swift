// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import ConformanceSynapses
import Foundation
import SubstrateKeys
import SubstratePrimitives

/// Makes one call that its only argument describes, and prints what came of it as one line of JSON.
@main
enum ConformanceDendrite {
    static func main() async {
        do {
            guard CommandLine.arguments.count == 2 else { throw Usage() }
            let order = try Order(CommandLine.arguments[1])
            let outcome = try await order.run()
            FileHandle.standardOutput.write(Data(outcome.encoded(.python) + [UInt8(ascii: "\n")]))
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(error is Usage ? 64 : 1)
        }
    }
}

private struct Usage: Error, CustomStringConvertible {
    let description =
        #"usage: ConformanceDendrite '{"url", "axon_hotkey", "key_uri", "class", "fields", "timeout", "streaming"}'"#
}

/// What the argument asks for.
private struct Order: Sendable {
    let target: AxonTarget
    let key: KeyPair
    let className: String
    let fields: JSONObject
    let timeout: Duration

    init(_ text: String) throws {
        let order = try JSONObject(json: PythonJSON(parsing: text))
        guard let url = order["url"]?.text, let hotkey = order["axon_hotkey"]?.text,
            let uri = order["key_uri"]?.text, let name = order["class"]?.text
        else { throw Usage() }
        target = try AxonTarget(url: url, hotkey: AccountID(ss58: hotkey))
        key = try KeyPair(uri: uri)
        className = name
        fields = try JSONObject?(json: order["fields"] ?? .null) ?? JSONObject()
        timeout = .seconds(try Double?(json: order["timeout"] ?? .null) ?? 12)
    }

    func run() async throws -> PythonJSON {
        switch className {
        case "Synapse": try await call(Ping.self)
        case "IntSynapse": try await call(IntSynapse.self)
        case "HashedSynapse": try await call(HashedSynapse.self)
        case "RequiredSynapse": try await call(RequiredSynapse.self)
        case "Topk": try await call(Topk.self) { $0.input = $0.input.named(naming) }
        case "TopkOptional": try await call(TopkOptional.self) { $0.input = $0.input?.named(naming) }
        case "TensorEcho": try await call(TensorEcho.self) { $0.x = $0.x?.named(naming) }
        case "SlowSynapse": try await call(SlowSynapse.self)
        case "BoomSynapse": try await call(BoomSynapse.self)
        case "GateSynapse": try await call(GateSynapse.self)
        case "VerifySynapse": try await call(VerifySynapse.self)
        case "PrioSynapse": try await call(PrioSynapse.self)
        case "StatusSynapse": try await call(StatusSynapse.self)
        case "BlobSynapse": try await call(BlobSynapse.self)
        case "WhoSynapse": try await call(WhoSynapse.self)
        case "StreamSynapse": try await stream()
        default: throw NetworkingError(.invalidConfiguration, "there is no class '\(className)'")
        }
    }

    /// How tensors name their type: as in Python, or as the argument writes it.
    private var naming: TensorType.Naming? {
        ProcessInfo.processInfo.environment["USE_TORCH"] == "1" ? .torch : nil
    }

    private func call<Body: Synapse>(
        _ type: Body.Type, prepared: (inout Body) -> Void = { _ in }
    ) async throws -> PythonJSON {
        var synapse = try Body(fields: fields)
        prepared(&synapse)
        let request = synapse
        return try await Dendrite.with(key, configuration: Self.configuration) { dendrite in
            let start = ContinuousClock.now
            let message = await dendrite.call(request, target, timeout: timeout).message()
            return Self.outcome(message, chunks: [], since: start)
        }
    }

    private func stream() async throws -> PythonJSON {
        let synapse = try StreamSynapse(fields: fields)
        return try await Dendrite.with(key, configuration: Self.configuration) { dendrite in
            let start = ContinuousClock.now
            var chunks: [PythonJSON] = []
            var message = SynapseMessage(synapse)
            for await element in dendrite.stream(synapse, target, timeout: timeout) {
                switch element {
                case .part(let part): chunks.append(.text(String(decoding: part, as: UTF8.self)))
                case .finished(let result): message = result.message()
                }
            }
            return Self.outcome(message, chunks: chunks, since: start)
        }
    }

    /// As Python's dendrite writes its bodies.
    private static var configuration: DendriteConfiguration {
        var configuration = DendriteConfiguration()
        configuration.style = .python
        return configuration
    }

    private static func outcome<Body: Synapse>(
        _ message: SynapseMessage<Body>, chunks: [PythonJSON], since start: ContinuousClock.Instant
    ) -> PythonJSON {
        let seconds = start.duration(to: .now).components
        return [
            "status_code": message.dendrite.statusCode.json, "status_message": message.dendrite.statusMessage.json,
            "fields": .object(message.synapse.fieldValues), "chunks": .array(chunks),
            "seconds": .number(Double(seconds.seconds) + Double(seconds.attoseconds) / 1e18),
        ]
    }
}
