// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient

/// What a call's declaration says of the extrinsic that carries it: a fee, and checks before any block.
extension Execution {
    func isFree(_ extrinsic: SignedExtrinsic) -> Bool {
        switch runtime.calls[extrinsic.call.description]?.fee {
        case .free: true
        case .freeWithoutTip: extrinsic.tip == 0
        case .freeForSudo: extrinsic.signer == state[SudoPallet.key]
        case .paid, nil: false
        }
    }

    /// What real runtimes refuse at the pool, with the numbers of `CustomTransactionError`, is refused there here as well: it is in no
    /// block, and costs nothing. Only the call itself is looked at, and none that it carries; what was encrypted is not, either, so that
    /// its sender hears from the block what it failed with.
    func checkAtPool(_ extrinsic: SignedExtrinsic) throws(TransactionFault) {
        guard !extrinsic.wasCarried, let check = runtime.calls[extrinsic.call.description]?.check else { return }
        do {
            try check(self, CallArguments(extrinsic.call, from: .signed(extrinsic.signer)))
        } catch {
            throw .custom((error as? DispatchFailure).flatMap { Self.poolNumbers[$0.name] } ?? Self.badRequest)
        }
    }

    /// `BadRequest`: whatever has no number of its own.
    private static let badRequest: UInt8 = 255

    /// The numbers of what the pallet's checks fail with. Too many registrations in an interval had none: they came as 0.
    private static let poolNumbers: [String: UInt8] = [
        "TooManyRegistrationsThisInterval": 0, "AmountTooLow": 1, "NotEnoughStakeToSetWeights": 1,
        "NotEnoughBalanceToStake": 2, "SubnetNotExists": 3, "SubNetworkDoesNotExist": 3, "HotKeyAccountNotExists": 4,
        "NotEnoughStakeToWithdraw": 5, "InsufficientLiquidity": 7, "SlippageTooHigh": 8, "TransferDisallowed": 9,
        "HotKeyNotRegisteredInNetwork": 10, "InvalidIpAddress": 11, "ServingRateLimitExceeded": 12, "InvalidPort": 13,
        "ZeroMaxStakeAmount": 14, "InvalidRevealRound": 15, "NoWeightsCommitFound": 16,
        "InvalidRevealCommitHashNotMatch": 16, "ExpiredWeightCommit": 17, "RevealTooEarly": 17,
        "InputLengthsUnequal": 18, "NonAssociatedColdKey": 25,
    ]
}
