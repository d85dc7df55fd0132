// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateRuntime

/// Why a chain did not take work, and whether other work may do.
package struct WorkRefusal: Sendable {
    /// Nil for a reason that means nothing here but its words.
    let cause: Cause?
    /// A sentence that begins with the chain's name for it, such as `InvalidWorkBlock`.
    let reason: String

    /// - Parameter reason: what there is to say of this one; what there is of all, if nil.
    init(_ cause: Cause, _ reason: String? = nil) {
        self.cause = cause
        let name = cause.rawValue
        let words = reason ?? cause.advice ?? name
        self.reason = words.hasPrefix(name) ? words : "\(name): \(words)"
    }

    /// The error that the extrinsic ended with in its block.
    init(_ failure: DispatchFailure) {
        cause = Cause(rawValue: failure.name)
        reason = "\(failure)" + (cause?.advice.map { ". \($0)" } ?? "")
    }

    /// What a block said that does not take it.
    init(_ refusal: TransactionRefusal) {
        cause = refusal.custom.map { Self.poolErrors[$0] } ?? (refusal.name == "Payment" ? .balanceTooLow : nil)
        reason =
            (cause.map { $0.rawValue + ": " } ?? "") + "no block takes it (\(refusal))"
            + (cause?.advice.map { ". \($0)" } ?? "")
    }

    /// What the transaction pool said, or that it did not say, when nothing is known to be wrong with the work.
    init(pool error: ClientError) {
        guard error.code != .outcomeUnknown else {
            cause = .unexplained
            reason =
                "what became of it is not known: the next offer takes its nonce, so that only one of them can count"
            return
        }
        let known = error.poolErrorCode.flatMap { Self.poolErrors[$0] }
        cause = known ?? .unexplained
        let note = error.poolRefusal?.note.map { ". \($0.meaning). \($0.advice)" } ?? ""
        reason = (known.map { "\($0.rawValue): " } ?? "") + error.statement + note
    }

    /// Under the names of all eras.
    var meansRegistered: Bool { cause == .alreadyRegistered || cause == .hotkeyRegistered }

    /// Whether fresh work can succeed where this did not.
    var isWorthAnotherTry: Bool {
        switch cause {
        case .workBlock, .difficulty, .fullBlock, .unexplained: true
        default: false
        }
    }

    /// Whether it meets all work that is offered before the next block.
    var lastsUntilNextBlock: Bool { cause == .fullBlock || cause == .unexplained }

    /// The numbers in `Custom error: N` that can meet a registration (`CustomTransactionError`). 255 is not among them: it
    /// stands for most checks.
    private static let poolErrors: [UInt8: Cause] = [
        0: .coldkeyInSwapSchedule, 2: .balanceTooLow, 3: .noSubnet, 6: .rateLimit, 21: .coldkeySwapDisputed,
        22: .realAccount, 25: .otherColdkey,
    ]
}

extension WorkRefusal {
    /// The reasons that are told apart here, by the names that subtensor has for them.
    enum Cause: String, CaseIterable, Sendable {
        case alreadyRegistered = "AlreadyRegistered"
        case balanceTooLow = "BalanceTooLow"
        case coldkeyInSwapSchedule = "ColdkeyInSwapSchedule"
        case coldkeySwapDisputed = "ColdkeySwapDisputed"
        case difficulty = "InvalidDifficulty"
        case disabled = "SubNetRegistrationDisabled"
        case fullBlock = "TooManyRegistrationsThisBlock"
        case fullInterval = "TooManyRegistrationsThisInterval"
        case hotkeyRegistered = "HotKeyAlreadyRegisteredInSubNet"
        case noPlace = "NoNeuronIdAvailable"
        case noSubnet = "SubnetNotExists"
        case notEnoughBalance = "NotEnoughBalanceToStake"
        case otherColdkey = "NonAssociatedColdKey"
        case rateLimit = "RateLimitExceeded"
        case realAccount = "InvalidRealAccount"
        case rootSubnet = "RegistrationNotPermittedOnRootSubnet"
        case seal = "InvalidSeal"
        case workBlock = "InvalidWorkBlock"
        /// None of the known causes holds: another look at the chain came too late to see it.
        case unexplained

        /// What a user can do about it; nil where there is nothing to add.
        var advice: String? {
            switch self {
            case .workBlock: "The work was too old when its block was made: fresh work will do"
            case .difficulty: "The difficulty rose, or the byte order of this runtime is another than was assumed"
            case .seal: "The seal does not belong to the block, the keys and the nonce"
            case .fullBlock: "Another registration came first in that block"
            case .fullInterval: "Try again in the next interval"
            case .disabled: "The subnet's owner has switched registration by work off"
            case .otherColdkey: "The hotkey belongs to another coldkey: use that one, or a new hotkey"
            case .notEnoughBalance: "The coldkey does not own what the registration costs"
            case .noPlace: "The subnet has no place for another neuron"
            case .rootSubnet: "Nobody registers by work on the root subnet"
            case .alreadyRegistered, .balanceTooLow, .coldkeyInSwapSchedule, .coldkeySwapDisputed, .hotkeyRegistered,
                .noSubnet, .rateLimit, .realAccount, .unexplained:
                nil
            }
        }
    }

    /// What a user can do about an error of the pallet, by its name.
    package static func advice(on name: String) -> String? { Cause(rawValue: name)?.advice }
}
