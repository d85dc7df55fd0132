// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import ConformanceSynapses
import Logging
import SubstrateKeys
import SubstratePrimitives
import Synchronization

/// A clock that tests set.
final class ManualClock: Sendable {
    private let time: Atomic<Int64>

    init(_ start: Int64 = 1_700_000_000_000_000_000) { time = Atomic(start) }

    var now: Int64 {
        get { time.load(ordering: .relaxed) }
        set { time.store(newValue, ordering: .relaxed) }
    }

    var wall: WallClock { WallClock { self.now } }
}

/// The axon of the recorded exchanges.
enum TestAxon {
    static let key = Result { try KeyPair(uri: "//WireAxon") }
    static let caller = Result { try KeyPair(uri: "//WireCaller") }

    /// Runs an axon with the conformance classes while `body` runs.
    static func serve<Result: Sendable>(
        clock: WallClock = .system, blocking blocked: AccountID? = nil,
        _ change: (inout AxonConfiguration) -> Void = { _ in },
        _ body: @Sendable (Axon, Int) async throws -> Result
    ) async throws -> Result {
        let running = try make(clock: clock, blocking: blocked, change)
        return try await running.serve { ports in try await body(running, ports.calls) }
    }

    /// An axon with the conformance classes.
    static func make(
        clock: WallClock = .system, blocking blocked: AccountID? = nil,
        _ change: (inout AxonConfiguration) -> Void = { _ in }
    ) throws -> Axon {
        var configuration = AxonConfiguration()
        configuration.host = "127.0.0.1"
        configuration.port = 0
        change(&configuration)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var axon = try Axon(
            hotkey: try key.get().accountID, configuration: configuration, logger: logger, clock: clock)
        var handlers = ConformanceHandlers()
        handlers.blocked = [try blocked ?? KeyPair(uri: "//WireBlocked").accountID]
        try handlers.attach(to: &axon)
        return axon
    }

    static func target(_ port: Int) throws -> AxonTarget {
        AxonTarget(host: "127.0.0.1", port: port, hotkey: try key.get().accountID)
    }

    /// The bytes of a signed request for `IntSynapse`, as a client of Python would send it.
    static func request(
        nonce: Int64, uuid: String = "u", name: String = "IntSynapse", body: String = #"{"input": 41}"#,
        extra: String = "", length: String? = nil
    ) throws -> String {
        let (axon, caller) = (try key.get().accountID.ss58(), try caller.get())
        let hash = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"
        let text = "\(nonce).\(caller.accountID.ss58()).\(axon).\(uuid).\(hash)"
        let lines = [
            "POST /\(name) HTTP/1.1", "Host: 127.0.0.1", "name: \(name)", "timeout: 12.0",
            "bt_header_axon_hotkey: \(axon)", "bt_header_dendrite_version: 10005000",
            "bt_header_dendrite_nonce: \(nonce)", "bt_header_dendrite_uuid: \(uuid)",
            "bt_header_dendrite_hotkey: \(caller.accountID.ss58())",
            "bt_header_dendrite_signature: \(caller.sign(Array(text.utf8)).hex)", "computed_body_hash: \(hash)",
            "Content-Type: application/json", length ?? "Content-Length: \(body.utf8.count)",
        ]
        return lines.joined(separator: "\r\n") + "\r\n\(extra)\r\n\(body)"
    }
}
