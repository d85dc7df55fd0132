// swift-tools-version: 6.2
// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import PackageDescription

/// Programs to read and to start from: a package of their own, so that nobody who uses the library compiles them.
let package = Package(
    name: "examples",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-bittensor", path: "..")],
    targets: [
        // Serves a synapse to the validators of a subnet.
        .executableTarget(
            name: "Miner", dependencies: [.product(name: "BittensorNetworking", package: "swift-bittensor")]),
        // Calls the miners of a subnet.
        .executableTarget(
            name: "Validator", dependencies: [.product(name: "BittensorNetworking", package: "swift-bittensor")]),
    ],
    swiftLanguageModes: [.v6]
)
