// swift-tools-version: 6.2
// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import PackageDescription

/// Fuzz targets: folders with one file each, built as archives that `run` links with libFuzzer.
let targets: [(name: String, products: [String])] = [
    // Type registries and values of them.
    ("ScaleValue", ["SubstrateClient"]),
    // Runtime metadata.
    ("Metadata", ["SubstrateClient"]),
    // The chain's typed answers.
    ("ChainData", ["SubtensorClient"]),
    // The scanner under every JSON reader, and keyfiles.
    ("JSONText", ["BittensorWallet"]),
    // What a node sends over its WebSocket.
    ("JSONRPC", ["SubstrateRPC"]),
    // The headers, the bodies and the tensors of peers.
    ("SynapseHeaders", ["BittensorNetworking"]),
    ("SynapseJSON", ["BittensorNetworking"]),
    ("SynapseTensor", ["BittensorNetworking"]),
]

let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    products: targets.map { .library(name: "Fuzz\($0.name)", type: .static, targets: ["Fuzz\($0.name)"]) },
    dependencies: [.package(name: "swift-bittensor", path: "../..")],
    targets: targets.map { name, products in
        .target(
            name: "Fuzz\(name)", dependencies: products.map { .product(name: $0, package: "swift-bittensor") },
            path: name)
    },
    swiftLanguageModes: [.v6]
)
