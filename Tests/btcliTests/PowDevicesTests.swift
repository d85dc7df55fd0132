// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import FakeCards
import Foundation
import ProofOfWork
import SubtensorClient
import Testing

@testable import btcli

@Suite("Devices to search on")
struct PowDevicesTests {
    private static let noLibraries = [
        "--cuda-library", "libcuda-not-there.so", "--opencl-library", "libOpenCL-not-there.so",
    ]

    private func libraries(_ cards: FakeCards) -> [String] {
        ["--cuda-library", cards.library.driver, "--opencl-library", cards.opencl.path]
    }

    @Test("are listed with driver, memory and units, the processor first")
    func list() async throws {
        let cards = try FakeCards(["devices": 1, "opencl_devices": 3, "multiprocessors": 132])
        let words = ["pow", "devices"] + libraries(cards)
        let run = await Run(words + ["--json-output"])
        #expect(run.status == .done)
        #expect(run.memberNames == ["devices", "missing"])
        let devices = try #require(try run.document["devices"] as? [[String: any Sendable]])
        #expect(
            devices.compactMap { $0["device"] as? String } == ["cpu", "cuda:0", "opencl:0", "opencl:1", "opencl:2"])
        #expect(devices.compactMap { $0["kind"] as? String } == ["processor", "gpu", "gpu", "gpu", "processor"])
        #expect(devices[1]["driver"] as? String == "CUDA 12.8")
        #expect(devices[1]["memory"] as? String == "\(80 << 30)")
        #expect(devices[1]["units"] as? Int == 132)
        #expect(devices[1]["pci"] as? String == "0000:01:00.0")
        #expect(devices[2]["driver"] as? String == "Fake OpenCL 7.1")
        #expect(
            try run.document["missing"] as? [[String: any Sendable]] == nil || run.output.contains("\"missing\": []"))
        let text = await Run(words).output
        for part in [
            "Fake Card 0", "80.0 GiB", "Fake Device 2 (processor)", "16.0 GiB",
            SealKernel.fastest(for: .powRegister).name,
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("that are not there are told of, with what to do")
    func missing() async throws {
        let run = await Run(["pow", "devices"] + Self.noLibraries + ["--json-output"])
        #expect(run.status == .done)
        let missing = try #require(try run.document["missing"] as? [[String: any Sendable]])
        #expect(missing.compactMap { $0["kind"] as? String } == ["cuda", "opencl"])
        #expect(missing.compactMap { $0["code"] as? String } == ["no_driver", "no_driver"])
        #expect(await Run(["pow", "devices"] + Self.noLibraries).output.contains("libOpenCL-not-there.so"))
    }

    @Test("are named by kind and number, several with commas")
    func names() throws {
        let names: [(String, DeviceNames)] = [
            ("cpu", .init(usesProcessor: true)), ("cuda", .init(cuda: .all)),
            ("opencl:1", .init(opencl: .only([1]))), ("cuda:0,opencl:1", .init(cuda: .only([0]), opencl: .only([1]))),
            ("cuda:2,cuda:0,cpu", .init(usesProcessor: true, cuda: .only([2, 0]))), ("cuda,cuda:1", .init(cuda: .all)),
            ("gpu", .init(automatic: .cards)), ("auto", .init(automatic: .best)),
        ]
        for (text, expected) in names { #expect(try DeviceNames(parsing: text) == expected, "\(text)") }
        for text in ["", "cpu:0", "cuda:", "cuda:x", "cuda:-1", "cuda:70000", "gpu,cpu", "vulkan", "cuda,", "cuda 0"] {
            #expect(throws: CLIError.self, "\(text)") { try DeviceNames(parsing: text) }
        }
    }

    @Test("of a search follow from the options")
    func search() async throws {
        typealias Expected = (cuda: [Int]?, opencl: [Int]?, usesCUDA: Bool, usesOpenCL: Bool)
        let lines: [(String, Expected)] = [
            ("", (nil, nil, false, false)), ("--cuda", (nil, nil, true, false)), ("--opencl", (nil, nil, false, true)),
            ("--dev-id 0 1", ([0, 1], nil, true, false)), ("--opencl --dev-id 2", (nil, [2], false, true)),
            ("--cuda --opencl", (nil, nil, true, true)), ("--device cuda:1", ([1], nil, true, false)),
            ("--device cuda:0,opencl:1", ([0], [1], true, true)), ("--tpb 64", (nil, nil, true, false)),
            ("--device opencl --dev-id 3", (nil, [3], false, true)),
        ]
        for (line, expected) in lines {
            let work = try await work(line)
            #expect(work.cuda == expected.usesCUDA, "\(line)")
            #expect(work.deviceIDs == expected.cuda, "\(line)")
            #expect((work.opencl != nil) == expected.usesOpenCL, "\(line)")
            #expect(work.opencl?.deviceIDs == expected.opencl, "\(line)")
            #expect(work.workers == nil, "\(line)")
        }
        #expect(try await work("--device cpu,cuda").workers == ProcessorCount.available)
        #expect(try await work("--device cpu,cuda --threads 3").workers == 3)
        #expect(try await work("--opencl --tpb 64").opencl?.groupSize == 64)
        #expect(try await work("--cuda --tpb 64").threadsPerBlock == 64)
        // Without this program's file there is nothing that could look first.
        #expect(try await work("--opencl").opencl?.library.probe == nil)
    }

    @Test(
        "that contradict each other are refused",
        arguments: [
            "--device cuda --opencl", "--device cpu --dev-id 1", "--cuda --opencl --dev-id 0",
            "--device cuda:0 --dev-id 1",
        ])
    func contradictions(_ line: String) async {
        await #expect(throws: CLIError.self) { try await work(line) }
    }

    @Test("that the machine has: every graphics card, or else the processor")
    func automatic() async throws {
        let none = Self.noLibraries.joined(separator: " ")
        let processor = try await work("--device auto \(none)")
        #expect(!processor.cuda && processor.opencl == nil)
        await #expect(throws: CardError(.noDevice, "")) { try await work("--device gpu \(none)") }

        let cards = try FakeCards(["devices": 1, "opencl_devices": 3])
        let both = libraries(cards).joined(separator: " ")
        let all = try await work("--device gpu \(both)")
        #expect(all.cuda && all.deviceIDs == nil)
        #expect(all.opencl != nil && all.opencl?.deviceIDs == nil)
        // The OpenCL device that is no other card's: of CUDA's one and the two, the second.
        let second = try await work("--device auto --dev-id 1 \(both)")
        #expect(!second.cuda)
        #expect(second.opencl?.deviceIDs == [1])
        await #expect(throws: CardError(.unknownDevice, "")) { try await work("--device gpu --dev-id 2 \(both)") }
        cards.set("devices", 0)
        #expect(try await work("--device gpu \(both)").cuda == false)
    }

    @Test("of both kinds are measured, one document for all")
    func benchmark() async throws {
        let cards = try FakeCards()
        let words =
            ["pow", "benchmark", "--seconds", "0.02", "--tpb", "32", "--json-output", "--quiet"] + libraries(cards)
        let run = await Run(words + ["--device", "cuda:0,opencl:1"])
        #expect(run.status == .done, "\(run.talk)")
        let devices = try #require(try run.document["devices"] as? [[String: any Sendable]])
        #expect(devices.compactMap { $0["device"] as? String } == ["cuda:0", "opencl:1"])
        for words in [["--device", "cpu,cuda"], ["--dev-id", "0"], ["--device", "cuda", "--threads", "1"]] {
            #expect(await Run(["pow", "benchmark"] + words).status == .usage)
        }
    }

    @Test("by a driver that crashes or hangs are not asked for by this process", arguments: ["crash", "hang"])
    func brokenDriver(_ way: String) async throws {
        let cards = try FakeCards()
        let program = try #require(try ProgramTests.program([]).executableURL?.path)
        let terminal = RecordedTerminal().terminal
        let console = Console(
            terminal: terminal, environment: Environment(["FAKE_OPENCL": way]), program: program)
        let library = OpenCLProbe.guarding(cards.opencl, console, limit: .milliseconds(500))
        let probe = try #require(library.probe)
        let error = try await #require(throws: CardError.self) { try await probe() }
        #expect(error.code == .driverBroken)
        #expect(error.reason.contains("OCL_ICD_VENDORS"))
        let healthy = OpenCLProbe.guarding(cards.opencl, Console(terminal: terminal, program: program))
        let look = try #require(healthy.probe)
        try await look()
    }

    private func work(_ line: String) async throws -> POWOptions {
        let console = RecordedTerminal().console()
        let words = line.split(separator: " ").map(String.init)
        return try await SearchWords.parse(words).registrationOptions(console).work
    }
}
