// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
public import SubstrateClient

/// How a registration by work goes about it.
public struct RegistrationOptions: Sendable {
    /// How the work is searched for.
    public var work = POWOptions()
    /// How many times work may be offered before giving up.
    public var maxAttempts = 3
    /// How an offer is sent: its journal, and who is told what.
    public var submission = SubmissionOptions()
    /// Told about what happens on the way; nil tells nobody.
    public var onProgress: (@Sendable (RegistrationStep) async -> Void)?

    public init() {}
}

/// What happens on the way to a registration.
public enum RegistrationStep: Hashable, Sendable {
    /// The rules that were found, before the search begins.
    case rules(RulesOfWork)
    /// A seal was found, and is offered to the chain.
    case submitting(POWSolution, attempt: Int)
    /// The chain did not take it; the search goes on.
    case retrying(reason: String, attempt: Int, of: Int)
}
