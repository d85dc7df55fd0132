// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Logging

/// How a hotkey that has no place on the subnet may get one. Nothing is spent unless somebody said so.
enum Joining: Sendable {
    case never
    /// By burning TAO of the coldkey, when it costs no more than this.
    case burning(atMost: Balance)
    /// By work, which costs time alone.
    case working
}

extension Neuron {
    /// Takes a place on the subnet, unless the hotkey has one.
    ///
    /// - Parameter coldkey: opened only when it has to sign.
    func join(_ way: Joining, coldkey account: AccountID, _ coldkey: () throws -> KeyPair) async throws {
        try await subtensor.requireSubnet(netuid)
        if let uid = try await subtensor.uid(of: hotkey.accountID, on: netuid) {
            logger.info("registered", metadata: ["uid": "\(uid)"])
            return
        }
        let registration: Registration
        switch way {
        case .never:
            throw NeuronError(
                """
                \(hotkey.accountID) is not registered on subnet \(netuid), where burning costs \
                \(try await subtensor.burn(netuid)) now: start with --register-for that amount or --register-by-work, \
                or use btcli subnets register
                """)
        case .burning(let limit):
            registration = try await subtensor.burnedRegister(
                hotkey.accountID, on: netuid, payingAtMost: limit, signedBy: try coldkey())
        case .working:
            let keys = WorkKeys(hotkey: hotkey.accountID, coldkey: account)
            let signer = try await subtensor.rules(of: .registration(netuid)).signer
            logger.info("searching for work to register with")
            registration = try await subtensor.register(
                on: netuid, keys: keys, signer: signer == .hotkey ? hotkey : try coldkey())
        }
        logger.info("registered", metadata: ["uid": "\(registration.uid)", "outcome": "\(registration.outcome)"])
    }
}
