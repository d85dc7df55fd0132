// swift-tools-version: 6.2
// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import PackageDescription

let bittensor = "swift-bittensor"

/// A fuzz target: a folder whose function libFuzzer calls, and what that needs of the library and of its dependencies.
struct FuzzTarget {
    let name: String
    let products: [(name: String, package: String)]
    var settings: [SwiftSetting] = []

    init(_ name: String, _ library: String..., and others: [(String, String)] = [], settings: [SwiftSetting] = []) {
        self.name = name
        self.products = library.map { ($0, bittensor) } + others.map { (name: $0.0, package: $0.1) }
        self.settings = settings
    }
}

let nio = [("NIOCore", "swift-nio"), ("NIOEmbedded", "swift-nio")]

/// For files of btcli's: they see what only modules of the library's own package may see.
let asBtcli = SwiftSetting.unsafeFlags(["-Xfrontend", "-disable-access-control"])

/// The library has libyaml as a module for itself alone.
let yaml = SwiftSetting.unsafeFlags(["-I", "\(Context.packageDirectory)/../../Sources/CYAML"])

/// All in one archive, which `run` links with libFuzzer.
let targets = [
    // Chooses among the others.
    FuzzTarget("Entry"),
    // Type registries and values of them, as bytes and as people write them; transactions on their way to a signature; runtime metadata; the chain's typed answers; what else a node answers.
    FuzzTarget("ScaleValue", "SubstrateClient"),
    FuzzTarget("WrittenForm", "SubstrateClient"),
    FuzzTarget("TransactionDocument", "SubstrateClient", "SubstrateRPC"),
    FuzzTarget("Metadata", "SubstrateClient"),
    FuzzTarget("ChainData", "SubtensorClient"),
    FuzzTarget("NodeAnswers", "SubstrateClient", "SubstrateRPC"),
    // The metagraphs that Python saved: pickles, and archives around them.
    FuzzTarget("PythonMetagraph", "SubtensorClient"),
    // What a node sends over its WebSocket, as messages and as frames; its address.
    FuzzTarget("JSONRPC", "SubstrateRPC"),
    FuzzTarget("WebSocketFrames", "SubstrateRPC", and: nio + [("NIOWebSocket", "swift-nio")]),
    FuzzTarget("Endpoint", "SubstrateRPC"),
    // What a broker sends, in pieces.
    FuzzTarget("BrokerMessages", "NATSClient", and: nio),
    // The scanner under every JSON reader; keyfiles; what people type where a key is meant; the configuration; the
    // address book.
    FuzzTarget("JSONText", "BittensorWallet"),
    FuzzTarget("Keyfiles", "BittensorWallet"),
    FuzzTarget("Keys", "BittensorWallet"),
    FuzzTarget(
        "Configuration", "SubtensorClient", "SubtensorLocalnet", settings: [asBtcli, yaml]),
    FuzzTarget("Addresses", "SubtensorClient", "SubtensorLocalnet", settings: [asBtcli, yaml]),
    // The headers, the bodies and the tensors of peers; whole requests; the file of used nonces.
    FuzzTarget("SynapseHeaders", "BittensorNetworking"),
    FuzzTarget("SynapseJSON", "BittensorNetworking"),
    FuzzTarget("SynapseTensor", "BittensorNetworking"),
    FuzzTarget(
        "AxonRequest", "BittensorNetworking",
        and: nio + [("Hummingbird", "hummingbird"), ("HTTPTypes", "swift-http-types"), ("Logging", "swift-log")]),
    FuzzTarget("BTAuthRequest", "BittensorNetworking"),
    FuzzTarget("NonceFile", "BittensorNetworking"),
    // The embedded chain: extrinsics, its JSON-RPC, its state file.
    FuzzTarget("Extrinsics", "SubtensorLocalnet"),
    FuzzTarget("LocalnetRPC", "SubtensorLocalnet", and: nio),
    FuzzTarget("LocalnetState", "SubtensorLocalnet"),
    // A chain's own state: read proofs of whoever sends them; the trie and what is written over it.
    FuzzTarget("StateProof", "SubstrateRuntime"),
    FuzzTarget("RuntimeState", "SubstrateRuntime"),
]

let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Fuzz", type: .static, targets: targets.map { "Fuzz\($0.name)" })],
    dependencies: [
        .package(name: bittensor, path: "../.."),
        // The versions are the library's.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    ],
    targets: targets.map { target in
        .target(
            name: "Fuzz\(target.name)",
            dependencies: target.products.map { .product(name: $0.name, package: $0.package) }, path: target.name,
            // What a target demands is said when it is not met, optimised or not.
            swiftSettings: target.settings + [.unsafeFlags(["-assert-config", "Debug"])])
    },
    swiftLanguageModes: [.v6]
)
