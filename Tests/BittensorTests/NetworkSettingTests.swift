// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Testing

@Suite("Which network is meant")
struct NetworkSettingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var explicit: String?
        var environment: [String: String] = [:]
        var configured: String?
        let text: String
        let source: NetworkSetting.Source

        var testDescription: String { "\(text) \(source)" }
    }

    static let cases: [Case] = [
        Case(text: "finney", source: .default),
        Case(explicit: "", environment: ["BT_NETWORK": ""], configured: "", text: "finney", source: .default),
        Case(configured: "test", text: "test", source: .configuration),
        Case(
            environment: ["BT_NETWORK": "local"], configured: "test", text: "local", source: .environment("BT_NETWORK")),
        Case(
            environment: ["BT_SUBTENSOR_NETWORK": "archive"], configured: "test", text: "archive",
            source: .environment("BT_SUBTENSOR_NETWORK")),
        Case(
            environment: ["BT_SUBTENSOR_NETWORK": "archive", "BT_NETWORK": "test"], text: "test",
            source: .environment("BT_NETWORK")),
        Case(
            environment: ["BT_CHAIN_ENDPOINT": "ws://a:1", "BT_NETWORK": "test"], text: "ws://a:1",
            source: .environment("BT_CHAIN_ENDPOINT")),
        Case(
            environment: ["BT_SUBTENSOR_CHAIN_ENDPOINT": "ws://b:1", "BT_NETWORK": "test"], text: "ws://b:1",
            source: .environment("BT_SUBTENSOR_CHAIN_ENDPOINT")),
        Case(
            environment: ["BT_SUBTENSOR_CHAIN_ENDPOINT": "ws://b:1", "BT_CHAIN_ENDPOINT": "ws://a:1"], text: "ws://a:1",
            source: .environment("BT_CHAIN_ENDPOINT")),
        Case(
            explicit: "test", environment: ["BT_CHAIN_ENDPOINT": "ws://a:1"], configured: "dev", text: "test",
            source: .explicit),
    ]

    @Test("an explicit value, then the environment, then the configuration, then finney", arguments: cases)
    func precedence(row: Case) throws {
        let setting = NetworkSetting(
            explicit: row.explicit, environment: row.environment, configured: row.configured)
        #expect(setting.text == row.text)
        #expect(setting.source == row.source)
        #expect(try setting.network() == Network(row.text))
    }

    @Test("the environment's address is where 'local' is")
    func local() throws {
        let setting = NetworkSetting(explicit: "local", environment: ["BT_CHAIN_ENDPOINT": "ws://10.0.0.1:7"])
        #expect("\(try setting.network().endpoint)" == "ws://10.0.0.1:7")
        #expect(try setting.network().name == "local")
    }

    @Test("an unknown name is answered with all names, the caller's own among them, and where it came from")
    func unknown() throws {
        let setting = NetworkSetting(explicit: nil, environment: ["BT_NETWORK": "mainnet"])
        let error = #expect(throws: BittensorError.self) { try setting.network(otherNames: ["embedded"]) }
        let reason = try #require(error?.reason)
        for name in Network.names + ["embedded", "BT_NETWORK", "mainnet"] { #expect(reason.contains(name)) }
    }

    @Test("every name has an address, and finney has others to fall back on", arguments: Network.names + ["devnet"])
    func names(name: String) throws {
        let network = try Network(name)
        #expect(network.name == name)
        #expect(network.endpoints.first == network.endpoint)
        #expect((name == "finney") == (network.fallbacks.count == 2))
        #expect(Set(network.endpoints).count == network.endpoints.count)
    }
}
