// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import ProofOfWork

@Suite("Thread placement")
struct ThreadPlacementTests {
    private let topology = machine(allowed: "0-3", siblings: { "\($0 % 2),\($0 % 2 + 2)" })

    @Test(
        "as a person types it",
        arguments: [
            ("auto", .automatic), ("none", .unbound), ("cores", .processors([])), ("0", .processors([0])),
            ("3,0-2", .processors([3, 0, 1, 2])), ("1,1", .processors([1, 1])),
        ] as [(String, ThreadPlacement)])
    func parsing(_ text: String, _ placement: ThreadPlacement) throws {
        #expect(try ThreadPlacement(parsing: text) == placement)
        #expect(try ThreadPlacement(parsing: placement.description) == placement)
    }

    @Test(
        "nonsense is refused",
        arguments: ["", "all", "-1", "1-", "2-1", "1,,2", "1,", "0-5000", "0-99999999999", "AUTO"])
    func nonsense(_ text: String) {
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try ThreadPlacement(parsing: text) }
    }

    @Test("automatic binds when every processor gets one thread and no quota is in the way")
    func automatic() throws {
        let placement = ThreadPlacement.automatic
        #expect(try placement.processors(forThreads: 4, topology: topology, hasQuota: false) == [0, 1, 2, 3])
        for threads in [1, 2, 3, 5] {
            #expect(try placement.processors(forThreads: threads, topology: topology, hasQuota: false).isEmpty)
        }
        #expect(try placement.processors(forThreads: 4, topology: topology, hasQuota: true).isEmpty)
        #expect(try placement.processors(forThreads: 4, topology: nil, hasQuota: false).isEmpty)
    }

    @Test("what was named is taken as it is, if the process may use it")
    func named() throws {
        func processors(_ placement: ThreadPlacement) throws -> [Int] {
            try placement.processors(forThreads: 2, topology: topology, hasQuota: true)
        }
        #expect(try processors(.unbound).isEmpty)
        #expect(try processors(.processors([])) == [0, 1, 2, 3])
        #expect(try processors(.processors([3, 1])) == [3, 1])
        #expect(throws: ProofOfWorkError(.invalidOption, "")) { try processors(.processors([0, 4])) }
    }

    #if os(Linux)
        @Test("threads run where they are bound to")
        func binding() async throws {
            let order = try #require(ProcessorTopology.current).coresFirst
            let places = try await ThreadGroup.run(
                count: order.count + 1, name: "bound", processors: order
            ) { _, _ in
                SystemFile.text("/proc/thread-self/status").flatMap { text in
                    text.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }.map(String.init)
                }
            }
            let expected = (order + [order[0]]).map { "Cpus_allowed_list:\t\($0)" }
            #expect(places == expected)
            #expect(ProcessorTopology.current?.coresFirst == order, "the process keeps its own mask")
        }
    #endif

    @Test("a thread that cannot be bound runs all the same")
    func impossible() async throws {
        let results = try await ThreadGroup.run(count: 2, name: "unbound", processors: [999_999]) { index, _ in index }
        #expect(results == [0, 1])
        #expect(!SystemThread.pinCurrent(to: -1))
    }

    @Test("a solver refuses processors that the process may not use")
    func solver() async throws {
        guard ProcessorTopology.current != nil else { return #expect(!SystemThread.pinCurrent(to: 0)) }
        await #expect(throws: ProofOfWorkError(.invalidOption, "")) {
            try await withSealSolver(.init(threads: 1, placement: .processors([999_999]))) { _ in }
        }
    }
}
