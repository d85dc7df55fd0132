// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Execution {
    /// Joins the root subnet: a free seat, or that of the neuron with the least stake when the hotkey has more.
    mutating func rootRegister(_ call: CallArguments) throws(DispatchFailure) {
        let (coldkey, hotkey) = (try call.signer(), try call("hotkey", as: AccountID.self))
        guard state[SubtensorPallet.networksAdded, UInt16(0)] else { throw .subtensor("RootNetworkDoesNotExist") }
        guard state[SubtensorPallet.registrationAllowed, UInt16(0)] else {
            throw .subtensor("SubNetRegistrationDisabled")
        }
        try requireUnregistered(hotkey, 0)
        try requirePairing(hotkey, coldkey)
        let count = state[SubtensorPallet.subnetworkN, UInt16(0)]
        if count < state[SubtensorPallet.maxAllowedUids, UInt16(0)] {
            state[SubtensorPallet.subnetworkN, UInt16(0)] = count + 1
            seat(hotkey, at: count, netuid: 0, coldkey: coldkey)
        } else {
            let seats = hotkeys(0).enumerated().map { (stake: rootStake(of: $0.element), uid: UInt16($0.offset)) }
            guard let poorest = seats.min(by: { $0.stake < $1.stake }) else { throw .subtensor("NoNeuronIdAvailable") }
            guard poorest.stake < rootStake(of: hotkey) else { throw .subtensor("StakeTooLowForRoot") }
            seat(hotkey, at: poorest.uid, netuid: 0, coldkey: coldkey)
        }
        // Whoever sits at the root may be a delegate.
        if !state.contains(SubtensorPallet.delegates, hotkey) {
            state[SubtensorPallet.delegates, hotkey] = SubtensorPallet.delegates.fallback
        }
    }

    /// The TAO that a hotkey has at the root.
    func rootStake(of hotkey: AccountID) -> UInt64 { state[SubtensorPallet.totalHotkeyAlpha, hotkey, UInt16(0)] }
}
