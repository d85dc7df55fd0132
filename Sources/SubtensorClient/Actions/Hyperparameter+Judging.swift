// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Hyperparameter {
    /// What every runtime takes for a parameter.
    enum Kind: Sendable {
        case number
        case flag
        /// So many numbers.
        case numbers(Int)
    }

    /// Refuses a value that no runtime takes, as far as one can tell without a runtime: the others are its to refuse.
    ///
    /// - Parameter name: the Python tools' or the runtime's.
    /// - Throws: `invalidOption`.
    package static func judge(_ text: String, for name: String) throws(BittensorError) {
        guard let kind = kinds[runtimeName(name)] else { return }
        switch kind {
        case .flag:
            let part = try parts(of: text, count: 1, for: name)[0]
            guard flag(part) != nil else { throw refusal(part, name, "true or false") }
        case .number: _ = try unit(of: name).number(parts(of: text, count: 1, for: name)[0], for: name)
        case .numbers(let count):
            for part in try parts(of: text, count: count, for: name) { _ = try unit(of: name).number(part, for: name) }
        }
    }

    /// The values in a text, which commas separate.
    static func parts(of text: String, count: Int, for name: String) throws(BittensorError) -> [String] {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
            String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard parts.count == count else {
            let wanted = count == 1 ? "one value" : "\(count) values with a comma between them"
            let comma = count == 1 ? ": a comma is no point" : ""
            throw BittensorError(
                .invalidOption, "\(name) takes \(wanted), and \(excerpt(text)) has \(parts.count)\(comma)")
        }
        return parts
    }

    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "1", "yes", "on": true
        case "false", "0", "no", "off": false
        default: nil
        }
    }

    static func refusal(_ text: String, _ name: String, _ wanted: String) -> BittensorError {
        BittensorError(.invalidOption, "\(excerpt(text)) is no value for \(name): it takes \(wanted)")
    }

    /// By the runtime's names; the same in all runtimes that have them.
    static let kinds: [String: Kind] = {
        let numbers = [
            "activity_cutoff", "adjustment_alpha", "adjustment_interval", "bonds_moving_average", "bonds_penalty",
            "commit_reveal_weights_interval", "difficulty", "immunity_period", "kappa", "max_allowed_uids",
            "max_allowed_validators", "max_burn", "max_difficulty", "max_registrations_per_block", "max_weight_limit",
            "min_allowed_weights", "min_burn", "min_difficulty", "rao_recycled", "rho", "serving_rate_limit",
            "target_registrations_per_interval", "tempo", "weights_set_rate_limit", "weights_version_key",
        ]
        let flags = [
            "bonds_reset_enabled", "commit_reveal_weights_enabled", "liquid_alpha_enabled",
            "network_pow_registration_allowed", "network_registration_allowed", "toggle_transfer", "yuma3_enabled",
        ]
        var kinds: [String: Kind] = ["alpha_values": .numbers(2)]
        for name in numbers { kinds[name] = .number }
        for name in flags { kinds[name] = .flag }
        return kinds
    }()
}
