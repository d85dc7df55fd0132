// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import FakeCards
import Foundation
import ProofOfWork
import Testing

/// The program `seal-bench`, run as a person would.
@Suite struct SealBenchTests {
    @Test(
        "every command answers with one JSON document",
        arguments: [
            ("devices", "devices"), ("benchmark --seconds 0.05", "benchmark"), ("self-test --dev-id 1", "self_test"),
            ("benchmark --device cpu --seconds 0.05 --threads 1", "benchmark"),
            ("switch --times 2 --dev-id 0 --cuda-kernel plain", "switch"),
            ("devices --device opencl", "devices"),
            ("benchmark --device opencl --seconds 0.05 --opencl-kernel plain", "benchmark"),
        ])
    func documents(line: String, key: String) throws {
        let cards = try FakeCards()
        var words = line.split(separator: " ").map(String.init)
        if words.contains("opencl") {
            words += ["--opencl-library", cards.opencl.path]
        } else if !words.contains("cpu") {
            words += ["--cuda-library", cards.library.driver, "--nvml-library", cards.library.management]
        }
        let result = try run(words)
        #expect(result.status == 0, "\(result.talk)")
        let document = try JSONSerialization.jsonObject(with: result.output) as? [String: Any]
        #expect(document?[key] != nil)
    }

    @Test("without a driver it says so and fails")
    func noDriver() throws {
        let result = try run(["benchmark", "--cuda-library", "libcuda-that-is-not-there.so"])
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.talk.contains("libcuda-that-is-not-there.so"))
    }

    @Test(
        "a loader of OpenCL without drivers: it says so and fails",
        .enabled(if: OpenCLLibrary.system.isInstalled, "no OpenCL loader is here (Debian: ocl-icd-libopencl1)"))
    func noOpenCLDriver() throws {
        let result = try run(["devices", "--device", "opencl"], environment: ["OCL_ICD_VENDORS": "/nonexistent"])
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.talk.contains("/etc/OpenCL/vendors"))
    }

    @Test(
        "mistakes of typing",
        arguments: [
            "", "foo", "devices --times 3", "check --nonces x", "benchmark cuda", "benchmark --seconds 1 2",
            "tune --tpb", "benchmark --device vulkan", "benchmark --device cpu --opencl-kernel plain",
        ])
    func usage(line: String) throws {
        let result = try run(line.split(separator: " ").map(String.init))
        #expect(result.status == 64)
        #expect(result.talk.contains("usage: seal-bench"))
    }

    /// Where the build has put the tests, and the program beside them.
    private static func productsFolder() throws -> URL {
        #if canImport(Darwin)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
            return try #require(bundle).bundleURL.deletingLastPathComponent()
        #else
            return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        #endif
    }

    private func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws -> (status: Int32, output: Data, talk: String) {
        let process = Process()
        process.executableURL = try Self.productsFolder().appending(path: "seal-bench")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (output, talk) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        let document = output.fileHandleForReading.readDataToEndOfFile()
        let words = talk.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, document, String(decoding: words, as: UTF8.self))
    }
}
