import ProofOfWork
import SubstrateClient
import SubstratePrimitives

/// The chain's own checks of a registration by work, repeated by the client: before the search, so that nobody works
/// for nothing, and after a refusal by the transaction pool, which names none.
struct RegistrationRequirements: Sendable {
    let subtensor: Subtensor
    let netuid: NetUID
    let keys: WorkKeys
    let rules: RulesOfWork

    /// Throws the first standing reason why no work could register the hotkey.
    func check() async throws {
        let head = try await subtensor.client.header()
        guard let failed = try await firstFailure(at: head) else { return }
        let reason = "\(failed.name): \(failed.reason)"
        switch failed.name {
        case "TooManyRegistrationsThisInterval": throw BittensorError(.tooManyRegistrations, reason)
        case "NonAssociatedColdKey": throw BittensorError(.hotkeyOfAnotherColdkey, reason)
        // Over with the next block.
        case "TooManyRegistrationsThisBlock", "HotKeyAlreadyRegisteredInSubNet": return
        default: throw BittensorError(.registrationNotAllowed, reason)
        }
    }

    /// Names the first check that a refused solution does not pass.
    func explain(_ error: ClientError, solution: POWSolution, head: BlockHeader) async throws -> Refusal {
        if let failed = try await firstFailure(at: head) { return failed }
        if let failed = try await firstFailure(of: solution, at: head) { return failed }
        return Refusal(name: Refusal.unexplained, reason: error.reason)
    }

    /// The checks that have nothing to do with the work, in the order of the pallet.
    private func firstFailure(at head: BlockHeader) async throws -> Refusal? {
        guard netuid != 0 else { return refusal("RegistrationNotPermittedOnRootSubnet") }
        let (exists, byBurn, byWork, uid, limit, owner) = try await subtensor.client.storageValues(
            .networksAdded(netuid), .registrationAllowed(netuid), .powRegistrationAllowed(netuid),
            .uids(netuid, keys.hotkey), .maxAllowedUids(netuid), .owner(of: keys.hotkey), at: head.hash)
        guard exists == true else { return Refusal(name: "SubnetNotExists", reason: "subnet \(netuid) does not exist") }
        guard byWork == true, rules.scheme == .register || byBurn == true else {
            return refusal("SubNetRegistrationDisabled")
        }
        guard uid == nil else {
            return Refusal(name: "HotKeyAlreadyRegisteredInSubNet", reason: "\(keys.hotkey) is registered on subnet \(netuid)")
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
        let (now, perBlock, inInterval, target, interval, last) = try await subtensor.client.storageValues(
            .registrationsThisBlock(netuid), .maxRegistrationsPerBlock(netuid), .registrationsThisInterval(netuid),
            .targetRegistrationsPerInterval(netuid), .adjustmentInterval(netuid), .lastAdjustmentBlock(netuid),
            at: head.hash)
        if rules.scheme == .register, let inInterval, let target, UInt32(inInterval) >= 3 * UInt32(target) {
            let next = BlockNumber((last ?? 0) &+ UInt64(interval ?? 0))
            return Refusal(
                name: "TooManyRegistrationsThisInterval",
                reason: "\(inInterval) registrations in this interval of subnet \(netuid), and 3 × \(target) are allowed: "
                    + "try again after block \(next) (the newest is \(head.number))")
        }
        guard let now, let perBlock, now < perBlock else { return refusal("TooManyRegistrationsThisBlock") }
        return nil
    }

    /// The checks of the work itself. `pow_register` looks at the seal before the difficulty, `register` the other way.
    private func firstFailure(of solution: POWSolution, at head: BlockHeader) async throws -> Refusal? {
        let hash = try await subtensor.client.blockHash(solution.blockNumber)
        guard !solution.isStale(head: head.number), hash == solution.puzzle.blockHash else {
            return Refusal(
                name: "InvalidWorkBlock",
                reason: "the work is for block \(solution.blockNumber), and the newest is \(head.number): "
                    + (hash == solution.puzzle.blockHash ? "it is too old" : "that block is no longer part of the chain"))
        }
        if rules.scheme == .powRegister,
            let last = try await subtensor.client.storage(.lastPowRegistrationBlock(keys.hotkey), at: head.hash),
            last >= solution.blockNumber.rawValue
        {
            return Refusal(
                name: "InvalidWorkBlock", reason: "the hotkey's last registration was with work for block \(last)")
        }
        let site = WorkSite(subtensor: subtensor, purpose: .registration(netuid), keys: keys, rules: rules)
        guard case .puzzle(let puzzle) = try await site.situation(at: head) else { return nil }
        guard puzzle.target.accepts(solution.seal) else {
            return Refusal(
                name: "InvalidDifficulty",
                reason: "the difficulty rose to \(puzzle.target.difficulty); the seal was for \(solution.difficulty)")
        }
        return nil
    }

    private func refusal(_ name: String) -> Refusal {
        Refusal(name: name, reason: Refusal.advice[name] ?? name)
    }
}
