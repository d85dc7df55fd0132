// swift-tools-version: 6.2
// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import PackageDescription

let package = Package(
    name: "swift-bittensor",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Bittensor", targets: ["Bittensor"]),
        .library(name: "SubtensorClient", targets: ["SubtensorClient"]),
        .library(name: "BittensorWallet", targets: ["BittensorWallet"]),
        .library(name: "BittensorNetworking", targets: ["BittensorNetworking"]),
        .library(name: "MiningFleet", targets: ["MiningFleet"]),
        .library(name: "NATSClient", targets: ["NATSClient"]),
        .library(name: "ProofOfWork", targets: ["ProofOfWork"]),
        .library(name: "SealBenchmark", targets: ["SealBenchmark"]),
        .library(name: "SubstrateClient", targets: ["SubstrateClient"]),
        .library(name: "SubstrateFork", targets: ["SubstrateFork"]),
        .library(name: "SubstrateRPC", targets: ["SubstrateRPC"]),
        .library(name: "SubstrateRuntime", targets: ["SubstrateRuntime"]),
        .library(name: "SubtensorLocalnet", targets: ["SubtensorLocalnet"]),
        .library(name: "Timelock", targets: ["Timelock"]),
        .executable(name: "btcli", targets: ["btcli"]),
        .executable(name: "seal-bench", targets: ["SealBench"]),
    ],
    traits: [
        .trait(
            name: "LegacyKeyfiles",
            description:
                "Opens keyfiles that SDK 5 and older encrypted (Ansible Vault, Fernet); compiles swift-crypto's extras."
        ),
        .default(enabledTraits: ["LegacyKeyfiles"]),
    ],
    dependencies: [
        // The command line: parsing, help and completions.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        // AES-256-GCM, for timelocked weights: libsodium has it only on processors with AES instructions. Its extras: AES and
        // PBKDF2-SHA256, for key files of SDK 5 and older. All other cryptography is libsodium's.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        // WebSockets, for the chain client and for the embedded chain; sockets, for the client of brokers.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        // Certificates of a fleet's broker; SwiftASN1 writes them as text. Both are among what the packages here want themselves.
        .package(url: "https://github.com/apple/swift-certificates", from: "1.19.4"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        // TLS for `wss:` endpoints and for brokers.
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        // The axon: an HTTP server, without reading its configuration from files.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        // The dendrite: an HTTP client.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
        // How far a compressed answer may unpack, and the types between the server and its connections.
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.30.0"),
        // Headers, as Hummingbird hands them over.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        // Loggers, as programs choose them.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        // Counters and timers, for whatever a program collects them with.
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        // Spans, for whatever a program traces requests with.
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        // The service life cycle that servers share.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // MARK: Ground floor: C, system libraries, JSON
        // Search a nonce range for seals below a target.
        .target(name: "CSealKernels"),
        // Check and run WebAssembly.
        .target(name: "CWebAssembly"),
        // The system calls that Swift cannot make.
        .target(name: "CProcess"),
        // libsodium: ristretto255, ed25519, secretbox, Argon2i, SHA-512, memory wiping.
        .systemLibrary(
            name: "CSodium", pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]),
        // SQLite: the embedded chain's state file. Its wrapper GRDB needs the whole of Foundation, whose tables of languages would be
        // half of a program's size, and traps on a cell of another type than is asked for.
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        // libyaml: the configuration file, YAML as btcli 9 writes it. Its wrapper Yams needs the whole of Foundation too.
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        // The text of JSON: its tokens and its strings, for readers and writers that keep values of their own.
        .target(name: "JSONText"),
        // What is logged, counted and traced, by what names; silent until a program chooses where to.
        .target(
            name: "SDKTelemetry",
            dependencies: [
                // Not `Metrics`, which needs Foundation.
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),

        // A certificate authority of one's own, and certificates of the servers that it vouches for.
        .target(
            name: "CertificateAuthority",
            dependencies: [
                "SubstratePrimitives",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]),

        // QR codes of bytes, as text and as pictures.
        .target(name: "QRCode"),

        // MARK: Any Substrate chain
        // Hex, UInt256, Hash256, AccountID, SS58, block numbers, the hash functions by name.
        .target(name: "SubstratePrimitives"),
        // SCALE encoding and decoding, static (typed) and dynamic (by type registry).
        .target(name: "ScaleCodec", dependencies: ["JSONText", "SubstratePrimitives"]),
        // Mnemonics, derivation paths, sr25519 and ed25519 key pairs, wiped secret memory.
        .target(
            name: "SubstrateKeys",
            dependencies: ["CProcess", "CSodium", "SubstratePrimitives"]),
        // The pairing-friendly curve BLS12-381: its fields, its groups, hashing to G1, the pairing.
        .target(name: "BLS12381", dependencies: ["SubstratePrimitives"]),
        // Encryption until a round of drand's beacon: identity-based, with signatures of the beacon as keys.
        .target(
            name: "Timelock",
            dependencies: [
                "BLS12381", "CSodium", "ScaleCodec", "SubstrateKeys", "SubstratePrimitives",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // Transactions that only the author of their block can read: ML-KEM-768 and XChaCha20-Poly1305.
        .target(
            name: "MEVShield",
            dependencies: [
                "CSodium", "ScaleCodec", "SubstrateKeys", "SubstratePrimitives",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // A chain's own rules: runs the runtime, keeps the state that it reads and writes. Knows no network.
        .target(
            name: "SubstrateRuntime",
            dependencies: [
                "BLS12381", "CWebAssembly", "JSONText", "ScaleCodec", "SubstrateKeys", "SubstratePrimitives",
            ]),
        // JSON-RPC over WebSocket: connection, request table, subscriptions.
        .target(
            name: "SubstrateRPC",
            dependencies: [
                "JSONText", "SDKTelemetry", "SubstratePrimitives",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        // A broker's client: messages, requests, streams and buckets over NATS. Of the chain's client it takes JSON, trust roots, pauses.
        .target(
            name: "NATSClient",
            dependencies: [
                "SDKTelemetry", "SubstrateKeys", "SubstratePrimitives", "SubstrateRPC",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ]),
        // Metadata, storage, runtime calls, extrinsics, events, submit-and-watch.
        .target(
            name: "SubstrateClient",
            dependencies: [
                "SDKTelemetry", "ScaleCodec", "SubstrateKeys", "SubstratePrimitives", "SubstrateRPC",
                .product(name: "Logging", package: "swift-log"),
            ]),
        // A chain's state after a block, fetched from a node as the chain's own rules read it, and whatever is tried on it.
        .target(
            name: "SubstrateFork",
            dependencies: ["ScaleCodec", "SubstrateClient", "SubstratePrimitives", "SubstrateRPC", "SubstrateRuntime"]),

        // MARK: Bittensor
        // Subnets by number, amounts of TAO and alpha, parts of a whole.
        .target(name: "BittensorPrimitives", dependencies: ["SubstratePrimitives"]),
        // Coldkey and hotkey files on disk, byte-compatible with the Python wallet.
        .target(
            name: "BittensorWallet",
            dependencies: [
                "CSodium", "JSONText", "SubstrateKeys", "SubstratePrimitives",
                .product(
                    name: "CryptoExtras", package: "swift-crypto", condition: .when(traits: ["LegacyKeyfiles"])),
            ]),
        // The puzzle, its target, the solver on processors and GPUs, statistics: knows no network and no wallet.
        .target(
            name: "ProofOfWork",
            dependencies: [
                "BittensorPrimitives", "CSealKernels", "SDKTelemetry", "SubstratePrimitives",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        // Measures kernels, processors and cards, and finds what suits a machine.
        .target(name: "SealBenchmark", dependencies: ["ProofOfWork", "SubstratePrimitives"]),
        // Many machines that search for one coordinator: jobs, results and reports over a broker.
        .target(
            name: "MiningFleet",
            dependencies: [
                "BittensorPrimitives", "NATSClient", "ProofOfWork", "SDKTelemetry", "SubstratePrimitives",
                "SubstrateRPC",
                .product(name: "Logging", package: "swift-log"),
            ]),
        // Subtensor: typed readings, actions, registration, weights, the metagraph. Knows no peers.
        .target(
            name: "SubtensorClient",
            dependencies: [
                "BittensorPrimitives", "BittensorWallet", "ProofOfWork", "SDKTelemetry", "ScaleCodec",
                "MEVShield", "SubstrateClient", "SubstrateFork", "SubstrateKeys", "SubstratePrimitives", "SubstrateRPC",
                "SubstrateRuntime", "Timelock",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        // Synapses, axons, dendrites, tensors: peers that talk with the Python SDK's.
        .target(
            name: "BittensorNetworking",
            dependencies: [
                "BittensorPrimitives", "JSONText", "SDKTelemetry", "SubstrateKeys", "SubstratePrimitives",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        // The SDK's front door: the chain and the peers in one import, and where they meet.
        .target(
            name: "Bittensor",
            dependencies: [
                "BittensorNetworking", "BittensorPrimitives", "SubstrateKeys", "SubstratePrimitives", "SubtensorClient",
            ]),
        // Pages about a running program: a small HTTP server with bounds for everything.
        .target(
            name: "PageServer",
            dependencies: [
                "SubstratePrimitives",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        // The embedded chain: real JSON-RPC, real storage keys, real checks.
        .target(
            name: "SubtensorLocalnet",
            dependencies: [
                "BittensorPrimitives", "CSQLite", "MEVShield", "ProofOfWork", "ScaleCodec", "SubstrateClient",
                "SubstrateFork", "SubstrateKeys", "SubstratePrimitives", "SubstrateRPC", "SubstrateRuntime", "Timelock",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ]),
        // Measures and checks the search on machines that have nothing else of this package.
        .executableTarget(
            name: "SealBench",
            dependencies: ["BittensorPrimitives", "JSONText", "ProofOfWork", "SealBenchmark", "SubstratePrimitives"]),
        // Parse, ask, call the SDK, render.
        .executableTarget(
            name: "btcli",
            dependencies: [
                "BittensorPrimitives", "BittensorWallet", "CYAML", "CertificateAuthority", "JSONText", "MiningFleet",
                "NATSClient", "PageServer", "ProofOfWork", "QRCode",
                "ScaleCodec", "SealBenchmark",
                "SubstrateClient", "SubstrateFork", "SubstrateKeys", "SubstratePrimitives", "SubstrateRPC",
                "SubstrateRuntime", "SubtensorClient", "SubtensorLocalnet", "Timelock",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // MARK: Tests
        // The classes by which peers are compared with the Python SDK.
        .target(
            name: "ConformanceSynapses", dependencies: ["BittensorNetworking", "SubstratePrimitives"],
            path: "Tests/Conformance/Synapses"),
        // A peer that serves them.
        .executableTarget(
            name: "ConformanceAxon",
            dependencies: [
                "BittensorNetworking", "ConformanceSynapses", "SubstrateKeys", "SubstratePrimitives",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], path: "Tests/Conformance/Axon"),
        // A peer that calls them.
        .executableTarget(
            name: "ConformanceDendrite",
            dependencies: ["BittensorNetworking", "ConformanceSynapses", "SubstrateKeys", "SubstratePrimitives"],
            path: "Tests/Conformance/Dendrite"),
        // Reads the vector files and hands out their cases.
        .target(name: "TestVectors", dependencies: ["SubstratePrimitives"], path: "Tests/TestVectors"),
        // Random numbers that come again.
        .target(name: "SeededNumbers", path: "Tests/SeededNumbers"),
        // Runtimes of real chains, where they are there.
        .target(name: "TestRuntimes", dependencies: ["SubstrateRuntime"], path: "Tests/TestRuntimes"),
        // A real broker, where there is one.
        .target(name: "TestBroker", dependencies: ["NATSClient"], path: "Tests/TestBroker"),
        // NVIDIA's driver as the tests have it: runs the kernels' source on the processor. The tests compile it.
        .target(
            name: "FakeCards", dependencies: ["ProofOfWork", "SubstratePrimitives"], path: "Tests/FakeCards",
            exclude: ["Driver"]),
        .testTarget(name: "JSONTextTests", dependencies: ["JSONText", "SeededNumbers"]),
        .testTarget(
            name: "SubstratePrimitivesTests", dependencies: ["SeededNumbers", "SubstratePrimitives", "TestVectors"]),
        .testTarget(name: "ScaleCodecTests", dependencies: ["ScaleCodec", "SubstratePrimitives", "TestVectors"]),
        .testTarget(name: "SubstrateKeysTests", dependencies: ["SubstrateKeys", "SubstratePrimitives", "TestVectors"]),
        .testTarget(name: "BLS12381Tests", dependencies: ["BLS12381", "SubstratePrimitives", "TestVectors"]),
        .testTarget(
            name: "TimelockTests",
            dependencies: ["BLS12381", "SubstrateKeys", "SubstratePrimitives", "TestVectors", "Timelock"]),
        .testTarget(
            name: "MEVShieldTests", dependencies: ["MEVShield", "SubstrateKeys", "SubstratePrimitives", "TestVectors"]),
        .testTarget(
            name: "CWebAssemblyTests", dependencies: ["CWebAssembly", "SubstratePrimitives", "TestVectors"],
            exclude: ["Oracle"]),
        .testTarget(
            name: "SubstrateRuntimeTests",
            dependencies: [
                "ScaleCodec", "SeededNumbers", "SubstrateKeys", "SubstratePrimitives", "SubstrateRuntime",
                "TestRuntimes", "TestVectors",
            ],
            exclude: ["Toy/toy.c"]),
        .testTarget(
            name: "SubstrateRPCTests",
            dependencies: [
                "SeededNumbers", "SubstratePrimitives", "SubstrateRPC", "TestVectors",
                // Certificates with whatever is to be wrong with them.
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ]),
        .testTarget(
            name: "NATSClientTests",
            dependencies: [
                "CertificateAuthority", "NATSClient", "SubstrateKeys", "SubstratePrimitives", "SubstrateRPC",
                "TestBroker",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "CertificateAuthorityTests",
            dependencies: [
                "CertificateAuthority", "SubstratePrimitives", "SubstrateRPC",
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .testTarget(
            name: "SubstrateClientTests",
            dependencies: [
                "ScaleCodec", "SubstrateClient", "SubstrateKeys", "SubstratePrimitives", "SubstrateRPC", "TestVectors",
            ]),
        .testTarget(
            name: "BittensorPrimitivesTests",
            dependencies: ["BittensorPrimitives", "SubstratePrimitives"]),
        .testTarget(
            name: "BittensorWalletTests",
            dependencies: ["BittensorWallet", "SeededNumbers", "SubstrateKeys", "SubstratePrimitives", "TestVectors"]),
        .testTarget(
            name: "ProofOfWorkTests",
            dependencies: [
                "BittensorPrimitives", "CSealKernels", "FakeCards", "ProofOfWork", "SubstratePrimitives", "TestVectors",
            ]),
        .testTarget(
            name: "MiningFleetTests",
            dependencies: [
                "BittensorPrimitives", "MiningFleet", "NATSClient", "ProofOfWork", "SubstratePrimitives", "TestBroker",
            ]),
        // The benchmarks, and the program.
        .testTarget(
            name: "SealBenchmarkTests",
            dependencies: ["FakeCards", "ProofOfWork", "SealBenchmark", "SubstratePrimitives"]),
        .testTarget(
            name: "PageServerTests",
            dependencies: [
                "PageServer",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "SubtensorLocalnetTests",
            dependencies: [
                "BittensorPrimitives", "ProofOfWork", "ScaleCodec", "SeededNumbers", "SubstrateClient", "SubstrateKeys",
                "SubstratePrimitives", "SubstrateRPC", "SubstrateRuntime",
                "SubtensorLocalnet", "TestRuntimes", "TestVectors", "Timelock",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], exclude: ["Python"]),
        // Forks of a chain of ours.
        .testTarget(
            name: "SubstrateForkTests",
            dependencies: [
                "BittensorPrimitives", "ScaleCodec", "SubstrateClient", "SubstrateFork", "SubstrateKeys",
                "SubstratePrimitives", "SubstrateRPC", "SubstrateRuntime", "SubtensorClient", "SubtensorLocalnet",
                "TestRuntimes",
            ]),
        // The client and the front door: most import what users do.
        .testTarget(
            name: "BittensorTests",
            dependencies: [
                "BLS12381", "Bittensor", "BittensorNetworking", "BittensorPrimitives", "BittensorWallet", "MEVShield",
                "ProofOfWork", "ScaleCodec", "SeededNumbers", "SubstrateClient",
                "SubstrateKeys", "SubstratePrimitives", "SubstrateRPC", "SubtensorClient", "SubtensorLocalnet",
                "TestVectors", "Timelock",
            ]),
        .testTarget(
            name: "BittensorNetworkingTests",
            dependencies: [
                "BittensorNetworking", "BittensorPrimitives", "ConformanceAxon", "ConformanceDendrite",
                "ConformanceSynapses", "SeededNumbers", "SubstrateKeys",
                "SubstratePrimitives", "TestVectors",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], exclude: ["Python"]),
        // What a program hears of all libraries: their logs, metrics and spans.
        .testTarget(
            name: "SDKTelemetryTests",
            dependencies: [
                "BittensorNetworking", "BittensorPrimitives", "ConformanceSynapses", "ProofOfWork", "SDKTelemetry",
                "SubstrateClient", "SubstrateKeys", "SubstratePrimitives", "SubstrateRPC", "SubtensorClient",
                "SubtensorLocalnet",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        // The example's library and its tests as one module: its package would compile every dependency once more.
        .testTarget(
            name: "ExampleSubnetTests",
            dependencies: [
                "Bittensor", "SubtensorLocalnet",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], path: "Examples/Subnet", exclude: ["Package.swift", "README.md", "Sources/Miner", "Sources/Validator"],
            sources: ["Sources/Subnet", "Tests"]),
        .testTarget(name: "QRCodeTests", dependencies: ["QRCode", "SubstratePrimitives"]),
        .testTarget(
            name: "btcliTests",
            dependencies: [
                "BittensorPrimitives", "BittensorWallet", "FakeCards", "MiningFleet", "NATSClient", "ProofOfWork",
                "ScaleCodec",
                "SealBenchmark", "SeededNumbers", "SubstrateClient", "SubstrateKeys", "SubstratePrimitives",
                "SubstrateRPC",
                "SubstrateRuntime", "SubtensorClient", "SubtensorLocalnet", "TestBroker", "TestRuntimes", "TestVectors",
                "Timelock",
                "btcli",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], exclude: ["Snapshots"]),
    ],
    swiftLanguageModes: [.v6]
)

/// `scripts/test` sets this, so that a newer compiler's new warning never breaks a user's build.
let warningsAreErrors = Context.environment["SWIFT_BITTENSOR_STRICT"] == "1"

/// Whether a target uses NIO itself. NIO's modules of C declare structures of the C library, such as `timespec`, once more, and
/// which declaration counts depends on the order in which a compiler happens to load modules.
func usesNIO(_ target: Target) -> Bool {
    target.dependencies.contains {
        guard case .productItem(_, "swift-nio"?, _, _) = $0 else { return false }
        return true
    }
}

/// What the tests run most in, and changes seldom: without the optimiser, hashes, codecs and curves take most of the tests' time.
/// Flags of this kind are refused in a dependency's manifest, so users never have them. What overflows still traps.
let optimizedTargets = [
    "BLS12381", "JSONText", "MEVShield", "ScaleCodec", "SubstrateClient", "SubstrateKeys", "SubstratePrimitives",
    "SubstrateRuntime", "SubtensorLocalnet", "Timelock",
]

let targetsOfC = ["CProcess", "CSealKernels", "CWebAssembly"]

for target in package.targets where target.type != .system && !targetsOfC.contains(target.name) {
    target.swiftSettings =
        [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
        ] + (usesNIO(target) ? [] : [.enableUpcomingFeature("MemberImportVisibility")])
        + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])
        + (warningsAreErrors && optimizedTargets.contains(target.name) ? [.unsafeFlags(["-O"])] : [])
}
