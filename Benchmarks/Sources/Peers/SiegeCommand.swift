// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import NIOCore
import SubstrateKeys
import SubstratePrimitives

/// Starts an axon, attacks it, and measures how signed callers fare meanwhile.
struct SiegeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "siege", abstract: "Measure an axon for signed callers while strangers attack it.")

    @Option(help: "One kind of attack; all of them, one after the other, without it.") var kind: AttackKind?
    @Option(help: "How long each of them lasts.") var seconds = 60.0
    @Option(help: "Signed requests per second, over 32 kept connections.") var rate = 500.0
    @Flag(help: "Fail when a goal is missed: p99 250 ms, 20 MB, back after 1 s.") var check = false

    func run() async throws {
        var isGood = true
        for kind in kind.map({ [$0] }) ?? AttackKind.allCases {
            let outcome = try await besiege(kind)
            print("\(kind.rawValue): \(outcome)")
            fflushStandardOutput()
            isGood = isGood && outcome.isGood
        }
        if check, !isGood { throw ExitCode.failure }
    }

    private func besiege(_ kind: AttackKind) async throws -> SiegeOutcome {
        let (server, line) = try start(["serve", "--host", "::"], awaits: true)
        defer { server.terminate() }
        guard let port = line.split(separator: "\"port\": ").last.flatMap({ Int($0.filter(\.isNumber)) }) else {
            throw ValidationError("the axon does not say its port but '\(line)'")
        }
        let pid = Int(server.processIdentifier)
        // What every server needs once it is at work.
        _ = try await kept(port, for: 4)
        let before = try ProcessUse(pid: pid)
        async let latencies = kept(port, for: seconds + 1)
        // They have their connections before the attack begins, as who calls all day has.
        try await Task.sleep(for: .seconds(1))
        let (attack, _) = try start(
            ["attack", "--port", "\(port)", "--kind", kind.rawValue, "--seconds", "\(seconds)"], awaits: false)
        defer { attack.terminate() }
        async let memory = mostMemory(pid)
        async let probes = fresh(port)
        let (peak, (freshLatencies, lost), keptLatencies) = (try await memory, await probes, try await latencies)
        attack.waitUntilExit()
        let recovery = await recovery(port)
        let after = try ProcessUse(pid: pid)
        return SiegeOutcome(
            kept: keptLatencies, fresh: freshLatencies, lost: lost, growth: peak - before.megabytes,
            serverLoad: (after.cpuSeconds - before.cpuSeconds) / seconds, recovery: recovery)
    }

    /// This program again; with `awaits`, and the first line that it prints.
    private func start(_ arguments: [String], awaits: Bool) throws -> (Process, String) {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        return (process, awaits ? String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self) : "")
    }

    /// Callers who keep their connections; returns how long each answer took.
    private func kept(_ port: Int, for seconds: Double) async throws -> [Int64] {
        let (connections, axon) = (32, try KeyPair(uri: "//WireAxon").accountID.ss58())
        let caller = try KeyPair(uri: "//WireCaller")
        let share = Int(rate * seconds) / connections
        let interval = Duration.seconds(Double(connections) / rate)
        return try await withThrowingTaskGroup(of: [Int64].self) { group in
            for index in 0..<connections {
                group.addTask {
                    // Nonces of the time at which they are sent.
                    let requests = SignedRequests.make(share, for: axon, by: caller, every: interval)
                    return try await LoadConnection.run(
                        requests, port: port, every: interval, after: interval * index / connections,
                        from: "127.0.0.8")
                }
            }
            return try await group.reduce(into: [Int64]()) { $0 += $1 }
        }
    }

    /// Callers who come anew, ten a second; returns how long each took to connect and be answered, and how many were not.
    private func fresh(_ port: Int) async -> ([Int64], lost: Int) {
        var (latencies, lost) = ([Int64](), 0)
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            let next = ContinuousClock.now + .milliseconds(100)
            if let latency = await ask(port) { latencies.append(latency) } else { lost += 1 }
            try? await Task.sleep(until: next)
        }
        return (latencies, lost)
    }

    /// One call over a connection of its own.
    private func ask(_ port: Int) async -> Int64? {
        guard let axon = try? KeyPair(uri: "//WireAxon").accountID.ss58(), let caller = try? KeyPair(uri: "//Newcomer")
        else { return nil }
        let request = SignedRequests.make(1, for: axon, by: caller)
        let start = ContinuousClock.now
        guard
            (try? await LoadConnection.run(request, port: port, every: nil, after: .zero, from: "127.0.0.9")) != nil
        else { return nil }
        return Int64(start.duration(to: .now) / .nanoseconds(1))
    }

    private func mostMemory(_ pid: Int) async throws -> Double {
        var most = 0.0
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            most = max(most, try ProcessUse(pid: pid).megabytes)
            try await Task.sleep(for: .milliseconds(200))
        }
        return most
    }

    /// How long after the attack a newcomer waits for the first answer.
    private func recovery(_ port: Int) async -> Double {
        let start = ContinuousClock.now
        while start.duration(to: .now) < .seconds(30), await ask(port) == nil {}
        return start.duration(to: .now) / .seconds(1)
    }
}

/// How an axon stood it.
struct SiegeOutcome: CustomStringConvertible {
    let kept: [Int64]
    let fresh: [Int64]
    /// Calls of newcomers that were not answered.
    let lost: Int
    /// In megabytes.
    let growth: Double
    /// Of one core.
    let serverLoad: Double
    let recovery: Double

    var isGood: Bool { Self.share(kept, 0.99) <= 250 && growth <= 20 && recovery <= 1 }

    /// What so large a share of the latencies does not exceed, in milliseconds.
    private static func share(_ latencies: [Int64], _ share: Double) -> Double {
        let sorted = latencies.sorted()
        guard !sorted.isEmpty else { return .infinity }
        return Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1e6
    }

    var description: String {
        String(
            format: "%d calls over kept connections, p50 %.1f ms, p99 %.1f ms, most %.1f ms; "
                + "%d newcomers, p50 %.1f ms, p99 %.1f ms, %d lost; memory + %.1f MB; %.2f of a core; back after %.3f s",
            kept.count, Self.share(kept, 0.5), Self.share(kept, 0.99), Self.share(kept, 1), fresh.count,
            Self.share(fresh, 0.5), Self.share(fresh, 0.99), lost, growth, serverLoad, recovery)
    }
}
