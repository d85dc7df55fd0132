// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import BittensorNetworking
package import SubstratePrimitives
import Synchronization

/// What a conformance axon does with each class.
package struct ConformanceHandlers: Sendable {
    /// Refused by `GateSynapse`.
    package var blocked: Set<AccountID> = []
    /// Welcome to `VerifySynapse`.
    package var welcome: Set<AccountID> = []
    /// Priorities in `PrioSynapse`.
    package var priorities: [AccountID: Double] = [:]
    /// How tensors in answers name their type; as the caller does if nil.
    package var naming: TensorType.Naming?

    package init() {}

    /// The largest answer of `BlobSynapse`.
    private static let largestBlob = 64 << 20

    private struct Boom: Error {}

    package func attach(to axon: inout Axon) throws {
        try attachPlain(to: &axon)
        try attachTensors(to: &axon)
        try attachMisbehaving(to: &axon)
        try axon.attachStream(StreamSynapse.self) { message, _, writer in
            for part in 0..<max(0, message.parts) {
                if part == message.failAfter { throw Boom() }
                if part > 0, message.gap > 0 { try await Task.sleep(for: .seconds(min(message.gap, 3600))) }
                try await writer.write("\(message.prompt)-\(part);")
            }
        }
        try attachGuarded(to: &axon)
    }

    private func attachPlain(to axon: inout Axon) throws {
        try axon.attach(IntSynapse.self) { message, _ in
            var answer = message
            answer.output = try Self.next(message.input)
            return answer
        }
        try axon.attach(HashedSynapse.self) { message, _ in
            var answer = message
            var sum = 0
            for number in message.numbers {
                let (next, overflow) = sum.addingReportingOverflow(number)
                if overflow { throw Boom() }
                sum = next
            }
            var scale = ""
            message.scale.appendPythonText(to: &scale, quoted: false)
            answer.result = "\(message.text)|\(sum)|\(scale)"
            return answer
        }
        try axon.attach(RequiredSynapse.self) { message, _ in
            var answer = message
            var ratio = ""
            message.ratio.appendPythonText(to: &ratio, quoted: false)
            answer.answer =
                "\(message.count):\(message.label):\(message.tags.joined(separator: ",")):\(message.options.count):"
                + "\(ratio):\(message.flag ? "True" : "False")"
            return answer
        }
    }

    private func attachTensors(to axon: inout Axon) throws {
        let naming = naming
        try axon.attach(Topk.self) { message, _ in
            var answer = message
            let (values, indices) = try message.input.largest(message.topk)
            answer.v = values.named(naming)
            answer.i = indices.named(naming)
            return answer
        }
        try axon.attach(TopkOptional.self) { message, _ in
            var answer = message
            if let (values, indices) = try message.input?.largest(message.topk) {
                answer.v = values.named(naming)
                answer.i = indices.named(naming)
            }
            return answer
        }
        try axon.attach(TensorEcho.self) { message, _ in
            var answer = message
            answer.y = message.x?.named(naming)
            return answer
        }
    }

    private func attachMisbehaving(to axon: inout Axon) throws {
        try axon.attach(SlowSynapse.self) { message, _ in
            var answer = message
            if message.delay > 0 { try await Task.sleep(for: .seconds(min(message.delay, 3600))) }
            answer.done = true
            return answer
        }
        try axon.attach(BoomSynapse.self) { message, _ in
            var answer = message
            switch message.kind {
            case "runtime", "value", "timeout": throw Boom()
            case "none": return nil
            case "http": throw HandlerStatus(429, detail: "slow down")
            default: answer.out = "ok"
            }
            return answer
        }
        try axon.attach(StatusSynapse.self) { message, _ in
            var answer = message
            answer.axon.statusCode = message.code
            answer.axon.statusMessage = message.synapse.message
            return answer
        }
        try axon.attach(BlobSynapse.self) { message, _ in
            var answer = message
            guard 0...Self.largestBlob ~= message.size else { throw Boom() }
            answer.got = message.data.unicodeScalars.count
            answer.data = String(repeating: "x", count: message.size)
            return answer
        }
        try axon.attach(WhoSynapse.self) { message, _ in
            var answer = message
            answer.seenHotkey = message.dendrite.hotkey
            answer.seenIP = message.dendrite.ip
            answer.seenNonce = message.dendrite.nonce
            answer.seenTimeout = message.timeout
            return answer
        }
    }

    private func attachGuarded(to axon: inout Axon) throws {
        let (blocked, welcome, priorities) = (blocked, welcome, priorities)
        try axon.attach(
            GateSynapse.self,
            blacklist: { blocked.contains($0.hotkey) ? .refused("hotkey is on the list") : .allowed }
        ) { message, _ in
            var answer = message
            answer.output = try Self.next(message.input)
            return answer
        }
        try axon.attach(
            VerifySynapse.self,
            verify: { if !welcome.contains($0.hotkey) { throw CallerRefused("caller not welcome") } }
        ) { message, _ in
            var answer = message
            answer.output = try Self.next(message.input)
            return answer
        }
        // One at a time and not instantly: otherwise no two calls would ever compete.
        let running = RunningNumber()
        try axon.attach(
            PrioSynapse.self, share: HandlerShare(running: 1, waiting: 1024, fairness: 0),
            priority: { priorities[$0.hotkey] ?? 0 }
        ) { message, _ in
            var answer = message
            answer.order = running.next()
            try await Task.sleep(for: .milliseconds(20))
            return answer
        }
    }

    private static func next(_ input: Int) throws -> Int {
        let (next, overflow) = input.addingReportingOverflow(1)
        if overflow { throw Boom() }
        return next
    }
}

/// Counts from zero.
private final class RunningNumber: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue }
}
