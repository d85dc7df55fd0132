// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient

extension BittensorError: ReportableError {
    var exitStatus: ExitStatus {
        if submission != nil, code != .outcomeUnread { return .refusedAfterSending }
        switch code {
        case .outcomeUnread: return .unknown
        default: return statusBeforeSending
        }
    }

    /// Where nothing was signed.
    private var statusBeforeSending: ExitStatus {
        switch code {
        case .invalidAmount, .unknownNetwork, .invalidOption, .invalidWeights, .wrongChain, .invalidMultisig: .usage
        case .subnetMissing, .mechanismMissing, .insufficientBalance, .insufficientStake, .notRegistered,
            .alreadyRegistered, .notOwner, .notProxy, .notAnnounced, .alreadyApproved,
            .priceMoved, .refusedByChain:
            .refused
        case .workNotChecked, .unsuitableRules, .registrationNotAllowed, .noFaucet, .wrongSigner,
            .hotkeyOfAnotherColdkey, .callMissing, .wrongClock,
            .shieldUnavailable, .shieldRequired:
            .config
        case .tooManyRegistrations, .attemptsUsedUp, .tooSoon: .tryAgain
        case .damagedFile: .dataError
        case .fileNotWritten: .cannotCreate
        default: .software
        }
    }
}
