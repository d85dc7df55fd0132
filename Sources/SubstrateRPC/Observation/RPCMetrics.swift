// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CoreMetrics
import SDKTelemetry

/// What is counted of one client's requests and connections.
struct RPCMetrics: Sendable {
    private let times: MetricFamily<String, Timer>
    private let failures: MetricFamily<String, Counter>
    private let connections: Counter
    private let connectionsLost: Counter
    private let bytesSent: Counter
    private let bytesReceived: Counter

    init() {
        let maker = MetricsMaker()
        times = MetricFamily { maker.timer(.rpcRequestSeconds, [.method: $0]) }
        failures = MetricFamily { maker.counter(.rpcRequestFailures, [.reason: $0]) }
        connections = maker.counter(.rpcConnections)
        connectionsLost = maker.counter(.rpcConnectionsLost)
        bytesSent = maker.counter(.rpcBytesSent)
        bytesReceived = maker.counter(.rpcBytesReceived)
    }

    func count(_ method: String, _ time: Duration, _ error: RPCError? = nil) {
        times[Self.label(of: method)].recordNanoseconds(Int64(clamping: Int128(time / .nanoseconds(1))))
        if let error { failures[error.code.name].increment() }
    }

    func connectionOpened() { connections.increment() }
    func connectionLost() { connectionsLost.increment() }
    func sent(_ bytes: Int) { bytesSent.increment(by: bytes) }
    func received(_ bytes: Int) { bytesReceived.increment(by: bytes) }

    /// The method, if it is one of those that this package asks; else a word for all others, so that the labels stay few.
    static func label(of method: String) -> String { namedMethods.contains(method) ? method : "other" }

    /// What `SubstrateClient` asks, under all names that nodes have for it.
    static let namedMethods: Set<String> = [
        "account_nextIndex", "author_submitAndWatchExtrinsic", "author_submitExtrinsic", "chain_getBlock",
        "chain_getBlockHash", "chain_getFinalisedHead", "chain_getFinalizedHead", "chain_getHeader",
        "chain_subscribeFinalisedHeads", "chain_subscribeFinalizedHeads", "chain_subscribeNewHead",
        "chain_subscribeNewHeads", "childstate_getKeysPaged", "childstate_getStorage", "state_call",
        "state_getKeysPaged", "state_getMetadata", "state_getRuntimeVersion", "state_getStorage",
        "state_getStorageHash", "state_queryStorageAt", "system_accountNextIndex", "system_chain", "system_dryRun",
        "system_syncState",
    ]
}
