import ScaleCodec
import SubstrateClient

extension SubtensorPallet {
    /// The pallet as a rule set's runtime declares it.
    static func declaration(_ rules: RuleSet) -> PalletDeclaration {
        PalletDeclaration(
            name: name, index: 7, storage: storage(rules), calls: calls(rules),
            events: [
                .tuple("NeuronRegistered", 6, "u16", "u16", "AccountId32"),
                .tuple("DifficultySet", 11, "u16", "u64"),
                .tuple("Faucet", 54, "AccountId32", "u64"),
            ],
            errors: errors(rules),
            constants: [
                ConstantDeclaration(name: "InitialDifficulty", type: "u64", value: difficulty.fallback.scaleEncoded),
                ConstantDeclaration(name: "InitialBurn", type: "u64", value: burn.fallback.scaleEncoded),
            ])
    }

    private static func calls(_ rules: RuleSet) -> [CaseDeclaration] {
        var calls: [CaseDeclaration] = [
            .named(
                "register", 6,
                [
                    "netuid": "u16", "block_number": "u64", "nonce": "u64", "work": "Vec<u8>", "hotkey": "AccountId32",
                    "coldkey": "AccountId32",
                ]),
            .named("burned_register", 7, ["netuid": "u16", "hotkey": "AccountId32"]),
            .named("faucet", 60, ["block_number": "u64", "nonce": "u64", "work": "Vec<u8>"]),
        ]
        if rules == .powRegister {
            calls.append(
                .named(
                    "pow_register", 152,
                    ["netuid": "u16", "work_block": "u64", "nonce": "u64", "work": "[u8; 32]", "hotkey": "AccountId32"])
            )
        }
        return calls
    }

    /// The errors of registration, under the numbers of spec 293 (for the big-endian rules) and of spec 343.
    private static func errors(_ rules: RuleSet) -> [CaseDeclaration] {
        let old = rules == .registerBigEndian
        func error(_ name: String, _ before: UInt8, _ since: UInt8, _ docs: String) -> CaseDeclaration {
            .error(name, old ? before : since, docs)
        }
        var errors: [CaseDeclaration] = [
            error(rules.subnetMissing, 0, 73, "The subnet does not exist."),
            error(
                "NonAssociatedColdKey", 8, 7,
                "Request to stake, unstake or subscribe is made by a coldkey that is not associated with the hotkey account."
            ),
            error("NotEnoughBalanceToStake", 13, 12, "The caller does not have enough balance for the registration."),
            error("TooManyRegistrationsThisBlock", 21, 20, "Number of registrations in this block exceeds the limit."),
            error("HotKeyAlreadyRegisteredInSubNet", 22, 21, "The hotkey is already registered on the subnet."),
            error("InvalidWorkBlock", 24, 23, "The supplied PoW hash block is in the future or negative, or too old."),
            error("InvalidDifficulty", 25, 24, "The supplied PoW hash block does not meet the network difficulty."),
            error("InvalidSeal", 26, 25, "The supplied PoW hash seal does not match the supplied work."),
            error("SubNetRegistrationDisabled", 37, 36, "Registration on the subnet is switched off by its owner."),
            error(
                "TooManyRegistrationsThisInterval", 38, 37,
                "Number of registrations in this interval exceeds three times the target."),
            error(
                "TransactorAccountShouldBeHotKey", 39, 38,
                "The hotkey is required to be the origin of this call."),
            error("FaucetDisabled", 41, 39, "Faucet is disabled."),
            error("RegistrationNotPermittedOnRootSubnet", 43, 41, "Operation is not permitted on the root subnet."),
            error("NoNeuronIdAvailable", 49, 47, "No neuron id is available."),
        ]
        if rules == .powRegister {
            errors.append(.error("CannotUseSystemAccount", 123, "The hotkey is the account of a subnet."))
            errors.append(.error("TooManyStakingHotkeys", 124, "The coldkey has too many hotkeys."))
        }
        return errors
    }
}

/// What a subnet's owner and the sudo key may change.
enum AdminUtilsPallet {
    static func declaration(_ rules: RuleSet) -> PalletDeclaration {
        PalletDeclaration(
            name: "AdminUtils", index: 19,
            calls: [
                .named("sudo_set_min_difficulty", 4, ["netuid": "u16", "min_difficulty": "u64"]),
                .named("sudo_set_max_difficulty", 5, ["netuid": "u16", "max_difficulty": "u64"]),
                .named("sudo_set_max_allowed_uids", 15, ["netuid": "u16", "max_allowed_uids": "u16"]),
                .named("sudo_set_network_registration_allowed", 19, ["netuid": "u16", "registration_allowed": "bool"]),
                .named(
                    "sudo_set_network_pow_registration_allowed", 20, ["netuid": "u16", "registration_allowed": "bool"]),
                .named("sudo_set_difficulty", 24, ["netuid": "u16", "difficulty": "u64"]),
                .named(
                    "sudo_set_max_registrations_per_block", 27, ["netuid": "u16", "max_registrations_per_block": "u16"]),
            ],
            errors: [.error("SubnetDoesNotExist", 0, "The subnet does not exist, check the netuid parameter")]
                + (rules == .powRegister ? [.error("InvalidValue", 10, "Bad parameter value")] : []))
    }
}
