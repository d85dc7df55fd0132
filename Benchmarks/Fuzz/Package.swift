// swift-tools-version: 6.2
// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import PackageDescription

let bittensor = "swift-bittensor"

/// A fuzz target: a folder whose function libFuzzer calls, and what that needs of the library.
struct FuzzTarget {
    let name: String
    let products: [String]

    init(_ name: String, _ products: String...) {
        self.name = name
        self.products = products
    }
}

/// All in one archive, which `run` links with libFuzzer.
let targets = [
    // Chooses among the others.
    FuzzTarget("Entry"),
    // Type registries and values of them; runtime metadata; the chain's typed answers.
    FuzzTarget("ScaleValue", "SubstrateClient"),
    FuzzTarget("Metadata", "SubstrateClient"),
    FuzzTarget("ChainData", "SubtensorClient"),
    // The scanner under every JSON reader, and keyfiles.
    FuzzTarget("JSONText", "BittensorWallet"),
    // What a node sends over its WebSocket.
    FuzzTarget("JSONRPC", "SubstrateRPC"),
    // The headers, the bodies and the tensors of peers.
    FuzzTarget("SynapseHeaders", "BittensorNetworking"),
    FuzzTarget("SynapseJSON", "BittensorNetworking"),
    FuzzTarget("SynapseTensor", "BittensorNetworking"),
]

let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Fuzz", type: .static, targets: targets.map { "Fuzz\($0.name)" })],
    dependencies: [.package(name: bittensor, path: "../..")],
    targets: targets.map { target in
        .target(
            name: "Fuzz\(target.name)",
            dependencies: target.products.map { .product(name: $0, package: bittensor) }, path: target.name)
    },
    swiftLanguageModes: [.v6]
)
