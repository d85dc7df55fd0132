import ProofOfWork
import SubstrateClient
import SubstratePrimitives

/// The chain's own checks of a registration by work, repeated by the client: before the search, so that nobody works
/// for nothing, and after a refusal by the transaction pool, which names none.
struct RegistrationRequirements: Sendable {
    let site: WorkSite
    let netuid: NetUID

    private var subtensor: Subtensor { site.subtensor }
    private var keys: WorkKeys { site.keys }
    private var rules: RulesOfWork { site.rules }

    /// Throws the first standing reason why no work could register the hotkey.
    func check() async throws {
        let head = try await subtensor.client.header()
        guard let failed = try await firstFailure(at: head) else { return }
        switch failed.name {
        case "TooManyRegistrationsThisInterval": throw BittensorError(.tooManyRegistrations, failed.reason)
        case "NonAssociatedColdKey": throw BittensorError(.hotkeyOfAnotherColdkey, failed.reason)
        // Over with the next block.
        case "TooManyRegistrationsThisBlock", "HotKeyAlreadyRegisteredInSubNet": return
        default: throw BittensorError(.registrationNotAllowed, failed.reason)
        }
    }

    /// The checks that have nothing to do with the work, in the order of the pallet.
    func firstFailure(at head: BlockHeader) async throws -> Refusal? {
        guard netuid != 0 else { return refusal("RegistrationNotPermittedOnRootSubnet") }
        let (exists, byBurn, byWork, uid, limit, owner) = try await subtensor.client.storageValues(
            .networksAdded(netuid), .registrationAllowed(netuid), .powRegistrationAllowed(netuid),
            .uids(netuid, keys.hotkey), .maxAllowedUids(netuid), .owner(of: keys.hotkey), at: head.hash)
        guard exists == true else { return Refusal(name: "SubnetNotExists", reason: "subnet \(netuid) does not exist") }
        guard byWork == true, rules.scheme == .register || byBurn == true else {
            return refusal("SubNetRegistrationDisabled")
        }
        guard uid == nil else {
            return Refusal(
                name: "HotKeyAlreadyRegisteredInSubNet", reason: "\(keys.hotkey) is registered on subnet \(netuid)")
        }
        guard limit ?? 0 > 0 else { return refusal("NoNeuronIdAvailable") }
        if let crowded = try await firstLimit(at: head) { return crowded }
        if let owner, owner.bytes.contains(where: { $0 != 0 }), owner != keys.coldkey {
            return Refusal(
                name: "NonAssociatedColdKey",
                reason: "the hotkey \(keys.hotkey) belongs to the coldkey \(owner), not to \(keys.coldkey): "
                    + "use that coldkey, or a new hotkey")
        }
        return nil
    }

    /// The limits on how many may register at a time. Only `register` knows the one per interval.
    private func firstLimit(at head: BlockHeader) async throws -> Refusal? {
        let (now, perBlock) = try await subtensor.client.storageValues(
            .registrationsThisBlock(netuid), .maxRegistrationsPerBlock(netuid), at: head.hash)
        if rules.scheme == .register, let full = try await fullInterval(at: head) { return full }
        if let perBlock, now ?? 0 >= perBlock { return refusal("TooManyRegistrationsThisBlock") }
        return nil
    }

    private func fullInterval(at head: BlockHeader) async throws -> Refusal? {
        let (count, target, interval, last) = try await subtensor.client.storageValues(
            .registrationsThisInterval(netuid), .targetRegistrationsPerInterval(netuid), .adjustmentInterval(netuid),
            .lastAdjustmentBlock(netuid), at: head.hash)
        guard let count, let target, UInt32(count) >= 3 * UInt32(target) else { return nil }
        let next = BlockNumber(last ?? 0).advanced(by: UInt64(interval ?? 0))
        return Refusal(
            name: "TooManyRegistrationsThisInterval",
            reason: "\(count) registrations in this interval of subnet \(netuid), and 3 × \(target) are allowed: "
                + "try again after block \(next) (the newest is \(head.number))")
    }

    private func refusal(_ name: String) -> Refusal {
        Refusal(name: name, reason: Refusal.advice[name] ?? name)
    }
}
