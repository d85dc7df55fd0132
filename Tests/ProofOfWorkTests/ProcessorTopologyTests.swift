// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import ProofOfWork

@Suite("Processor topology")
struct ProcessorTopologyTests {
    @Test("two threads per core, numbered as Intel does: cores first")
    func halves() throws {
        let topology = try #require(machine(allowed: "0-7", siblings: { "\($0 % 4),\($0 % 4 + 4)" }))
        #expect(topology.cores == [[0, 4], [1, 5], [2, 6], [3, 7]])
        #expect(topology.coresFirst == [0, 1, 2, 3, 4, 5, 6, 7])
        #expect(topology.processorCount == 8)
    }

    @Test("two threads per core, numbered in pairs: cores first")
    func pairs() throws {
        let topology = try #require(machine(allowed: "0-5", siblings: { "\($0 / 2 * 2)-\($0 / 2 * 2 + 1)" }))
        #expect(topology.coresFirst == [0, 2, 4, 1, 3, 5])
    }

    @Test("cores with one and with two threads")
    func hybrid() throws {
        let topology = try #require(
            machine(allowed: "0-5", siblings: { $0 < 4 ? "\($0 / 2 * 2)-\($0 / 2 * 2 + 1)" : "\($0)" }))
        #expect(topology.coresFirst == [0, 2, 4, 5, 1, 3])
    }

    @Test("only what the process may use, and what is switched on, counts")
    func mask() throws {
        let topology = try #require(
            machine(allowed: "1,4-5,9", online: "0-7", siblings: { "\($0 % 4),\($0 % 4 + 4)" }))
        #expect(topology.cores == [[1, 5], [4]])
        #expect(topology.coresFirst == [1, 4, 5])
    }

    @Test("an old kernel's file name, missing files and nonsense", arguments: ["", "x", "7", "0-99999999999"])
    func nonsense(_ list: String) throws {
        let old = ProcessorTopology { path in
            switch path {
            case "/proc/self/status": "Cpus_allowed_list:\t0-1\n"
            case "/sys/devices/system/cpu/cpu0/topology/thread_siblings_list",
                "/sys/devices/system/cpu/cpu1/topology/thread_siblings_list":
                "0-1\n"
            default: nil
            }
        }
        #expect(old?.cores == [[0, 1]])
        // A processor whose siblings nobody knows is a core of its own.
        #expect(machine(allowed: "0-1", siblings: { _ in list })?.cores == [[0], [1]])
        #expect(ProcessorTopology { _ in nil } == nil)
    }

    @Test("this machine's topology has every processor once")
    func current() {
        guard let topology = ProcessorTopology.current else { return #expect(ProcessorCount.available >= 1) }
        #expect(Set(topology.coresFirst).count == topology.processorCount)
        #expect(topology.processorCount >= ProcessorCount.available)
    }
}

/// A machine whose processors have these siblings.
func machine(allowed: String, online: String? = nil, siblings: (Int) -> String) -> ProcessorTopology? {
    ProcessorTopology { path in
        if path == "/proc/self/status" { return "Name:\tx\nCpus_allowed_list:\t\(allowed)\n" }
        if path == "/sys/devices/system/cpu/online" { return online.map { "\($0)\n" } }
        guard let number = path.wholeMatch(of: /.*\/cpu(\d+)\/topology\/core_cpus_list/).flatMap({ Int($0.1) }) else {
            return nil
        }
        return siblings(number) + "\n"
    }
}
