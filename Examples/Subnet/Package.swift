// swift-tools-version: 6.2
// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import PackageDescription

/// The programs of this package, a few lines each: what they do is in the library.
let programs = ["Miner", "Validator"]

let package = Package(
    name: "subnet",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-bittensor", path: "../.."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(
            name: "Subnet",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Bittensor", package: "swift-bittensor"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "SubnetTests",
            dependencies: ["Subnet", .product(name: "SubtensorLocalnet", package: "swift-bittensor")]),
    ] + programs.map { .executableTarget(name: $0, dependencies: ["Subnet"]) },
    swiftLanguageModes: [.v6]
)
