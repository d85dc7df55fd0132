// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// A bus within one program: for tests, and for workers of one's own beside those of a fleet.
public final class InMemoryWorkBus: WorkBus {
    private struct State {
        var job: FleetJob?
        var jobReaders: [UInt64: AsyncThrowingStream<FleetJob, any Error>.Continuation] = [:]
        var reportReaders: [UInt64: AsyncThrowingStream<(WorkerName, FleetReport), any Error>.Continuation] = [:]
        var lastReader: UInt64 = 0
        /// By which results are known again: those that came last.
        var known: [String] = []
    }

    /// Results that wait for the coordinator, and results that are known again, at most.
    private static let capacity = 1024

    private let state = Mutex(State())
    private let results: AsyncThrowingStream<FleetSubmission, any Error>
    private let resultFeed: AsyncThrowingStream<FleetSubmission, any Error>.Continuation

    public init() {
        (results, resultFeed) = AsyncThrowingStream.makeStream(bufferingPolicy: .bufferingNewest(Self.capacity))
    }

    public func publish(_ job: FleetJob) async throws(FleetError) {
        let readers = state.withLock { state in
            state.job = job
            return Array(state.jobReaders.values)
        }
        for reader in readers { reader.yield(job) }
    }

    public func currentJob() async throws(FleetError) -> FleetJob? { state.withLock(\.job) }

    /// For one reader.
    public func submissions() async throws(FleetError) -> any AsyncSequence<FleetSubmission, any Error> & Sendable {
        results
    }

    public func reports() async throws(FleetError) -> any AsyncSequence<(WorkerName, FleetReport), any Error> & Sendable
    {
        let (stream, feed) = AsyncThrowingStream<(WorkerName, FleetReport), any Error>.makeStream(
            bufferingPolicy: .bufferingNewest(Self.capacity))
        let number = state.withLock { state in
            state.lastReader += 1
            state.reportReaders[state.lastReader] = feed
            return state.lastReader
        }
        feed.onTermination = { [weak self] _ in self?.state.withLock { $0.reportReaders[number] = nil } }
        return stream
    }

    public func jobs() async throws(FleetError) -> any AsyncSequence<FleetJob, any Error> & Sendable {
        let (stream, feed) = AsyncThrowingStream<FleetJob, any Error>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            if let job = state.job { feed.yield(job) }
            state.lastReader += 1
            state.jobReaders[state.lastReader] = feed
            return state.lastReader
        }
        feed.onTermination = { [weak self] _ in self?.state.withLock { $0.jobReaders[number] = nil } }
        return stream
    }

    public func submit(_ result: FleetResult, by worker: WorkerName) async throws(FleetError) {
        let isNew = state.withLock { state in
            guard !state.known.contains(result.id) else { return false }
            state.known.append(result.id)
            if state.known.count > Self.capacity { state.known.removeFirst() }
            return true
        }
        if isNew { resultFeed.yield(FleetSubmission(worker: worker, result: .success(result))) }
    }

    public func report(_ report: FleetReport, by worker: WorkerName) async throws(FleetError) {
        for reader in state.withLock({ Array($0.reportReaders.values) }) { reader.yield((worker, report)) }
    }
}
