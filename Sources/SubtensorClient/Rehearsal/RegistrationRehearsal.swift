// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// What the chain's own rules have made of a registration by work that nobody has worked for: tried with a seal of no difficulty.
///
/// The rules stop at the first check that fails. For the trial, what it failed at was put right then, and the registration tried again, so
/// that every check that stands in the way is told.
public struct RegistrationRehearsal: Sendable {
    /// A check that the registration does not pass.
    public struct Obstacle: Hashable, Sendable {
        /// The chain's name for it, such as `TooManyRegistrationsThisInterval`.
        public let name: String
        /// What it means, and what can be done.
        public let reason: String
        /// What in the storage made it fail, such as `SubtensorModule.NetworkPowRegistrationAllowed[1] is false`. Empty where it could not be
        /// put right: what comes behind it was not reached.
        public let causes: [String]
    }

    /// The block upon which it was tried: the newest one.
    public let block: BlockNumber
    public let netuid: NetUID
    public let keys: WorkKeys
    /// How this runtime takes work.
    public let rules: RulesOfWork
    /// What real work has to meet; nil where the chain has no difficulty for the subnet.
    public let difficulty: UInt64?
    /// What stands in the way, in the order of the rules.
    public let obstacles: [Obstacle]
    /// The place on the subnet that it comes to, once nothing stands in the way.
    public let uid: UInt16?
    /// What the runtime takes for carrying it out; nil where it tells nothing of a fee.
    public let fee: Balance?

    /// Whether work that meets the difficulty would be taken now.
    public var succeeds: Bool { obstacles.isEmpty }
    /// Whether the rules were gone through to their end.
    public var isComplete: Bool { uid != nil }

    /// Why no work would be taken, as an error; nil where it would.
    public var error: BittensorError? {
        guard let first = obstacles.first else { return nil }
        let told = obstacles.map { obstacle in
            let reason = obstacle.reason.hasSuffix(".") ? String(obstacle.reason.dropLast()) : obstacle.reason
            return reason + (obstacle.causes.isEmpty ? "" : " (\(obstacle.causes.joined(separator: ", ")))")
        }
        return BittensorError(
            Self.codes[first.name] ?? .registrationNotAllowed,
            "rehearsed upon block \(block), work for the \(WorkPurpose.registration(netuid)) of \(keys.hotkey) would not be taken: "
                + told.joined(separator: "; and then ") + (isComplete ? "" : "; what comes behind that was not reached")
                + ". Nothing was searched for")
    }

    private static let codes: [String: BittensorError.Code] = [
        WorkRefusal.Cause.fullInterval.rawValue: .tooManyRegistrations,
        WorkRefusal.Cause.otherColdkey.rawValue: .hotkeyOfAnotherColdkey,
    ]
}
