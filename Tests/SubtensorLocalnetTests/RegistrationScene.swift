// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

/// A registration about to happen in block 20 of a chain at difficulty 1, in which everything is right until a test
/// spoils it.
struct RegistrationScene {
    /// A way to spoil a scene, and the error that must come of it.
    struct Fault: Sendable, CustomTestStringConvertible {
        /// The place of the check in the pallet's order; faults of one step exclude each other.
        let step: Int
        let what: String
        let error: @Sendable (RuleSet) -> String
        let spoil: @Sendable (inout RegistrationScene) -> Void

        init(
            _ step: Int, _ what: String, _ error: String, _ spoil: @escaping @Sendable (inout RegistrationScene) -> Void
        ) {
            self.init(step, what, named: { _ in error }, spoil)
        }

        init(
            _ step: Int, _ what: String, named error: @escaping @Sendable (RuleSet) -> String,
            _ spoil: @escaping @Sendable (inout RegistrationScene) -> Void
        ) {
            self.step = step
            self.what = what
            self.error = error
            self.spoil = spoil
        }

        var testDescription: String { what }
    }

    static let block: UInt64 = 20
    static let stranger = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
    static let genesisHash = hash(of: 0)
    private static let runtimes = Dictionary(
        uniqueKeysWithValues: RuleSet.allCases.compactMap { rules in
            (try? LocalRuntime(rules: rules, isDifficultyPinned: false)).map { (rules, $0) }
        })

    var execution: Execution
    var netuid: UInt16 = 1
    var workBlock = block - 1
    var hotkey = AccountID(unchecked: [UInt8](repeating: 1, count: 32))
    var coldkey = AccountID(unchecked: [UInt8](repeating: 2, count: 32))
    var signer: AccountID
    var nonce: UInt64 = 0
    /// Whether the seal is that of another nonce.
    var hasWrongSeal = false

    init(_ rules: RuleSet) throws {
        let runtime = try #require(Self.runtimes[rules])
        let genesis = Execution.genesis(
            runtime, LocalnetConfiguration(rules: rules, difficulty: 1, balances: [coldkey: 1_000_000_000_000]))
        execution = Execution(runtime: runtime, block: BlockNumber(Self.block), state: genesis.state)
        for number in 0..<Self.block {
            execution.state[SystemPallet.blockHash, UInt32(number)] = Self.hash(of: number)
        }
        signer = rules.registerChecksWork ? hotkey : coldkey
    }

    static func hash(of number: UInt64) -> Hash256 {
        Hash256(unchecked: [UInt8](repeating: UInt8(number + 100), count: 32))
    }

    /// The same scene with all of these things wrong.
    func spoiled(by faults: [Fault]) -> RegistrationScene {
        var scene = self
        // The last check's first: an earlier fault then sees the accounts that a later one has changed.
        for fault in faults.sorted(by: { $0.step > $1.step }) { fault.spoil(&scene) }
        return scene
    }

    private func seal(_ message: SealMessage) -> [UInt8] { message.seal(of: hasWrongSeal ? nonce &+ 1 : nonce).bytes }

    private var blockHash: Hash256 { execution.state[SystemPallet.blockHash, UInt32(clamping: workBlock)] }

    /// `register` with work for the hotkey.
    func register(work: [UInt8]? = nil) -> Call {
        let seal = work ?? seal(.register(blockHash: blockHash, account: hotkey))
        return Call(
            "SubtensorModule", "register",
            [
                "netuid": .number(netuid), "block_number": .number(workBlock), "nonce": .number(nonce),
                "work": .bytes(seal), "hotkey": .account(hotkey), "coldkey": .account(coldkey),
            ])
    }

    /// `pow_register` with work for the hotkey and the coldkey.
    func powRegister() -> Call {
        let message = SealMessage.powRegister(
            blockHash: blockHash, netuid: NetUID(netuid), hotkey: hotkey, coldkey: coldkey)
        return Call(
            "SubtensorModule", "pow_register",
            [
                "netuid": .number(netuid), "work_block": .number(workBlock), "nonce": .number(nonce),
                "work": .bytes(seal(message)), "hotkey": .account(hotkey),
            ])
    }

    func burnedRegister() -> Call {
        Call("SubtensorModule", "burned_register", ["netuid": .number(netuid), "hotkey": .account(hotkey)])
    }

    func faucet(work: [UInt8]) -> Call {
        Call(
            "SubtensorModule", "faucet",
            ["block_number": .number(workBlock), "nonce": .number(nonce), "work": .bytes(work)])
    }

    /// Carries out a call as the scene's signer; the failure's name, nil for success.
    mutating func run(_ call: Call) -> String? {
        let signer = signer
        do {
            try execution.transactionally { (inner: inout Execution) throws(DispatchFailure) in
                try inner.dispatch(call, from: .signed(signer))
            }
            return nil
        } catch {
            return error.name
        }
    }

    /// Pairs of faults of different steps, the earlier one first.
    static func pairs(_ faults: [Fault]) -> [(Fault, Fault)] {
        faults.flatMap { first in faults.filter { first.step < $0.step }.map { (first, $0) } }
    }
}

// MARK: - What can be wrong with any registration

extension RegistrationScene.Fault {
    static func rootSubnet(_ step: Int) -> Self {
        Self(step, "root subnet", "RegistrationNotPermittedOnRootSubnet") { $0.netuid = 0 }
    }

    static func missingSubnet(_ step: Int) -> Self {
        Self(
            step, "missing subnet",
            named: { $0 == .registerBigEndian ? "SubNetworkDoesNotExist" : "SubnetNotExists" }, { $0.netuid = 9 })
    }

    static func workOff(_ step: Int) -> Self {
        Self(step, "registration by work switched off", "SubNetRegistrationDisabled") {
            $0.execution.state[SubtensorPallet.powRegistrationAllowed, UInt16(1)] = false
        }
    }

    static func registrationOff(_ step: Int) -> Self {
        Self(step, "registration switched off", "SubNetRegistrationDisabled") {
            $0.execution.state[SubtensorPallet.registrationAllowed, UInt16(1)] = false
        }
    }

    static func fullBlock(_ step: Int) -> Self {
        Self(step, "full block", "TooManyRegistrationsThisBlock") {
            $0.execution.state[SubtensorPallet.registrationsThisBlock, UInt16(1)] = 1
        }
    }

    static func fullInterval(_ step: Int) -> Self {
        Self(step, "full interval", "TooManyRegistrationsThisInterval") {
            $0.execution.state[SubtensorPallet.registrationsThisInterval, UInt16(1)] = 6
        }
    }

    static func registered(_ step: Int) -> Self {
        Self(step, "registered already", "HotKeyAlreadyRegisteredInSubNet") {
            $0.execution.state[SubtensorPallet.uids, UInt16(1), $0.hotkey] = 0
        }
    }

    static func tooDifficult(_ step: Int) -> Self {
        Self(step, "too little work", "InvalidDifficulty") {
            $0.execution.state[SubtensorPallet.difficulty, UInt16(1)] = .max
            $0.execution.state[SubtensorPallet.maxDifficulty, UInt16(1)] = .max
        }
    }

    static func wrongSeal(_ step: Int) -> Self {
        Self(step, "seal of another nonce", "InvalidSeal") { $0.hasWrongSeal = true }
    }

    static func otherOwner(_ step: Int) -> Self {
        Self(step, "hotkey of another coldkey", "NonAssociatedColdKey") {
            $0.execution.state[SubtensorPallet.owner, $0.hotkey] = RegistrationScene.stranger
        }
    }

    static func noSlot(_ step: Int) -> Self {
        Self(step, "no slots", "NoNeuronIdAvailable") {
            $0.execution.state[SubtensorPallet.maxAllowedUids, UInt16(1)] = 0
        }
    }
}
