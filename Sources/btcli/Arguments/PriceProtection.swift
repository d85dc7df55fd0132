import ArgumentParser
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// The options that keep a price from moving too far while stake is bought or sold.
struct PriceProtection: ParsableArguments {
    /// Half a percent, as btcli 9 has it.
    static let usualTolerance = 0.005

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
        transform: PriceProtection.parse)
    var tolerance: Double?

    @Flag(inversion: .prefixedNo, help: "Do the part that the tolerance allows, instead of nothing.")
    var partial = false

    func validate() throws {
        guard safety != .unsafe || (tolerance == nil && !partial) else {
            throw CLIError(
                .usage, "--unsafe takes any price, and --\(partial ? "partial" : "tolerance") limits it: leave one out")
        }
    }

    /// Whether the price is limited, which needs a call of the runtime.
    ///
    /// A runtime without that call is no obstacle unless protection was asked for.
    func applies(to call: String, _ subtensor: Subtensor) -> Bool {
        if safety == .unsafe { return false }
        if safety == .safe || tolerance != nil || partial { return true }
        return (try? subtensor.client.runtime.metadata.call("SubtensorModule", call)) != nil
    }

    /// The part of a price by which it may move.
    var part: Double { tolerance ?? Self.usualTolerance }

    private static func parse(_ text: String) throws -> Double {
        guard let part = Double(text), part >= 0, part < 1 else {
            throw CLIError(.usage, "\(excerpt(text)) is no tolerance: write 0.005 for half a percent, less than 1")
        }
        return part
    }
}
