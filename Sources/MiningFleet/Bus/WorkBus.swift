// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What carries jobs from a coordinator to its workers, and results and reports back.
///
/// A result arrives once, however often it is handed in; of jobs the newest arrives, also at workers that come later; reports may be lost.
public protocol WorkBus: Sendable {
    // MARK: The coordinator's side

    /// Puts a job in the place of the last one.
    func publish(_ job: FleetJob) async throws(FleetError)

    /// The job there is now.
    func currentJob() async throws(FleetError) -> FleetJob?

    /// What workers hand in, each once. One is taken off the bus when the next is asked for: what a coordinator was about when it ended comes
    /// again.
    func submissions() async throws(FleetError) -> any AsyncSequence<FleetSubmission, any Error> & Sendable

    /// What workers tell of themselves from now on; when they are read slowly the newest stay.
    func reports() async throws(FleetError) -> any AsyncSequence<(WorkerName, FleetReport), any Error> & Sendable

    // MARK: A worker's side

    /// The job there is, if there is one, and all that follow; when they are read slowly the newest stays.
    func jobs() async throws(FleetError) -> any AsyncSequence<FleetJob, any Error> & Sendable

    /// Hands in a result, and returns when it is certain that it arrives.
    func submit(_ result: FleetResult, by worker: WorkerName) async throws(FleetError)

    /// Tells how a worker is getting on, to whoever listens.
    func report(_ report: FleetReport, by worker: WorkerName) async throws(FleetError)
}
