// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubtensorClient

extension ErrorNote {
    /// The pallets' errors that users meet, under the names of all eras. A chain knows all of its own, by name and by
    /// number.
    static let chainErrors: [ErrorNote] = meanings.map { name, meaning in
        ErrorNote(kind: .chain, code: name, meaning: meaning, advice: advice(for: name, beside: meaning))
    }

    /// What the SDK says to whoever meets it; empty where that is the meaning in other words.
    static func advice(for name: String, beside meaning: String = "") -> String {
        let advice = ActionRefusal.advice[name]?.words ?? WorkRefusal.advice(on: name) ?? ""
        return echoes.contains(name) && !meaning.isEmpty ? "" : advice
    }

    /// Errors about which there is no more to say than what they mean.
    private static let echoes: Set = [
        "NotEnoughBalanceToStake", "StakeAmountTooLow", "AmountTooLow", "NonAssociatedColdKey", "NotSubnetOwner",
        "TransferDisallowed", "SymbolAlreadyInUse", "InvalidSeal", "NotEnoughStakeToWithdraw", "NotEnoughStake",
        "NotEnoughStakeToSetWeights", "SubNetRegistrationDisabled", "RegistrationNotPermittedOnRootSubnet",
    ]

    private static let meanings: [(name: String, meaning: String)] = [
        // Keys and registration.
        ("HotKeyNotRegisteredInSubNet", "The hotkey has no place on this subnet"),
        ("HotKeyNotRegisteredInNetwork", "The hotkey has no place on any subnet"),
        ("HotKeyAccountNotExists", "The chain has never seen this hotkey"),
        ("HotkeyAccountDoesntExist", "The chain has never seen this hotkey"),
        ("HotKeyAlreadyRegisteredInSubNet", "The hotkey has a place on this subnet already"),
        ("AlreadyRegistered", "The hotkey has a place on this subnet already"),
        ("NonAssociatedColdKey", "The hotkey belongs to another coldkey than the one that signs"),
        ("TransactorAccountShouldBeHotKey", "The hotkey itself has to sign this"),
        ("NoNeuronIdAvailable", "Every place on the subnet is taken, and none may be replaced now"),
        ("TooManyRegistrationsThisBlock", "The subnet takes no more registrations in this block"),
        ("TooManyRegistrationsThisInterval", "The subnet takes no more registrations in this interval"),
        ("SubNetRegistrationDisabled", "Nobody can register on this subnet now"),
        ("RegistrationNotPermittedOnRootSubnet", "The root subnet has a registration of its own"),
        ("RegistrationPriceLimitExceeded", "Registering costs more than the limit that was given"),
        ("StakeTooLowForRoot", "A seat on the root subnet needs more stake than the hotkey has"),
        ("InvalidWorkBlock", "The block that the work was done for is too old, or not known"),
        ("InvalidDifficulty", "The seal does not reach the difficulty"),
        ("InvalidSeal", "The seal does not follow from the work"),
        ("FaucetDisabled", "The runtime was built without its faucet: only test chains have one"),
        ("NewHotKeyIsSameWithOld", "The new hotkey is the old one"),
        ("NotEnoughBalanceToPaySwapHotKey", "The coldkey does not own what the swap costs"),
        ("HotKeySetTxRateLimitExceeded", "The hotkey was set or swapped too short a time ago"),
        ("HotKeySwapOnSubnetIntervalNotPassed", "The hotkey was swapped on this subnet too short a time ago"),
        ("ColdKeyAlreadyAssociated", "The new coldkey is in use already"),
        ("NotEnoughBalanceToPaySwapColdKey", "The coldkey does not own what the swap costs"),
        ("ColdkeySwapAnnouncementNotFound", "The swap of this coldkey was not announced"),
        ("ColdkeySwapTooEarly", "The time between announcing the swap and doing it is not over"),
        // Balances and stake.
        ("InsufficientBalance", "The account does not own that much"),
        ("InsufficientTaoBalance", "The account does not own that much"),
        ("InsufficientAlphaBalance", "Less alpha is staked there"),
        ("ExistentialDeposit", "Less than an account must own would be left, or would arrive"),
        ("Expendability", "The account would end, and that was not allowed"),
        ("NotEnoughBalanceToStake", "The coldkey does not own what is to be staked"),
        ("BalanceWithdrawalError", "The amount could not be taken from the coldkey"),
        ("NotEnoughStake", "The hotkey has less stake than this needs"),
        ("NotEnoughStakeToWithdraw", "Less is staked there than was to be taken out"),
        ("NotEnoughStakeToSetChildkeys", "The parent has less stake than children need"),
        ("StakeAmountTooLow", "The amount is below the smallest that may be staked"),
        ("AmountTooLow", "The amount is below the smallest that may be staked"),
        ("StakeUnavailable", "The stake is locked"),
        ("StakingRateLimitExceeded", "This key staked too often in too short a time"),
        ("InsufficientLiquidity", "The subnet's pool is too small for this amount"),
        ("SlippageTooHigh", "The price would move further than was allowed"),
        ("PriceLimitExceeded", "The price would move further than was allowed"),
        ("TransferDisallowed", "The subnet's owner has switched transfers of stake off"),
        ("SubtokenDisabled", "The subnet has not been started: its token cannot be traded yet"),
        ("DelegateTakeTooLow", "A take can only be lowered this way, and not below the least"),
        ("DelegateTakeTooHigh", "The take is above the most that is allowed"),
        ("DelegateTxRateLimitExceeded", "The take was changed too short a time ago"),
        ("HotKeyAlreadyDelegate", "The hotkey is a delegate already"),
        ("InvalidChild", "A hotkey cannot be its own child, nor its parent's"),
        ("DuplicateChild", "A child stands there twice"),
        ("ProportionOverflow", "The children's shares are more than the whole"),
        ("TooManyChildren", "A hotkey can have five children at most"),
        ("InvalidChildkeyTake", "The take of a child is out of bounds"),
        // Weights.
        ("SettingWeightsTooFast", "Weights were set too few blocks ago"),
        ("CommittingWeightsTooFast", "Weights were committed too few blocks ago"),
        ("NotEnoughStakeToSetWeights", "The hotkey has less stake than a validator needs"),
        ("NeuronNoValidatorPermit", "The hotkey is no validator of this subnet"),
        ("WeightVecNotEqualSize", "There are not as many weights as uids"),
        ("WeightVecLengthIsLow", "The subnet wants weights for more uids"),
        ("DuplicateUids", "A uid stands there twice"),
        ("UidVecContainInvalidOne", "A uid does not exist on the subnet"),
        ("UidsLengthExceedUidsInSubNet", "There are more weights than neurons"),
        ("MaxWeightExceeded", "One weight is larger than the subnet allows"),
        ("IncorrectWeightVersionKey", "The subnet wants a newer version of its validator"),
        ("CommitRevealEnabled", "The subnet takes weights by commit and reveal only"),
        ("CommitRevealDisabled", "The subnet takes weights in the open only"),
        ("NoWeightsCommitFound", "There is no commitment to reveal"),
        ("InvalidRevealCommitHashNotMatch", "Weights, salt or version are not those that were committed"),
        ("ExpiredWeightCommit", "The time to reveal this commitment is over"),
        ("RevealTooEarly", "The time to reveal this commitment has not come"),
        ("TooManyUnrevealedCommits", "Too many commitments wait to be revealed"),
        ("InputLengthsUnequal", "The lists are not of one length"),
        ("CanNotSetRootNetworkWeights", "This runtime has no weights on the root network"),
        ("NotRootSubnet", "This is for subnet 0 only"),
        // Subnets.
        ("SubnetNotExists", "There is no subnet of this number"),
        ("SubNetworkDoesNotExist", "There is no subnet of this number"),
        ("SubnetDoesNotExist", "There is no subnet of this number"),
        ("MechanismDoesNotExist", "The subnet has no mechanism of this number"),
        ("NotSubnetOwner", "Only the subnet's owner may do this"),
        ("SubnetLimitReached", "There is no room for another subnet"),
        ("CannotAffordLockCost", "The coldkey does not own what a subnet costs"),
        ("NetworkTxRateLimitExceeded", "A subnet was made too short a time ago"),
        ("AllNetworksInImmunity", "No subnet may be replaced now"),
        ("AdminActionProhibitedDuringWeightsWindow", "Owners change nothing in the last blocks of an epoch"),
        ("ValueNotInBounds", "The value is outside of what this hyperparameter may be"),
        ("InvalidValue", "The value is outside of what it may be"),
        ("StartCallNotReady", "The subnet is too young to be started"),
        ("NeedWaitingMoreBlocksToStarCall", "The subnet is too young to be started"),
        ("InvalidIdentity", "A field of the identity is too long, or has characters that are not allowed"),
        ("SymbolAlreadyInUse", "Another subnet has this symbol"),
        // Serving and the rest.
        ("InvalidIpType", "The address is neither IPv4 nor IPv6"),
        ("InvalidIpAddress", "The address is none that others could reach"),
        ("InvalidPort", "The port is none"),
        ("ServingRateLimitExceeded", "The axon was announced too few blocks ago"),
        ("TxRateLimitExceeded", "This key did the same too short a time ago"),
        ("RateLimitExceeded", "This key did the same too short a time ago"),
        ("CallDisabled", "The call is switched off on this runtime"),
        ("CallFiltered", "The call is switched off on this runtime"),
        ("Deprecated", "The call is gone, and only its name is left"),
        ("BadOrigin", "This key may not do it"),
        ("SpaceLimitExceeded", "The commitment does not fit what is left of this interval's space"),
        ("NotProxy", "The key that signs is no proxy of that account"),
        ("Unproxyable", "A proxy of this kind may not do this"),
    ]
}

extension ErrorNote {
    /// A runtime's own words for one of its errors.
    init(pallet: String, variant: TypeDefinition.Variant, number: ModuleError) {
        let words = variant.docs.flatMap { $0.split(separator: " ") }.joined(separator: " ")
        let known = Self.chainErrors.first { $0.code == variant.name }
        self.init(
            kind: .chain, code: "\(pallet).\(variant.name) (\(number.pallet).\(number.error))",
            meaning: words.isEmpty ? known?.meaning ?? "The runtime says no more than its name" : words,
            advice: known?.advice ?? Self.advice(for: variant.name))
    }
}
