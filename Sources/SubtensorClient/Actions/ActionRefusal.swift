// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient

/// Why a chain refused an action, as an error with advice.
package struct ActionRefusal: Sendable {
    /// The chain's name for it, such as `NotEnoughStakeToWithdraw`.
    let name: String
    /// What the chain says about it.
    let reason: String
    /// Whether the chain checked the signature and it is of something else than the extrinsic.
    private let isUnfitSignature: Bool

    /// The error that the extrinsic ended with in its block.
    init(_ failure: DispatchFailure) {
        name = failure.name
        reason = "\(failure)"
        isUnfitSignature = false
    }

    /// What the transaction pool said; nil when it is no refusal.
    init?(pool error: ClientError) {
        guard error.code == .refused else { return nil }
        let known = error.poolErrorCode.flatMap { Self.poolErrors[$0] }
        name = known ?? "unexplained"
        let note =
            if let note = error.poolRefusal?.note {
                ". \(note.meaning). \(note.advice)"
            } else if let number = error.poolErrorCode, known == nil {
                ". \(number) is a number of the runtime's own that is not known here"
            } else { "" }
        reason = (known.map { "\($0): " } ?? "") + error.statement + note
        isUnfitSignature = error.poolRefusal?.words == "Transaction has a bad signature"
    }

    /// Without the full stop that most of the chain's texts have.
    private var sentence: Substring { reason.hasSuffix(".") ? reason.dropLast() : reason[...] }

    /// The refusal by a block that carried the extrinsic out, and with that is over.
    func error(of call: Call, in included: IncludedExtrinsic) -> BittensorError {
        let known = Self.advice[name]
        return BittensorError(
            known?.code ?? .refusedByChain,
            "the chain refused \(call): " + (known.map { "\(sentence). \($0.words)" } ?? reason),
            submission: included.submission, block: included.blockNumber)
    }

    /// The refusal by a node's pool. What was signed could still be carried out, should another node have got it.
    func error(of call: Call, after trace: SubmissionTrace?) -> BittensorError {
        let known = Self.advice[name]
        let until = trace?.lastBlock.map { " before block \($0) has passed" } ?? ""
        return BittensorError(
            known?.code ?? .refusedByChain,
            "the chain refused \(call): \(sentence). "
                + (known.map { $0.code == .refusedByChain ? "" : "\($0.words). " } ?? "")
                + (isUnfitSignature
                    ? "The call that was shown is not what the chain reads: this node may describe the chain wrongly. "
                    : "")
                + "It was signed: should another node have got it, a block may still hold it, so look for it and do not send "
                + "it a second time\(until)",
            submission: trace)
    }

    /// Subtensor's `CustomTransactionError`: the numbers in `Custom error: N` of RPC error 1010.
    package static let poolErrors: [UInt8: String] = [
        0: "ColdkeyInSwapSchedule", 1: "StakeAmountTooLow", 2: "BalanceTooLow", 3: "SubnetNotExists",
        4: "HotkeyAccountDoesntExist", 5: "NotEnoughStakeToWithdraw", 6: "RateLimitExceeded",
        7: "InsufficientLiquidity", 8: "SlippageTooHigh", 9: "TransferDisallowed", 10: "HotKeyNotRegisteredInNetwork",
        11: "InvalidIpAddress", 12: "ServingRateLimitExceeded", 13: "InvalidPort", 14: "ZeroMaxAmount",
        15: "InvalidRevealRound", 16: "CommitNotFound", 17: "CommitBlockNotInRevealRange", 18: "InputLengthsUnequal",
        19: "UidNotFound", 20: "EvmKeyAssociateRateLimitExceeded", 21: "ColdkeySwapDisputed", 22: "InvalidRealAccount",
        23: "FailedShieldedTxParsing", 24: "InvalidShieldedTxPubKeyHash", 25: "NonAssociatedColdKey",
        26: "DelegateTakeTooLow", 27: "DelegateTakeTooHigh", 255: "BadRequest",
    ]

    /// What a user can do, under the names of all eras.
    package static let advice: [String: (code: BittensorError.Code, words: String)] = [
        "BalanceTooLow": (.insufficientBalance, "The balance does not cover amount and fee"),
        "NotEnoughBalanceToStake": (.insufficientBalance, "The coldkey does not own that much"),
        "StakeAmountTooLow": (.invalidAmount, "The chain takes no stake that small"),
        "AmountTooLow": (.invalidAmount, "The chain takes no stake that small"),
        "SubnetNotExists": (.subnetMissing, "Look at the list of subnets"),
        "SubNetworkDoesNotExist": (.subnetMissing, "Look at the list of subnets"),
        "HotkeyAccountDoesntExist": (.notRegistered, "Register the hotkey first"),
        "HotKeyAccountNotExists": (.notRegistered, "Register the hotkey first"),
        "HotKeyNotRegisteredInNetwork": (.notRegistered, "Register the hotkey on a subnet first"),
        "HotKeyNotRegisteredInSubNet": (.notRegistered, "Register the hotkey on this subnet first"),
        "HotKeyAlreadyRegisteredInSubNet": (.alreadyRegistered, "There is nothing to do"),
        "TooManyRegistrationsThisBlock": (.tooManyRegistrations, "Other registrations filled the block: try again"),
        "TooManyRegistrationsThisInterval": (.tooManyRegistrations, "Try again in the next interval"),
        "SubNetRegistrationDisabled": (.registrationNotAllowed, "The subnet's owner has switched registration off"),
        "NoNeuronIdAvailable": (.refusedByChain, "The subnet has no place for another neuron"),
        "NotEnoughStakeToWithdraw": (.insufficientStake, "Less is staked there"),
        "NotEnoughStake": (.insufficientStake, "More stake is needed for this"),
        "NotEnoughStakeToSetWeights": (.insufficientStake, "More stake is needed to set weights"),
        "NonAssociatedColdKey": (.hotkeyOfAnotherColdkey, "The hotkey belongs to another coldkey"),
        "NotSubnetOwner": (.notOwner, "Only the subnet's owner may do this"),
        "BadOrigin": (.notOwner, "This key may not do it: the subnet's owner or the chain's root has to sign"),
        "RateLimitExceeded": (.refusedByChain, "Try again some blocks later"),
        "SettingWeightsTooFast": (.refusedByChain, "Try again some blocks later"),
        "ServingRateLimitExceeded": (.refusedByChain, "Try again some blocks later"),
        "SlippageTooHigh": (.refusedByChain, "The price moved beyond the limit: raise the limit, or allow a part"),
        "RegistrationPriceLimitExceeded": (.refusedByChain, "The price rose above the limit: raise it, or wait"),
        "CommitRevealEnabled": (.invalidWeights, "This subnet wants weights committed first and revealed later"),
        "CommitRevealDisabled": (.invalidWeights, "This subnet takes weights without commitment"),
        "SubtokenDisabled": (.refusedByChain, "The subnet has not been started yet: its owner does that"),
        "TransferDisallowed": (
            .invalidOption, "The subnet's owner has switched off that stake goes to other coldkeys"
        ),
        "NeedWaitingMoreBlocksToStarCall": (.refusedByChain, "Try again some blocks later"),
        "AdminActionProhibitedDuringWeightsWindow": (
            .tooSoon, "Nobody sets anything right before an epoch: try again after it"
        ),
        "TxRateLimitExceeded": (.tooSoon, "Try again some blocks later"),
        "MechanismDoesNotExist": (.mechanismMissing, "The subnet has fewer mechanisms"),
        "SymbolDoesNotExist": (.invalidOption, "The chain has a list of symbols, and this is none of them"),
        "SymbolAlreadyInUse": (.invalidOption, "Another subnet has this symbol"),
        "NotProxy": (.notProxy, "The account that acts has not made the signer its proxy, or has ended that"),
        "Unproxyable": (.notProxy, "A proxy of this kind may not do this"),
        "CallFiltered": (.notProxy, "A proxy of this kind may not do this, or nobody may at the moment"),
        "Unannounced": (.notAnnounced, "It has to be announced, and the proxy's delay has to pass"),
        "AlreadyApproved": (.alreadyApproved, "Another member has to approve it"),
        "NoTimepoint": (.refusedByChain, "Another member has begun it in the meantime: try again"),
        "UnexpectedTimepoint": (.refusedByChain, "It was carried out or cancelled in the meantime: look again"),
        "WrongTimepoint": (.refusedByChain, "It was cancelled and begun again in the meantime: look again"),
        "MaxWeightTooLow": (.refusedByChain, "The call weighs more than was reckoned with: try again"),
        "ColdkeyInSwapSchedule": (.refusedByChain, "The coldkey is to be swapped and can do nothing else until then"),
        "CanNotSetRootNetworkWeights": (
            .callMissing, "Root weights are gone: emission follows the price of each subnet's alpha"
        ),
    ]
}
