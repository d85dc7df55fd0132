// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Synchronization

/// What one client does all the time while its connections are disturbed.
struct Workload: Sendable {
    /// Subscriptions that last from the beginning to the end.
    static let readers = 4

    let client: ResilientRPCClient
    let truth: Truth
    let report: SoakReport
    private let progress = Progress()

    init(client: ResilientRPCClient, truth: Truth, report: SoakReport) {
        self.client = client
        self.truth = truth
        self.report = report
    }

    /// Nothing new is begun from now on.
    func stop() { progress.stop() }

    // MARK: Answers

    /// Asks one thing after the other.
    func read(_ number: Int) async {
        while progress.isGoing {
            await ask()
            try? await Task.sleep(for: .milliseconds(40 + number))
        }
    }

    /// Asks very much at once, now and then, and renews what is known.
    func burst() async {
        while progress.isGoing {
            do {
                try await truth.renew()
            } catch {
                report.fail("the node does not answer directly: \(error)")
            }
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<2000 { group.addTask { await ask() } }
            }
            try? await Task.sleep(for: .seconds(5))
        }
    }

    private func ask() async {
        guard let question = truth.question else { return }
        do {
            let answer = try await client.request(method: question.method, params: question.params)
            report.note { $0.answers += 1 }
            if answer != question.answer { report.fail("a wrong answer to \(question.method) was believed") }
        } catch {
            if progress.isGoing { report.fail("\(question.method) was not answered: \(error)") }
        }
    }

    // MARK: What is done once

    func makeBlocks() async {
        while progress.isGoing {
            do {
                _ = try await client.request(method: "engine_createBlock")
                report.note { $0.submissions += 1 }
            } catch {
                switch error.code {
                case .outcomeUnknown, .timedOut, .cancelled: report.note { $0.unknownSubmissions += 1 }
                case .unreachable: report.note { $0.unsentSubmissions += 1 }
                default: report.fail("a block was refused: \(error)")
                }
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
    }

    // MARK: Subscriptions

    /// Reads heads, which must come in order, each the child of a block that the chain has.
    func follow(_ reader: Int) async {
        do {
            let heads = try await client.subscribe(
                method: "chain_subscribeNewHeads", unsubscribe: "chain_unsubscribeNewHeads")
            var last = 0
            var lastTime = ContinuousClock.now
            for try await head in heads {
                let number = try truth.number(of: head)
                if number < last { report.fail("head \(number) came after \(last)") }
                if number > 0, try await truth.hash(number - 1) != head["parentHash"] {
                    report.fail("head \(number) is no block of the chain")
                }
                let gap = lastTime.duration(to: .now)
                lastTime = .now
                last = number
                report.note { numbers in
                    numbers.heads += 1
                    numbers.longestGap = max(numbers.longestGap, gap)
                }
                progress.saw(number, reader)
            }
            report.fail("a subscription ended")
        } catch {
            if !Task.isCancelled { report.fail("a subscription was lost: \(error)") }
        }
    }

    /// Waits until every subscription has seen a block that is made now.
    func arrive() async throws {
        try await truth.makeBlock()
        report.note { $0.submissions += 1 }
        let last = try await truth.head()
        for _ in 0..<300 {
            if progress.arrivals(at: last) == Self.readers { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        report.fail("only \(progress.arrivals(at: last)) of \(Self.readers) subscriptions saw the last block")
    }

    // MARK: Clients that come and go

    func live(_ endpoints: [RPCEndpoint], _ configuration: ResilientRPCConfiguration) async {
        while progress.isGoing {
            do {
                try await withRPCClient(endpoints: endpoints.reversed(), configuration: configuration) { client in
                    let heads = try await client.subscribe(
                        method: "chain_subscribeNewHeads", unsubscribe: "chain_unsubscribeNewHeads")
                    _ = try await client.request(method: "system_chain")
                    _ = try await heads.makeAsyncIterator().next()
                }
                report.note { $0.scopes += 1 }
            } catch {
                if progress.isGoing { report.fail("a new client did not work: \(error)") }
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    // MARK: Readings

    func observe() async {
        for await state in client.states() {
            report.note { numbers in
                switch state {
                case .connected: numbers.reconnections += 1
                case .failedOver:
                    numbers.reconnections += 1
                    numbers.failovers += 1
                case .reconnecting, .ended: break
                }
            }
        }
    }

    func sample() async throws {
        while progress.isGoing {
            let (memory, descriptors) = (ProcessReading.residentMiB, ProcessReading.descriptors)
            report.note { numbers in
                numbers.residentMiB.append(memory)
                numbers.allocatedMiB.append(ProcessReading.allocatedMiB)
                numbers.descriptorsAtMost = max(numbers.descriptorsAtMost, descriptors)
            }
            try await Task.sleep(for: .seconds(1))
        }
    }
}

/// How far the work is.
private final class Progress: Sendable {
    private struct State {
        var isGoing = true
        /// The newest block that each reader of a subscription has seen.
        var newest: [Int: Int] = [:]
    }

    private let state = Mutex(State())

    var isGoing: Bool { state.withLock { $0.isGoing } }

    func stop() { state.withLock { $0.isGoing = false } }

    func saw(_ number: Int, _ reader: Int) { state.withLock { $0.newest[reader] = number } }

    func arrivals(at number: Int) -> Int { state.withLock { $0.newest.values.count { $0 >= number } } }
}
