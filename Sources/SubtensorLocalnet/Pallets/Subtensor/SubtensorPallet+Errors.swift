// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives

/// The errors of the pallet. A long table: each one's number up to spec 293 and from spec 343 on, and the real
/// runtime's words for it.
extension SubtensorPallet {
    static func errors(_ rules: RuleSet) -> [CaseDeclaration] {
        let isOld = rules == .registerBigEndian
        return errorTable.compactMap { name, before, since, docs in
            (isOld ? before : since).map { .error(name, $0, docs) }
        } + (isOld ? [] : newErrors)
    }

    /// What newer runtimes, and the senate under their rules, need besides; their real numbers are not known, or there
    /// are none.
    private static let newErrors: [CaseDeclaration] = [
        .error("CannotUseSystemAccount", 123, "The hotkey is the account of a subnet."),
        .error("TooManyStakingHotkeys", 124, "The coldkey has too many hotkeys."),
        .error("RegistrationPriceLimitExceeded", 127, "The price of the registration is above the limit."),
        .error("InvalidRevealRound", 128, "Reveal round is older than the most recently stored DRAND round."),
    ]

    private static let errorTable: [(name: String, before: UInt8?, since: UInt8?, docs: String)] = [
        ("RootNetworkDoesNotExist", 1, 0, "The root network does not exist."),
        ("InvalidIpType", 2, 1, "The user is trying to serve an axon which is not of type 4 (IPv4) or 6 (IPv6)."),
        ("InvalidIpAddress", 3, 2, "An invalid IP address is passed to the serve function."),
        ("InvalidPort", 4, 3, "An invalid port is passed to the serve function."),
        ("HotKeyNotRegisteredInSubNet", 5, 4, "The hotkey is not registered in subnet."),
        ("HotKeyAccountNotExists", 6, 5, "The hotkey does not exists."),
        ("HotKeyNotRegisteredInNetwork", 7, 6, "The hotkey is not registered in any subnet."),
        (
            "NonAssociatedColdKey", 8, 7,
            "Request to stake, unstake or subscribe is made by a coldkey that is not associated with the hotkey account."
        ),
        (
            "NotEnoughStake", 9, 8,
            "DEPRECATED: Stake amount to withdraw is zero. The caller does not have enought stake to perform this action."
        ),
        (
            "NotEnoughStakeToWithdraw", 10, 9,
            "The caller is requesting removing more stake than there exists in the staking account. See: '[remove_stake()]'."
        ),
        (
            "NotEnoughStakeToSetWeights", 11, 10,
            "The caller is requesting to set weights but the caller has less than minimum stake required to set weights (less than WeightsMinStake)."
        ),
        ("NotEnoughStakeToSetChildkeys", 12, 11, "The parent hotkey doesn't have enough own stake to set childkeys."),
        (
            "NotEnoughBalanceToStake", 13, 12,
            "The caller is requesting adding more stake than there exists in the coldkey account. See: '[add_stake()]'."
        ),
        (
            "BalanceWithdrawalError", 14, 13,
            "The caller is trying to add stake, but for some reason the requested amount could not be withdrawn from the coldkey account."
        ),
        (
            "ZeroBalanceAfterWithdrawn", 15, 14,
            "Unsuccessfully withdraw, balance could be zero (can not make account exist) after withdrawal."
        ),
        (
            "NeuronNoValidatorPermit", 16, 15,
            "The caller is attempting to set non-self weights without being a permitted validator."
        ),
        (
            "WeightVecNotEqualSize", 17, 16,
            "The caller is attempting to set the weight keys and values but these vectors have different size."
        ),
        ("DuplicateUids", 18, 17, "The caller is attempting to set weights with duplicate UIDs in the weight matrix."),
        (
            "UidVecContainInvalidOne", 19, 18,
            "The caller is attempting to set weight to at least one UID that does not exist in the metagraph."
        ),
        (
            "WeightVecLengthIsLow", 20, 19,
            "The dispatch is attempting to set weights on chain with fewer elements than are allowed."
        ),
        (
            "TooManyRegistrationsThisBlock", 21, 20,
            "Number of registrations in this block exceeds the allowed number (i.e., exceeds the subnet hyperparameter 'max_regs_per_block')."
        ),
        (
            "HotKeyAlreadyRegisteredInSubNet", 22, 21,
            "The caller is requesting registering a neuron which already exists in the active set."
        ),
        ("NewHotKeyIsSameWithOld", 23, 22, "The new hotkey is the same as old one."),
        ("InvalidWorkBlock", 24, 23, "The supplied PoW hash block is in the future or negative."),
        ("InvalidDifficulty", 25, 24, "The supplied PoW hash block does not meet the network difficulty."),
        ("InvalidSeal", 26, 25, "The supplied PoW hash seal does not match the supplied work."),
        (
            "MaxWeightExceeded", 27, 26,
            "The dispatch is attempting to set weights on chain with weight value exceeding the configured max weight limit (currently `u16::MAX`)."
        ),
        (
            "HotKeyAlreadyDelegate", 28, 27,
            "The hotkey is attempting to become a delegate when the hotkey is already a delegate."
        ),
        ("SettingWeightsTooFast", 29, 28, "A transactor exceeded the rate limit for setting weights."),
        (
            "IncorrectWeightVersionKey", 30, 29,
            "A validator is attempting to set weights from a validator with incorrect weight version."
        ),
        (
            "ServingRateLimitExceeded", 31, 30,
            "An axon or prometheus serving exceeded the rate limit for a registered neuron."
        ),
        (
            "UidsLengthExceedUidsInSubNet", 32, 31,
            "The caller is attempting to set weights with more UIDs than allowed."
        ),
        ("NetworkTxRateLimitExceeded", 33, 32, "A transactor exceeded the rate limit for add network transaction."),
        ("DelegateTxRateLimitExceeded", 34, 33, "A transactor exceeded the rate limit for delegate transaction."),
        (
            "HotKeySetTxRateLimitExceeded", 35, 34,
            "A transactor exceeded the rate limit for setting or swapping hotkey."
        ),
        ("StakingRateLimitExceeded", 36, 35, "A transactor exceeded the rate limit for staking."),
        ("SubNetRegistrationDisabled", 37, 36, "Registration is disabled."),
        (
            "TooManyRegistrationsThisInterval", 38, 37,
            "The number of registration attempts exceeded the allowed number in the interval."
        ),
        ("TransactorAccountShouldBeHotKey", 39, 38, "The hotkey is required to be the origin."),
        ("FaucetDisabled", 41, 39, "Faucet is disabled."),
        ("NotSubnetOwner", 42, 40, "Not a subnet owner."),
        ("RegistrationNotPermittedOnRootSubnet", 43, 41, "Operation is not permitted on the root subnet."),
        ("StakeTooLowForRoot", 44, 42, "A hotkey with too little stake is attempting to join the root subnet."),
        ("AllNetworksInImmunity", 45, 43, "All subnets are in the immunity period."),
        ("NotEnoughBalanceToPaySwapHotKey", 46, 44, "Not enough balance to pay swapping hotkey."),
        ("NotRootSubnet", 47, 45, "Netuid does not match for setting root network weights."),
        ("CanNotSetRootNetworkWeights", 48, 46, "Can not set weights for the root network."),
        ("NoNeuronIdAvailable", 49, 47, "No neuron ID is available."),
        ("DelegateTakeTooLow", 50, 48, "Delegate take is too low."),
        ("DelegateTakeTooHigh", 51, 49, "Delegate take is too high."),
        (
            "NoWeightsCommitFound", 52, 50,
            "No commit found for the provided hotkey+netuid combination when attempting to reveal the weights."
        ),
        ("InvalidRevealCommitHashNotMatch", 53, 51, "Committed hash does not equal the hashed reveal data."),
        ("CommitRevealEnabled", 54, 52, "Attempting to call set_weights when commit/reveal is enabled."),
        ("CommitRevealDisabled", 55, 53, "Attemtping to commit/reveal weights when disabled."),
        ("LiquidAlphaDisabled", 57, 54, "Attempting to set alpha high/low while disabled."),
        ("AlphaHighTooLow", 58, 55, "Alpha high is too low: alpha_high > 0.8."),
        ("AlphaLowOutOfRange", 59, 56, "Alpha low is out of range: alpha_low > 0 && alpha_low < 0.8."),
        ("ColdKeyAlreadyAssociated", 60, 57, "The coldkey has already been swapped."),
        ("NotEnoughBalanceToPaySwapColdKey", 61, 58, "The coldkey balance is not enough to pay for the swap."),
        ("ColdkeyIsInArbitration", 62, 59, "The coldkey is in arbitration."),
        ("InvalidChild", 63, 60, "Attempting to set an invalid child for a hotkey on a network."),
        ("DuplicateChild", 64, 61, "Duplicate child when setting children."),
        ("ProportionOverflow", 65, 62, "Proportion overflow when setting children."),
        ("TooManyChildren", 66, 63, "Too many children MAX 5."),
        ("TxRateLimitExceeded", 67, 64, "Default transaction rate limit exceeded."),
        ("SwapAlreadyScheduled", 68, 65, "Swap already scheduled."),
        ("FailedToSchedule", 69, 66, "failed to swap coldkey."),
        ("NewColdKeyIsHotkey", 70, 67, "New coldkey is hotkey."),
        ("InvalidChildkeyTake", 71, 68, "Childkey take is invalid."),
        ("TxChildkeyTakeRateLimitExceeded", 72, 69, "Childkey take rate limit exceeded."),
        ("InvalidIdentity", 73, 70, "Invalid identity."),
        ("MechanismDoesNotExist", 74, 71, "Subnet mechanism does not exist."),
        ("CannotUnstakeLock", 75, 72, "Trying to unstake your lock amount."),
        ("SubnetNotExists", 76, 73, "Trying to perform action on non-existent subnet."),
        ("TooManyUnrevealedCommits", 77, 74, "Maximum commit limit reached."),
        ("ExpiredWeightCommit", 78, 75, "Attempted to reveal weights that are expired."),
        ("RevealTooEarly", 79, 76, "Attempted to reveal weights too early."),
        ("InputLengthsUnequal", 80, 77, "Attempted to batch reveal weights with mismatched vector input lenghts."),
        ("CommittingWeightsTooFast", 81, 78, "A transactor exceeded the rate limit for setting weights."),
        ("AmountTooLow", 82, 79, "Stake amount is too low."),
        ("InsufficientLiquidity", 83, 80, "Not enough liquidity."),
        ("SlippageTooHigh", 84, 81, "Slippage is too high for the transaction."),
        ("TransferDisallowed", 85, 82, "Subnet disallows transfer."),
        ("ActivityCutoffTooLow", 86, 83, "Activity cutoff is being set too low."),
        ("CallDisabled", 87, 84, "Call is disabled."),
        ("FirstEmissionBlockNumberAlreadySet", 88, 85, "FirstEmissionBlockNumber is already set."),
        ("NeedWaitingMoreBlocksToStarCall", 89, 86, "need wait for more blocks to accept the start call extrinsic."),
        ("NotEnoughAlphaOutToRecycle", 90, 87, "Not enough AlphaOut on the subnet to recycle."),
        ("CannotBurnOrRecycleOnRootSubnet", 91, 88, "Cannot burn or recycle TAO from root subnet."),
        ("UnableToRecoverPublicKey", 92, 89, "Public key cannot be recovered."),
        ("InvalidRecoveredPublicKey", 93, 90, "Recovered public key is invalid."),
        ("SubtokenDisabled", 94, 91, "SubToken disabled now."),
        ("HotKeySwapOnSubnetIntervalNotPassed", 95, 92, "Too frequent hotkey swap on subnet."),
        ("ZeroMaxStakeAmount", 96, 93, "Zero max stake amount."),
        ("SameNetuid", 97, 94, "Invalid netuid duplication."),
        ("InsufficientBalance", 98, 95, "The caller does not have enough balance for the operation."),
        ("StakingOperationRateLimitExceeded", 99, 96, "Too frequent staking operations."),
        ("InvalidLeaseBeneficiary", 100, 97, "Invalid lease beneficiary to register the leased network."),
        ("LeaseCannotEndInThePast", 101, 98, "Lease cannot end in the past."),
        ("LeaseNetuidNotFound", 102, 99, "Couldn't find the lease netuid."),
        ("LeaseDoesNotExist", 103, 100, "Lease does not exist."),
        ("LeaseHasNoEndBlock", 104, 101, "Lease has no end block."),
        ("LeaseHasNotEnded", 105, 102, "Lease has not ended."),
        ("Overflow", 106, 103, "An overflow occurred."),
        ("BeneficiaryDoesNotOwnHotkey", 107, 104, "Beneficiary does not own hotkey."),
        ("ExpectedBeneficiaryOrigin", 108, 105, "Expected beneficiary origin."),
        (
            "AdminActionProhibitedDuringWeightsWindow", nil, 106,
            "Admin operation is prohibited during the protected weights window."
        ),
        ("SymbolDoesNotExist", 109, 107, "Symbol does not exist."),
        ("SymbolAlreadyInUse", 110, 108, "Symbol already in use."),
        ("IncorrectCommitRevealVersion", nil, 109, "Incorrect commit-reveal version."),
        ("RevealPeriodTooLarge", nil, 110, "Reveal period is too large."),
        ("RevealPeriodTooSmall", nil, 111, "Reveal period is too small."),
        ("InvalidValue", nil, 112, "Generic error for out-of-range parameter value."),
        ("SubnetLimitReached", nil, 113, "Subnet limit reached & there is no eligible subnet to prune."),
        ("CannotAffordLockCost", nil, 114, "Insufficient funds to meet the subnet lock cost."),
        ("EvmKeyAssociateRateLimitExceeded", nil, 115, "exceeded the rate limit for associating an EVM key."),
        ("SameAutoStakeHotkeyAlreadySet", nil, 116, "Same auto stake hotkey already set."),
        ("UidMapCouldNotBeCleared", nil, 117, "The UID map for the subnet could not be cleared."),
        (
            "TrimmingWouldExceedMaxImmunePercentage", nil, 118,
            "Trimming would exceed the max immune neurons percentage."
        ),
        ("ChildParentInconsistency", nil, 119, "Violating the rules of Childkey-Parentkey consistency."),
        ("InvalidNumRootClaim", nil, 120, "Invalid number of root claims."),
        ("InvalidRootClaimThreshold", nil, 121, "Invalid value of root claim threshold."),
        ("InvalidSubnetNumber", nil, 122, "Exceeded subnet limit number or zero."),
        ("SubNetworkDoesNotExist", 0, nil, "The subnet does not exist."),
        ("NotSenateMember", 40, 125, "A hotkey is attempting to do something only senate members can do."),
        ("CouldNotJoinSenate", 56, 126, "Not able to join the senate."),
    ]
}
