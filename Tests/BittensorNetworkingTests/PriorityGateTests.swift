// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import BittensorNetworking

@Suite("Priority")
struct PriorityGateTests {
    /// In which order calls run that arrive one after the other while another one runs.
    private static func order(of priorities: [Double], fairness: Int) async -> [Double] {
        let gate = PriorityGate(HandlerShare(running: 1, waiting: priorities.count, fairness: fairness))
        #expect(await gate.enter(priority: 0, limit: .seconds(60)) == .admitted)
        let (admitted, continuation) = AsyncStream.makeStream(of: Double.self)
        let order = await withTaskGroup(of: Void.self) { group in
            for (place, priority) in priorities.enumerated() {
                group.addTask {
                    _ = await gate.enter(priority: priority, limit: .seconds(60))
                    continuation.yield(priority)
                }
                while gate.occupancy.waiting <= place { await Task.yield() }
            }
            var order: [Double] = []
            gate.leave()
            for await priority in admitted {
                order.append(priority)
                if order.count == priorities.count { break }
                gate.leave()
            }
            return order
        }
        gate.leave()
        #expect(gate.occupancy == (0, 0))
        return order
    }

    @Test("The largest priority goes first, and the one that waits longest is not forgotten")
    func fairness() async {
        #expect(await Self.order(of: [1, 5, 3, 4, 2], fairness: 3) == [5, 4, 1, 3, 2])
    }

    @Test("Calls run in the order of Python's pool", arguments: SynapseVectors.cases("priority", "pool_alone"))
    func pool(vector: VectorCase) async {
        func numbers(_ key: String) -> [Double] {
            vector.list(key).compactMap { value in
                switch value {
                case .integer(let number): Double(number)
                case .number(let number): number
                default: nil
                }
            }
        }
        #expect(!numbers("ran").isEmpty)
        #expect(await Self.order(of: numbers("submitted"), fairness: 0) == numbers("ran"))
    }

    @Test("Who finds no room is told, who waits too long or leaves goes")
    func limits() async {
        let gate = PriorityGate(HandlerShare(running: 1, waiting: 1))
        #expect(await gate.enter(priority: 0, limit: .seconds(10)) == .admitted)
        #expect(await gate.enter(priority: 0, limit: .milliseconds(1)) == .timedOut)
        let waiting = Task { await gate.enter(priority: 0, limit: .seconds(60)) }
        while gate.occupancy.waiting == 0 { await Task.yield() }
        #expect(gate.isFull)
        #expect(await gate.enter(priority: 9, limit: .seconds(10)) == .full)
        waiting.cancel()
        #expect(await waiting.value == .cancelled)
        gate.leave()
        #expect(gate.occupancy == (0, 0))
    }
}
