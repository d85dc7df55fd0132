// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NATSClient

/// What a fleet's things are called at a broker, and who may do what with them.
public struct FleetSubjects: Hashable, Sendable {
    /// The first word of all names. A broker serves several fleets under several.
    public let prefix: String

    /// - Throws: `invalidName` for what cannot be one word of a subject.
    public init(prefix: String = "swift-bittensor") throws(FleetError) {
        guard (try? WorkerName(prefix)) != nil else {
            throw FleetError(.invalidName, "the name of a fleet has 1 to 64 letters, digits, - and _")
        }
        self.prefix = prefix
    }

    /// The bucket where the current job lies, under ``jobKey``.
    public var bucket: String { "\(prefix)-jobs" }
    public var jobKey: String { "current" }
    /// The stream of what workers hand in, and the consumer that reads it.
    public var stream: String { "\(prefix)-results" }
    public var consumer: String { "coordinator" }

    public func results(of worker: WorkerName) -> String { "\(prefix).results.\(worker)" }
    public func reports(of worker: WorkerName) -> String { "\(prefix).reports.\(worker)" }
    public var allResults: String { "\(prefix).results.*" }
    public var allReports: String { "\(prefix).reports.*" }

    /// Where a worker's answers come in: no other worker may listen there.
    public func inbox(of worker: WorkerName) -> String { "_INBOX_\(worker)" }

    /// All that a worker needs, and no more: it reads the job, and hands in under its own name.
    public func permissions(of worker: WorkerName) -> (publish: [String], subscribe: [String]) {
        let job = "$KV.\(bucket).\(jobKey)"
        return (
            [
                results(of: worker), reports(of: worker), "$JS.API.STREAM.INFO.KV_\(bucket)",
                "$JS.API.DIRECT.GET.KV_\(bucket).\(job)",
            ],
            [job, "\(inbox(of: worker)).>"]
        )
    }

    /// The worker that a subject of results or of reports belongs to.
    func worker(of subject: String) -> WorkerName? {
        subject.split(separator: ".").last.flatMap { try? WorkerName(String($0)) }
    }
}
