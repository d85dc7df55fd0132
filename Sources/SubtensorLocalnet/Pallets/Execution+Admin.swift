import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Execution {
    /// What the sudo key, or the owner of a subnet where the real pallet allows it, may set.
    mutating func dispatchAdmin(
        _ name: String, _ arguments: CallArguments, from origin: Origin
    ) throws(DispatchFailure) {
        let netuid: UInt16 = try arguments.integer("netuid")
        if case .signed(let signer) = origin {
            let forOwners: Set = [
                "sudo_set_network_registration_allowed", "sudo_set_network_pow_registration_allowed",
            ]
            guard forOwners.contains(name), signer == state[SubtensorPallet.subnetOwner, netuid] else {
                throw .badOrigin
            }
        }
        guard state[SubtensorPallet.networksAdded, netuid] else {
            throw DispatchFailure(pallet: "AdminUtils", name: "SubnetDoesNotExist")
        }
        switch name {
        case "sudo_set_min_difficulty":
            state[SubtensorPallet.minDifficulty, netuid] = try arguments.integer("min_difficulty")
        case "sudo_set_max_difficulty":
            state[SubtensorPallet.maxDifficulty, netuid] = try arguments.integer("max_difficulty")
        case "sudo_set_max_allowed_uids":
            state[SubtensorPallet.maxAllowedUids, netuid] = try arguments.integer("max_allowed_uids")
        case "sudo_set_network_registration_allowed":
            let allowed = try arguments.flag("registration_allowed")
            try requireOneWay(in: allowed, state[SubtensorPallet.powRegistrationAllowed, netuid])
            state[SubtensorPallet.registrationAllowed, netuid] = allowed
        case "sudo_set_network_pow_registration_allowed":
            let allowed = try arguments.flag("registration_allowed")
            try requireOneWay(in: allowed, state[SubtensorPallet.registrationAllowed, netuid])
            state[SubtensorPallet.powRegistrationAllowed, netuid] = allowed
        case "sudo_set_max_registrations_per_block":
            state[SubtensorPallet.maxRegistrationsPerBlock, netuid] =
                try arguments.integer("max_registrations_per_block")
        default:
            let difficulty: UInt64 = try arguments.integer("difficulty")
            state[SubtensorPallet.difficulty, netuid] = difficulty
            emit(SubtensorPallet.name, "DifficultySet", [.init(nil, .number(netuid)), .init(nil, .number(difficulty))])
        }
    }

    /// With `pow_register`, burning and working are never both switched off.
    private func requireOneWay(in first: Bool, _ second: Bool) throws(DispatchFailure) {
        guard first || second || rules != .powRegister else {
            throw DispatchFailure(pallet: "AdminUtils", name: "InvalidValue")
        }
    }
}
