// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateRPC
import SubtensorLocalnet
import Testing

@Suite("Networks")
struct NetworkTests {
    @Test(
        "knows the names of the public networks, and takes any WebSocket address",
        arguments: [
            ("finney", "wss://entrypoint-finney.opentensor.ai"), ("test", "wss://test.finney.opentensor.ai"),
            ("archive", "wss://archive.chain.opentensor.ai"), ("local", "ws://127.0.0.1:9944"),
            ("ws://localhost:1234", "ws://localhost:1234"), ("wss://node.example/path", "wss://node.example/path"),
            ("Finney", "wss://entrypoint-finney.opentensor.ai"), (" 'local' ", "ws://127.0.0.1:9944"),
            ("127.0.0.1:9944", "ws://127.0.0.1:9944"), ("node.example", "wss://node.example"),
            ("HTTPS://node.example/", "wss://node.example/"), ("localhost", "ws://localhost:9944"),
        ])
    func resolves(text: String, address: String) throws {
        #expect(try Network(text).endpoint == RPCEndpoint(address))
    }

    @Test("a name stays a name, an address is its own")
    func names() throws {
        #expect(try Network("finney").name == "finney")
        #expect(try Network("ws://localhost:1234").description.hasPrefix("ws://localhost:1234"))
    }

    @Test("those that are known need no throwing: each is what its name stands for")
    func known() throws {
        let all: [Network] = [.finney, .test, .local, .archive, .latentLite, .rao, .dev, .subvortex]
        #expect(all.map(\.name) == Network.names)
        for network in all { #expect(try Network(network.name) == network) }
        #expect(try Network("devnet").endpoints == Network.dev.endpoints)
        #expect(Network.local.endpoint == (try RPCEndpoint("ws://127.0.0.1:9944")))
        #expect(Network.finney.endpoints.map(\.description).last == "wss://lite.sub.latent.to:443")
    }

    @Test("an environment may move 'local', and nothing else")
    func local() throws {
        #expect("\(try Network("local", local: "ws://10.0.0.1:7").endpoint)".hasPrefix("ws://10.0.0.1:7"))
        #expect(try Network("finney", local: "ws://10.0.0.1:7") == Network("finney"))
    }

    @Test(
        "refuses anything else in one line",
        arguments: [
            "", ",", "mainnet", "ftp://node.example", "ws://", "wss://:1", "ws://host:99999", "a\nb", "finney,mainnet",
            "127.0.0.1:99444", "::1:9944",
        ])
    func refuses(text: String) throws {
        let error = #expect(throws: BittensorError.self) { try Network(text) }
        #expect(error?.code == .unknownNetwork)
        #expect(error?.reason.contains("\n") == false)
    }

    @Test("several between commas are nodes of one chain, whose name is the first's")
    func several() throws {
        let network = try Network("ws://a.example, https://b.example:444/ ,ws://a.example:80")
        #expect(network.name == "ws://a.example:80")
        #expect(network.fallbacks == [try RPCEndpoint("wss://b.example:444/")])
        let named = try Network("test,finney")
        #expect(named.name == "test")
        #expect(named.fallbacks == (try Network("finney")).endpoints)
    }

    @Test("a machine's own addresses are none that mean whoever reads them")
    func ownAddresses() throws {
        let own = IPAddress.ofThisMachine
        for address in own {
            #expect(try IPAddress("\(address)") == address)
            for prefix in ["127.", "169.254.", "fe80:", "0.0.0.0"] { #expect(!"\(address)".hasPrefix(prefix)) }
        }
        #expect(own.map(\.version) == own.map(\.version).sorted())
        #expect(Set(own).count == own.count)
    }

    @Test("nodes that keep every state are a network of the same name")
    func archive() throws {
        let (first, second) = (try RPCEndpoint("ws://a"), try RPCEndpoint("ws://b"))
        let network = Network(name: "n", endpoint: first, archives: [second, first])
        #expect(network.archive == Network(name: "n", endpoint: second, fallbacks: [first]))
        #expect(network.archive?.archive == nil)
    }

    @Test("a netuid of −1 is the faucet, and beyond 16 bits there is none")
    func purposes() throws {
        #expect(try WorkPurpose(netuid: -1) == .faucet)
        #expect(try WorkPurpose(netuid: 0) == .registration(0))
        #expect(try WorkPurpose(netuid: 65_535) == .registration(65_535))
        for netuid in [-2, 65_536, .max, .min] {
            let error = #expect(throws: BittensorError.self) { try WorkPurpose(netuid: netuid) }
            #expect(error?.code == .invalidOption)
        }
    }
}

extension ChainTests {
    @Suite("Networks that are known")
    struct KnownNetworkTests {
        @Test("a node of another chain is not taken for the main network's", arguments: ["finney", "archive"])
        func wrongChain(name: String) async throws {
            try await TestChain.with(.powRegister, blockTime: nil) { chain in
                let endpoint = try RPCEndpoint(chain.url)
                let error = await #expect(throws: BittensorError.self) {
                    try await withSubtensor(Network(name: name, endpoint: endpoint)) { _ in }
                }
                #expect(error?.code == .wrongChain)
                #expect(error?.reason.contains(chain.url) == true)
                #expect(try await withSubtensor(Network(name: "mine", endpoint: endpoint)) { _ in true })
            }
        }
    }
}
