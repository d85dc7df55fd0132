// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import SubstrateClient
import SubtensorLocalnet
import Testing

/// Subnet 1 of an embedded chain that makes blocks on demand, with short epochs: a validator with stake and a permit, a
/// miner, and Alice, who owns the subnet and both hotkeys.
struct SmallSubnet: Sendable {
    let chain: TestChain
    let coldkey: KeyPair
    let validator: KeyPair
    let miner: KeyPair
    let validatorUID: UInt16
    let minerUID: UInt16

    /// Blocks between two epochs, less one; 0 for no epochs.
    let tempo: UInt16

    static let tao = Balance(rao: 1_000_000_000)

    var subtensor: Subtensor { chain.subtensor }

    static func with<Result: Sendable>(
        _ rules: RuleSet = .powRegister, tempo: UInt16 = 10, commitReveal: Bool = true,
        _ body: @escaping @Sendable (SmallSubnet) async throws -> Result
    ) async throws -> Result {
        try await TestChain.with(rules, blockTime: nil, tempo: tempo, commitReveal: commitReveal) { chain in
            let coldkey = try KeyPair(uri: "//Alice")
            let (validator, miner) = (try KeyPair(uri: "//Alice//validator"), try KeyPair(uri: "//Alice//miner"))
            var uids: [UInt16] = []
            for hotkey in [validator, miner] {
                let registered = try await chain.perform(.burnedRegister(hotkey.accountID, on: 1), by: coldkey)
                uids.append(registered.outcome.uid)
            }
            let stake = Balance(rao: 100 * tao.rao)
            try await chain.perform(.addStake(stake, on: .uid(uids[0]), netuid: 1), by: coldkey)
            let subnet = SmallSubnet(
                chain: chain, coldkey: coldkey, validator: validator, miner: miner, validatorUID: uids[0],
                minerUID: uids[1], tempo: tempo)
            await subnet.passEpoch()
            return try await body(subnet)
        }
    }

    /// Makes blocks until another epoch has been.
    func passEpoch() async { await chain.produceBlocks(Int(tempo) + 1) }

    /// That an action is refused with this code, before it is sent or by the chain.
    func refuse<Outcome: Sendable>(
        _ action: Action<Outcome>, by signer: KeyPair, _ code: BittensorError.Code, _ words: String = "",
        location: SourceLocation = #_sourceLocation
    ) async {
        let error = await #expect(throws: BittensorError.self, sourceLocation: location) {
            try await chain.perform(action, by: signer)
        }
        #expect(error?.code == code, "\(error?.reason ?? "nothing")", sourceLocation: location)
        #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")", sourceLocation: location)
    }
}
