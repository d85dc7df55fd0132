// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet
import NATSClient
import SubstratePrimitives

/// Tries a broker as one of its workers.
struct BrokerCheck: Sendable {
    /// Something that was tried.
    struct Trial: Hashable, Sendable {
        let what: String
        let isGood: Bool
        let how: String
    }

    let worker: WorkerName
    let subjects: FleetSubjects

    /// - Throws: when there is no connection at all.
    func run(on servers: [NATSServer], _ configuration: NATSConfiguration) async throws -> [Trial] {
        try await withWorkerBus(on: servers, as: worker, subjects: subjects, configuration: configuration) { bus in
            var findings: [Trial] = []
            let start = ContinuousClock.now
            try await bus.connection.flush()
            findings.append(
                Trial(what: "connect", isGood: true, how: "answers in \(start.duration(to: .now).shortText)"))
            findings.append(await must("read the job") { try await readJob(bus) })
            findings.append(
                await must("report") {
                    try await bus.report(FleetReport(epoch: nil, hashes: 0, devices: [], found: 0), by: worker)
                    try await bus.connection.flush()
                    return "as \(worker)"
                })
            let other = try WorkerName(worker.description == "other" ? "another" : "other")
            findings.append(
                await mustNot("report as another worker") {
                    try await bus.report(FleetReport(epoch: nil, hashes: 0, devices: [], found: 0), by: other)
                    try await bus.connection.flush()
                })
            findings.append(
                await mustNot("listen to other workers") {
                    _ = try await bus.connection.subscribe(to: NATSSubject(subjects.allResults))
                })
            // The bucket's own subject, under a key that nobody reads.
            findings.append(
                await mustNot("put jobs") {
                    try await bus.connection.publish([], to: NATSSubject("$KV.\(subjects.bucket).check"))
                    try await bus.connection.flush()
                })
            findings.append(
                await mustNot("change what the broker keeps") {
                    try await bus.connection.publish([], to: NATSSubject("$JS.API.STREAM.NAMES"))
                    try await bus.connection.flush()
                })
            return findings
        }
    }

    private func readJob(_ bus: NATSWorkBus) async throws -> String {
        guard let job = try await bus.currentJob() else { return "there is none yet" }
        return "number \(job.epoch), of \(job.puzzles.count) puzzles"
    }

    private func must(_ what: String, _ trial: () async throws -> String) async -> Trial {
        do {
            return Trial(what: what, isGood: true, how: try await trial())
        } catch {
            return Trial(what: what, isGood: false, how: Failure(error).message)
        }
    }

    private func mustNot(_ what: String, _ trial: () async throws -> Void) async -> Trial {
        do {
            try await trial()
            return Trial(what: "not \(what)", isGood: false, how: "it is let do so: see the users' permissions")
        } catch {
            let isDenied = ((error as? NATSError) ?? (error as? FleetError)?.cause)?.code == .permissionDenied
            return Trial(what: "not \(what)", isGood: isDenied, how: isDenied ? "is refused" : Failure(error).message)
        }
    }
}
