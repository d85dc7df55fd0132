// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import NATSClient
import Synchronization

/// A bus over a broker of NATS: jobs lie in a bucket, results in a stream that knows them again, reports are told and forgotten.
///
/// All of it is kept in the broker's memory. What the broker loses when it ends, the coordinator puts there again.
public final class NATSWorkBus: WorkBus {
    public let connection: NATSConnection
    public let subjects: FleetSubjects
    private let jetStream: NATSJetStream
    private let bucket: NATSBucket
    /// What this side has published last, to be put where the broker has lost it.
    private let last = Mutex<FleetJob?>(nil)

    /// A bus over a connection. Coordinators have ``keepUp()`` running beside, and workers need not.
    ///
    /// - Parameter timeout: how long the broker may take for each answer.
    public init(
        _ connection: NATSConnection, subjects: FleetSubjects, timeout: Duration? = nil
    ) throws(FleetError) {
        self.connection = connection
        self.subjects = subjects
        jetStream = NATSJetStream(connection, timeout: timeout)
        do throws(NATSError) {
            bucket = try NATSBucket(subjects.bucket, jetStream)
        } catch {
            throw FleetError(error)
        }
    }

    // MARK: The coordinator's side

    /// Makes the bucket and the stream, where they are not there.
    public func prepare() async throws(FleetError) {
        try await onBus { () async throws(NATSError) in
            try await bucket.create(storage: .memory, maxBytes: 1 << 20)
            try await createStream()
        }
    }

    private func createStream() async throws(NATSError) {
        var configuration = NATSStreamConfiguration(
            name: subjects.stream, subjects: [try NATSSubject(subjects.allResults)])
        configuration.maxBytes = 16 << 20
        // Whoever hands in without end drives out no results but its own.
        configuration.maxMessagesPerSubject = 32
        configuration.maxMessageBytes = 1024
        // Longer than any puzzle is of use.
        configuration.maxAge = .seconds(3600)
        configuration.duplicateWindow = .seconds(600)
        do throws(NATSError) {
            try await jetStream.createStream(configuration)
        } catch  where error.code == .streamExists {
            // Another version's.
            try await jetStream.updateStream(configuration)
        }
    }

    public func publish(_ job: FleetJob) async throws(FleetError) {
        last.withLock { $0 = job }
        try await put(job)
    }

    private func put(_ job: FleetJob) async throws(FleetError) {
        do throws(FleetError) {
            try await put(job, within: min(Self.patience, timeout))
        } catch  where error.cause?.code == .noResponders || error.cause?.code == .timedOut {
            try await prepare()
            try await put(job, within: timeout)
        }
    }

    private func put(_ job: FleetJob, within timeout: Duration) async throws(FleetError) {
        try await onBus { () async throws(NATSError) in
            let bucket = try NATSBucket(subjects.bucket, NATSJetStream(connection, timeout: timeout))
            try await bucket.put(job.wire, for: subjects.jobKey)
        }
    }

    /// How long a job may take to be stored until the bucket is looked for. Where there is none, and a worker listens, the broker says
    /// nothing at all.
    private static let patience = Duration.seconds(1)

    private var timeout: Duration { jetStream.timeout ?? connection.configuration.requestTimeout }

    /// Puts the last job where the broker has lost it, after each lost connection, until the task is cancelled.
    public func keepUp() async {
        for await case .connected in connection.states() {
            while await !isRestored() {
                guard (try? await connection.pacing.sleep(Self.retryInterval)) != nil else { return }
            }
        }
    }

    private static let retryInterval = Duration.milliseconds(200)

    /// Whether the broker has the last job, or a newer one.
    private func isRestored() async -> Bool {
        guard let job = last.withLock(\.self) else { return true }
        do throws(FleetError) {
            if try await isOlder(than: job) {
                try await prepare()
                try await put(job)
            }
            return true
        } catch {
            return false
        }
    }

    /// Whether the broker has no job, an older one, or one that nobody can read.
    private func isOlder(than job: FleetJob) async throws(FleetError) -> Bool {
        do throws(FleetError) {
            return try await currentJob().map { $0.epoch < job.epoch } ?? true
        } catch  where error.code != .bus {
            return true
        }
    }

    public func currentJob() async throws(FleetError) -> FleetJob? {
        let entry = try await onBus { () async throws(NATSError) in try await bucket.get(subjects.jobKey) }
        return try entry.map { entry throws(FleetError) in try FleetJob(wire: entry.value) }
    }

    public func submissions() async throws(FleetError) -> any AsyncSequence<FleetSubmission, any Error> & Sendable {
        try await prepare()
        return NATSSubmissions(self)
    }

    /// The consumer of what was handed in, with the stream if that is gone.
    func consumer() async throws(NATSError) -> NATSPullConsumer {
        try await createStream()
        var configuration = NATSConsumerConfiguration(stream: subjects.stream, name: subjects.consumer)
        configuration.acknowledgementWait = .seconds(10)
        return try await jetStream.createConsumer(configuration)
    }

    public func reports() async throws(FleetError) -> any AsyncSequence<(WorkerName, FleetReport), any Error> & Sendable
    {
        let messages = try await onBus { () async throws(NATSError) in
            try await connection.subscribe(to: NATSSubject(subjects.allReports))
        }
        return messages.compactMap { [subjects] message throws -> (WorkerName, FleetReport)? in
            // Nothing hangs on a report that is none.
            guard let worker = subjects.worker(of: message.subject),
                let report = try? FleetReport(wire: message.payload)
            else { return nil }
            return (worker, report)
        }
    }

    // MARK: A worker's side

    public func jobs() async throws(FleetError) -> any AsyncSequence<FleetJob, any Error> & Sendable {
        let entries = try await onBus { () async throws(NATSError) in try await bucket.watch(subjects.jobKey) }
        return entries.map { entry throws in try FleetJob(wire: entry.value) }
    }

    public func submit(_ result: FleetResult, by worker: WorkerName) async throws(FleetError) {
        try await onBus { () async throws(NATSError) in
            _ = try await jetStream.publish(
                result.wire, to: NATSSubject(subjects.results(of: worker)), id: result.id)
        }
    }

    public func report(_ report: FleetReport, by worker: WorkerName) async throws(FleetError) {
        try await onBus { () async throws(NATSError) in
            try await connection.publish(report.wire, to: NATSSubject(subjects.reports(of: worker)))
        }
    }

    private func onBus<Value>(_ body: () async throws(NATSError) -> Value) async throws(FleetError) -> Value {
        do throws(NATSError) {
            return try await body()
        } catch {
            throw FleetError(error)
        }
    }
}
