// swift-tools-version: 6.2
// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import PackageDescription

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-bittensor", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        // The soak's proxy works on raw bytes.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    ],
    targets: [
        // Every kernel of the seal search side by side: do they agree, and how fast are they.
        .executableTarget(
            name: "seal-kernels",
            dependencies: [
                .product(name: "SealBenchmark", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/SealKernels"),
        // How soon a new puzzle is taken up, and what the solver costs beside the hashing.
        .executableTarget(
            name: "solver-switching",
            dependencies: [
                .product(name: "ProofOfWork", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/SolverSwitching"),
        // How long the metagraph of a large subnet takes to sync over loopback.
        .executableTarget(
            name: "metagraph-sync",
            dependencies: [
                .product(name: "SubtensorClient", package: "swift-bittensor"),
                .product(name: "SubstrateClient", package: "swift-bittensor"),
                .product(name: "SubtensorLocalnet", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/MetagraphSync"),
        // How long a found seal takes to its submission, while every core searches on.
        .executableTarget(
            name: "seal-to-wire",
            dependencies: [
                .product(name: "SubtensorClient", package: "swift-bittensor"),
                .product(name: "SubstrateClient", package: "swift-bittensor"),
                .product(name: "SubstrateRPC", package: "swift-bittensor"),
                .product(name: "SubtensorLocalnet", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/SealToWire"),
        // How fast metadata and answers are read, beside the decoders of the Python SDKs; connecting; signing.
        .executableTarget(
            name: "chain-decode",
            dependencies: [
                .product(name: "SubtensorClient", package: "swift-bittensor"),
                .product(name: "SubstrateClient", package: "swift-bittensor"),
                .product(name: "SubtensorLocalnet", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/ChainDecode"),
        // How long weights take to be encrypted until a round of the beacon.
        .executableTarget(
            name: "timelock",
            dependencies: [
                .product(name: "Timelock", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/Timelock"),
        // The trie and the overlay that a chain's own runtime reads and writes, at mainnet's size.
        .executableTarget(
            name: "runtime-state",
            dependencies: [
                .product(name: "SubstrateRuntime", package: "swift-bittensor"),
                .product(name: "SubstrateClient", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/RuntimeState"),
        // wasmtime in the place of CWebAssembly.
        .target(
            name: "CWasmtime",
            cSettings: [.unsafeFlags(["-I", "\(Context.packageDirectory)/../Sources/CWebAssembly/include"])]),
        // A genuine runtime under our interpreter and under wasmtime.
        .executableTarget(
            name: "runtime-engines",
            dependencies: [
                "CWasmtime",
                .product(name: "BittensorWallet", package: "swift-bittensor"),
                .product(name: "SubtensorLocalnet", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/RuntimeEngines",
            linkerSettings: [
                .unsafeFlags(
                    [
                        "module_create", "module_destroy", "instance_create", "instance_reset", "instance_destroy",
                        "instance_memory", "instance_grow", "instance_call",
                    ].flatMap { ["-Xlinker", "--wrap=wasm_\($0)"] })
            ]),
        // What a rehearsal takes over a line of 100 ms, upon a state of mainnet's shape.
        .executableTarget(
            name: "rehearsals",
            dependencies: [
                .product(name: "SubtensorClient", package: "swift-bittensor"),
                .product(name: "SubtensorLocalnet", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], path: "Sources/Rehearsals"),
        // What a block of a localnet with a state file takes, early and late.
        .executableTarget(
            name: "localnet-blocks",
            dependencies: [
                .product(name: "SubtensorLocalnet", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/LocalnetBlocks"),
        // Axon and dendrite beside those of the Python SDK: see Peers/compare.
        .executableTarget(
            name: "peers",
            dependencies: [
                .product(name: "BittensorNetworking", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], path: "Sources/Peers"),
        // How soon all workers of a fleet hear of a new job.
        .executableTarget(
            name: "fleet-fan-out",
            dependencies: [
                .product(name: "MiningFleet", package: "swift-bittensor"),
                .product(name: "SubstrateRPC", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/FleetFanOut"),
        // What the C library says of its memory, which Swift's module of it leaves out.
        .target(name: "CAllocation"),
        // Minutes of work over connections that are cut, delayed and damaged.
        .executableTarget(
            name: "soak",
            dependencies: [
                "CAllocation",
                .product(name: "SubstrateRPC", package: "swift-bittensor"),
                .product(name: "SubtensorLocalnet", package: "swift-bittensor"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], path: "Sources/Soak"),
    ],
    swiftLanguageModes: [.v6]
)
