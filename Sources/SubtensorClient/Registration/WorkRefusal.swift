// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient

/// Why a chain did not take work, and whether other work may do.
package struct WorkRefusal: Sendable {
    /// The chain's name for it, such as `InvalidWorkBlock`.
    let name: String
    /// A sentence that begins with the name.
    let reason: String

    init(name: String, reason: String) {
        self.name = name
        self.reason = reason.hasPrefix(name) ? reason : "\(name): \(reason)"
    }

    /// Refusals whose reason is the same every time.
    enum Standing: String {
        case rootSubnet = "RegistrationNotPermittedOnRootSubnet"
        case disabled = "SubNetRegistrationDisabled"
        case fullBlock = "TooManyRegistrationsThisBlock"
        case noPlace = "NoNeuronIdAvailable"
    }

    init(_ standing: Standing) {
        self.init(name: standing.rawValue, reason: Self.advice[standing.rawValue] ?? standing.rawValue)
    }

    /// The error that the extrinsic ended with in its block.
    init(_ failure: DispatchFailure) {
        name = failure.name
        reason = "\(failure)" + (Self.advice[failure.name].map { ". \($0)" } ?? "")
    }

    /// What the transaction pool said, when nothing is known to be wrong with the work.
    init(pool error: ClientError) {
        let known = error.poolErrorCode.flatMap { Self.poolErrors[$0] }
        name = known ?? Self.unexplained
        let note = error.poolRefusal?.note.map { ". \($0.meaning). \($0.advice)" } ?? ""
        reason = (known.map { "\($0): " } ?? "") + error.statement + note
    }

    /// Under the names of all eras.
    var meansRegistered: Bool { name == "AlreadyRegistered" || name == "HotKeyAlreadyRegisteredInSubNet" }

    /// Whether fresh work can succeed where this did not.
    var isWorthAnotherTry: Bool {
        ["InvalidWorkBlock", "InvalidDifficulty", "TooManyRegistrationsThisBlock", Self.unexplained].contains(name)
    }

    /// The refusal as an error.
    var error: BittensorError {
        switch name {
        case "TooManyRegistrationsThisBlock", "TooManyRegistrationsThisInterval":
            BittensorError(.tooManyRegistrations, reason)
        case "NotEnoughBalanceToStake": BittensorError(.insufficientBalance, reason)
        case "NonAssociatedColdKey": BittensorError(.hotkeyOfAnotherColdkey, reason)
        case "SubNetRegistrationDisabled": BittensorError(.registrationNotAllowed, reason)
        default: BittensorError(.refusedByChain, reason)
        }
    }

    /// Whether it meets all work that is offered before the next block.
    var lastsUntilNextBlock: Bool { name == "TooManyRegistrationsThisBlock" || name == Self.unexplained }

    /// A refusal none of whose known causes holds: another look at the chain came too late to see it.
    static let unexplained = "unexplained"

    /// What a user can do about an error of the pallet.
    package static let advice: [String: String] = [
        "InvalidWorkBlock": "The work was too old when its block was made: fresh work will do",
        "InvalidDifficulty": "The difficulty rose, or the byte order of this runtime is another than was assumed",
        "InvalidSeal": "The seal does not belong to the block, the keys and the nonce",
        "TooManyRegistrationsThisBlock": "Another registration came first in that block",
        "TooManyRegistrationsThisInterval": "Try again in the next interval",
        "SubNetRegistrationDisabled": "The subnet's owner has switched registration by work off",
        "NonAssociatedColdKey": "The hotkey belongs to another coldkey: use that one, or a new hotkey",
        "NotEnoughBalanceToStake": "The coldkey does not own what the registration costs",
        "NoNeuronIdAvailable": "The subnet has no place for another neuron",
        "RegistrationNotPermittedOnRootSubnet": "Nobody registers by work on the root subnet",
    ]

    /// The numbers in `Custom error: N` that can meet a registration, by subtensor's names (`CustomTransactionError`).
    /// 255 is not among them: it stands for most checks.
    private static let poolErrors: [UInt8: String] = [
        0: "ColdkeyInSwapSchedule", 2: "BalanceTooLow", 3: "SubnetNotExists", 6: "RateLimitExceeded",
        21: "ColdkeySwapDisputed", 22: "InvalidRealAccount", 25: "NonAssociatedColdKey",
    ]
}
