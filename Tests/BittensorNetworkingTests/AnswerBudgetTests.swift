// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ConformanceSynapses
import SubstrateKeys
import Testing

@testable import BittensorNetworking

@Suite("Room for answers", .timeLimit(.minutes(1)))
struct AnswerBudgetTests {
    /// A whole answer, with so many bytes that nobody asked for.
    private static func answer(_ more: Int) -> [UInt8] {
        let body = #"{"output": 2, "more": "\#(String(repeating: "x", count: more))"}"#
        return [UInt8](
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                .utf8)
    }

    @Test(
        "Whatever 256 peers send, those whose answers fit into their part are answered, and the sum stays in its bounds"
    )
    func hostilePeers() async throws {
        let (hostile, honest) = (Self.answer(90_000), Self.answer(10))
        try await StubServer.serve({ _ in (hostile, .keepOpen) }) { hostilePort in
            try await StubServer.serve({ _ in (honest, .keepOpen) }) { honestPort in
                var configuration = DendriteConfiguration()
                configuration.longestAnswer = 100_000
                configuration.answersInFlight = 400_000
                let targets = try (0..<288).map { try TestAxon.target($0 % 9 == 0 ? honestPort : hostilePort) }
                try await Dendrite.with(try TestAxon.caller.get(), configuration: configuration) { dendrite in
                    let results = await dendrite.call(IntSynapse(), targets).map { $0.message().dendrite }
                    let (evil, good) = (
                        results.indices.filter { $0 % 9 != 0 }.map { results[$0] },
                        results.indices.filter { $0 % 9 == 0 }.map { results[$0] }
                    )
                    #expect(evil.count == 256)
                    #expect(good.allSatisfy { $0.statusCode == 200 })
                    // The half that is for whoever needs more holds two of them, beside their own parts.
                    #expect(evil.count { $0.statusCode == 200 } <= 2)
                    for refused in evil where refused.statusCode != 200 {
                        #expect(refused.statusCode == 422)
                        #expect(
                            refused.statusMessage
                                == "Failed to parse response: the answers of all targets together are longer than 400000 bytes"
                        )
                    }
                    // The room is there again for the next call.
                    let next = await dendrite.call(IntSynapse(), targets[1]).message()
                    #expect(next.dendrite.statusCode == 200)
                }
            }
        }
    }

    @Test("A part is nobody else's, the rest is whoever's comes first, and all of it comes back")
    func shares() throws {
        let budget = AnswerBudget(limit: 100, targets: 5)
        #expect(budget.part == 10)
        do {
            let greedy = AnswerShare(budget)
            try greedy.take(60)
            #expect(throws: CallProblem.self) { try greedy.take(1) }
            for _ in 0..<4 { try AnswerShare(budget).take(10) }
            let other = AnswerShare(budget)
            try other.take(9)
            #expect(throws: CallProblem.self) { try other.take(2) }
            try other.take(1)
        }
        try AnswerShare(budget).take(60)
    }
}
