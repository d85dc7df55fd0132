// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import Testing

@testable import SubtensorLocalnet

/// A chain without a node: calls are carried out one by one, blocks begin when asked for.
struct ChainScene {
    private static let runtimes = Dictionary(
        uniqueKeysWithValues: RuleSet.allCases.compactMap { rules in
            (try? LocalRuntime(rules: rules, isDifficultyPinned: true)).map { (rules, $0) }
        })

    /// A coldkey with 1,000,000 TAO and the sudo key; `account(n)` are others, of whom the first nine have as much.
    static let rich = account(200)
    static let tao: UInt64 = 1_000_000_000

    var execution: Execution

    /// - Parameter commitReveal: whether subnets take weights by commitment only.
    init(_ rules: RuleSet = .powRegister, tempo: UInt16 = 10, commitReveal: Bool = false) throws {
        let runtime = try #require(Self.runtimes[rules])
        let money = Dictionary(
            uniqueKeysWithValues: (UInt8(1)...9).map { (Self.account($0), 1_000_000 * Self.tao) })
        let configuration = LocalnetConfiguration(
            rules: rules, difficulty: 1, balances: money.merging([Self.rich: 1_000_000 * Self.tao]) { $1 }, tempo: tempo
        )
        execution = Execution.genesis(runtime, configuration)
        if !commitReveal { execution.state[SubtensorPallet.commitRevealEnabled, UInt16(1)] = false }
        advance(by: 1)
    }

    static func account(_ number: UInt8) -> AccountID { AccountID(unchecked: [UInt8](repeating: number, count: 32)) }

    var state: StateOverlay {
        get { execution.state }
        set { execution.state = newValue }
    }

    var block: UInt64 { execution.block.rawValue }

    /// Begins the next blocks.
    mutating func advance(by count: Int) {
        for _ in 0..<count {
            execution = Execution(
                runtime: execution.runtime, block: execution.block.advanced(by: 1), state: execution.state)
            execution.beginBlock()
        }
    }

    /// Begins blocks up to and with the subnet's next epoch.
    mutating func advanceThroughEpoch(_ netuid: UInt16 = 1) {
        repeat { advance(by: 1) } while state[SubtensorPallet.lastStepBlock, netuid] != block
    }

    /// Carries out a call of the SubtensorModule pallet; the failure's name, nil for success.
    mutating func run(_ name: String, _ arguments: KeyValuePairs<String, ScaleValue>, by signer: AccountID) -> String? {
        run(Call(SubtensorPallet.name, name, arguments), from: .signed(signer))
    }

    mutating func run(_ call: Call, from origin: Origin) -> String? {
        do {
            // As a node would have it: written, and read again.
            let read = try execution.runtime.metadata.decodeCall(execution.runtime.metadata.encode(call))
            try execution.transactionally { (inner: inout Execution) throws(DispatchFailure) in
                try inner.dispatch(read, from: origin)
            }
            return nil
        } catch let failure as DispatchFailure {
            return failure.name
        } catch {
            return "\(error)"
        }
    }

    /// Registers hotkeys on subnet 1 in order; each is its own coldkey's namesake plus 100.
    mutating func register(_ numbers: ClosedRange<UInt8>) throws {
        for number in numbers {
            try execution.join(netuid: 1, hotkey: Self.hotkey(number), coldkey: Self.account(number))
        }
    }

    static func hotkey(_ number: UInt8) -> AccountID { account(100 + number) }

    func free(_ account: AccountID) -> UInt64 { state[SystemPallet.account, account].free }

    /// The fields of the newest event with this name.
    func event(_ name: String) throws -> ScaleValue? {
        let runtime = execution.runtime.metadata
        let type = try runtime.storage("System", "Events").value
        let events = try runtime.types.decode(execution.encodedEvents, as: type).list ?? []
        return events.last { $0["event"]?[0]?.variantName == name }?["event"]?[0]
    }
}
