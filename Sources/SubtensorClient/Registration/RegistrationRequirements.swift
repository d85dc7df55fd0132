// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient
import SubstratePrimitives

/// The chain's own checks of a registration by work, repeated by the client: before the search, so that nobody works
/// for nothing, and after a refusal by the transaction pool, which names none.
struct RegistrationRequirements: Sendable {
    let site: WorkSite
    let netuid: NetUID

    private var keys: WorkKeys { site.keys }
    private var rules: RulesOfWork { site.rules }

    /// Throws the first standing reason why no work could register the hotkey.
    func check(_ facts: RegistrationFacts, at head: BlockHeader) throws(BittensorError) {
        guard netuid != 0 else { throw BittensorError(.registrationNotAllowed, WorkRefusal(.rootSubnet).reason) }
        guard let failed = firstFailure(facts, at: head) else { return }
        switch failed.cause {
        case .fullInterval: throw BittensorError(.tooManyRegistrations, failed.reason)
        case .otherColdkey: throw BittensorError(.hotkeyOfAnotherColdkey, failed.reason)
        // Over with the next block.
        case .fullBlock, .hotkeyRegistered: return
        default: throw BittensorError(.registrationNotAllowed, failed.reason)
        }
    }

    /// The checks that have nothing to do with the work, in the order of the pallet, on any subnet but the root.
    func firstFailure(_ facts: RegistrationFacts, at head: BlockHeader) -> WorkRefusal? {
        guard facts.subnetExists else {
            return WorkRefusal(.noSubnet, "subnet \(netuid) does not exist")
        }
        guard facts.allowsPOW, rules.scheme == .register || facts.allowsRegistration else {
            return WorkRefusal(.disabled)
        }
        guard facts.uid == nil else {
            return WorkRefusal(.hotkeyRegistered, "\(keys.hotkey) is registered on subnet \(netuid)")
        }
        guard facts.maxNeurons > 0 else { return WorkRefusal(.noPlace) }
        if let crowded = firstLimit(facts, at: head) { return crowded }
        if let owner = facts.owner, owner != keys.coldkey {
            return WorkRefusal(
                .otherColdkey,
                "the hotkey \(keys.hotkey) belongs to the coldkey \(owner), not to \(keys.coldkey): "
                    + "use that coldkey, or a new hotkey")
        }
        return nil
    }

    /// The limits on how many may register at a time. Only `register` knows the one per interval.
    private func firstLimit(_ facts: RegistrationFacts, at head: BlockHeader) -> WorkRefusal? {
        if rules.scheme == .register, facts.isIntervalFull {
            return WorkRefusal(
                .fullInterval,
                "\(facts.registrationsThisInterval) registrations in this interval of subnet \(netuid), "
                    + "and 3 × \(facts.targetRegistrationsPerInterval) are allowed: "
                    + "try again after block \(facts.nextInterval) (the newest is \(head.number))")
        }
        return facts.isBlockFull ? WorkRefusal(.fullBlock) : nil
    }
}
