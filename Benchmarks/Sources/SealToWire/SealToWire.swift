// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstrateRPC
import SubtensorClient
import SubtensorLocalnet
import Synchronization

/// Registers one hotkey after another on an embedded chain, and measures for each the time from the seal that a
/// thread has found to the call that writes the signed extrinsic to the socket, and to the node's answer to it, while every
/// core searches on.
@main
struct SealToWire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal-to-wire", abstract: "Time a found seal to its submission, with every core searching.")

    @Option(help: "How many registrations. (at most 250: a subnet has no more places)")
    var count = 200

    @Flag(help: "Fail when one in ten takes more than 2 ms to the wire.")
    var check = false

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count must be 1 or more") }
    }

    func run() async throws {
        let count = min(count, 250)
        let configuration = LocalnetConfiguration(
            rules: .powRegister, blockTime: .milliseconds(250), difficulty: 3_000_000, isDifficultyPinned: true)
        let times: [Stamps.Times] = try await Localnet.with(configuration) { localnet in
            try await withRPCClient(endpoints: [try RPCEndpoint(localnet.url)]) { connection in
                let stamps = Stamps()
                let client = try await SubstrateClient.connect(
                    over: StampingConnection(base: connection, stamps: stamps))
                let subtensor = try Subtensor(client)
                let coldkey = try KeyPair(uri: "//Alice")
                for number in 0..<count {
                    let hotkey = try KeyPair(uri: "//Alice//\(number)")
                    var options = RegistrationOptions()
                    options.maxAttempts = 100
                    options.work.onSolution = { stamps.found($0.nonce) }
                    options.onProgress = {
                        if case .submitting(let solution, _) = $0 { stamps.offering(solution.nonce) }
                    }
                    _ = try await subtensor.register(
                        on: 1, keys: WorkKeys(hotkey: hotkey.accountID, coldkey: coldkey.accountID), signer: coldkey,
                        options: options)
                }
                return stamps.times
            }
        }
        guard !times.isEmpty else { throw ValidationError("nothing was registered") }
        print("\(times.count) seals, every core searching: milliseconds from the seal to")
        for (name, part) in [("the wire", times.map(\.sent)), ("the node's answer", times.map(\.answered))] {
            let parts = [0.5, 0.9, 0.99].map { String(milliseconds(part, part: $0)) }
            print("  \(name): median \(parts[0]), p90 \(parts[1]), p99 \(parts[2])")
        }
        if check, milliseconds(times.map(\.sent), part: 0.9) > 2 { throw ExitCode(1) }
    }
}

/// The time below which `part` of `times` are, in thousandths of a second.
private func milliseconds(_ times: [Duration], part: Double) -> Double {
    let place = min(times.count - 1, Int((Double(times.count) * part).rounded(.down)))
    return Double(Int(times.sorted()[place] / .microseconds(1))) / 1000
}

/// When seals were found, and how long their submissions took from there.
final class Stamps: Sendable {
    struct Times: Sendable {
        let sent: Duration
        let answered: Duration
    }

    private struct State {
        /// By nonce. Some wait for the next block on purpose: only what is offered is measured, and from when it was found.
        var found: [UInt64: ContinuousClock.Instant] = [:]
        var offered: ContinuousClock.Instant?
        var times: [Times] = []
    }

    private let state = Mutex(State())

    func found(_ nonce: UInt64) { state.withLock { $0.found[nonce] = .now } }

    func offering(_ nonce: UInt64) { state.withLock { $0.offered = $0.found[nonce] } }

    /// Notes a submission, from just before it is handed on to what is answered, yes or no.
    func submission<Answer>(_ send: () async throws(RPCError) -> Answer) async throws(RPCError) -> Answer {
        let sent = ContinuousClock.now
        defer {
            let answered = ContinuousClock.now
            state.withLock { state in
                guard let found = state.offered.take() else { return }
                state.times.append(Times(sent: found.duration(to: sent), answered: found.duration(to: answered)))
            }
        }
        return try await send()
    }

    var times: [Times] { state.withLock { $0.times } }
}

/// A connection that notes when a submission is handed to it.
struct StampingConnection: RPCConnection {
    let base: any RPCConnection
    let stamps: Stamps

    func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        try await base.request(method: method, params: params, timeout: timeout)
    }

    func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        guard method.hasPrefix("author_submit") else {
            return try await base.subscribe(
                method: method, params: params, unsubscribe: unsubscribe, buffering: buffering)
        }
        return try await stamps.submission { () async throws(RPCError) in
            try await base.subscribe(method: method, params: params, unsubscribe: unsubscribe, buffering: buffering)
        }
    }

    func knownAnswer(method: String, params: JSONValue) -> JSONValue? {
        base.knownAnswer(method: method, params: params)
    }
}
