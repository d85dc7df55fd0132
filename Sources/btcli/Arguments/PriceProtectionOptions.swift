// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import SubtensorClient

/// The options that keep a price from moving too far while stake is bought or sold.
struct PriceProtectionOptions: ParsableArguments {
    enum Safety: String, EnumerableFlag {
        case safe
        case unsafe

        static func help(for value: Safety) -> ArgumentHelp? {
            switch value {
            case .safe: "Have the chain refuse a price beyond the tolerance. The default, except on the root."
            case .unsafe: "Take any price."
            }
        }
    }

    @Flag var safety: Safety?

    @Option(
        help: ArgumentHelp(
            "How far the price may move against you, as a part of it. (default: 0.005, half a percent)",
            valueName: "part"),
        transform: PriceProtectionOptions.parse)
    var tolerance: Double?

    @Flag(inversion: .prefixedNo, help: "Do the part that the tolerance allows, instead of nothing.")
    var partial = false

    func validate() throws {
        guard safety != .unsafe || (tolerance == nil && !partial) else {
            throw CLIError(
                .usage, "--unsafe takes any price, and --\(partial ? "partial" : "tolerance") limits it: leave one out")
        }
    }

    /// The protection that is wanted; nil takes any price.
    ///
    /// A runtime that cannot limit a price is no obstacle unless protection was asked for.
    private var protection: PriceProtection? {
        if safety == .unsafe { return nil }
        let isRequired = safety == .safe || tolerance != nil || partial
        return PriceProtection(
            tolerance: tolerance ?? PriceProtection.usual.tolerance, allowsPart: partial, isRequired: isRequired)
    }

    /// The limit that the wanted protection comes to; nil for any price.
    ///
    /// - Parameter reading: reads it from the chain.
    func limit<Limit>(_ reading: (PriceProtection) async throws -> Limit?) async throws -> Limit? {
        guard let protection else { return nil }
        do {
            return try await reading(protection)
        } catch let error as BittensorError where error.code == .priceMoved {
            throw BittensorError(
                .priceMoved, "\(error.reason): raise --tolerance, or add --partial or --unsafe")
        }
    }

    private static func parse(_ text: String) throws -> Double {
        guard let part = Double(text), part >= 0, part < 1 else {
            throw CLIError(.usage, "\(excerpt(text)) is no tolerance: write 0.005 for half a percent, less than 1")
        }
        return part
    }
}
