// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork

/// Who searches for the same work elsewhere: the machines of a fleet.
public protocol WorkHelper: Sendable {
    /// What is found elsewhere, each confirmed by the reference. For one reader.
    var solutions: AsyncStream<POWSolution> { get }

    /// What was tried elsewhere so far, and how fast; nothing, where nobody tells.
    var effort: SearchEffort { get }

    /// The puzzle of the newest head, in the place of the one before; must not block. What an earlier one brings may still come.
    ///
    /// - Parameters:
    ///   - keys: the public keys that it is bound to.
    ///   - lifetime: how long its work is of use.
    func take(_ puzzle: SealPuzzle, of purpose: WorkPurpose, by keys: WorkKeys, lifetime: Duration)
}

extension WorkHelper {
    public var effort: SearchEffort { SearchEffort() }
}
