// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

/// A parameter of a subnet: its names, what it counts, what it may be, and who sets it.
///
/// ```swift
/// if let burn = Hyperparameter.named("min_burn") {
///     print(burn.unit, burn.range, burn.authority(on: subtensor))
/// }
/// ```
///
/// Whether a runtime has it, under which call and with which types, is the runtime's to say; ``all`` only adds what that
/// does not tell. ``Subtensor/hyperparameterReadings(of:at:)`` reads them, `Action.setHyperparameter` sets one.
public struct Hyperparameter: Hashable, Sendable {
    /// As the Python tools call it.
    public let name: String
    /// What it is called by the runtime, or by other tools.
    public let otherNames: [String]
    /// What its number counts.
    public let unit: HyperparameterUnit
    /// What the chain takes of a subnet's owner, in its own counting. The chain's root may go to the ends of the type.
    public let range: ClosedRange<Int128>
    /// The calls of `AdminUtils` that set it, the newest first; none for what is only shown.
    let calls: [String]
    /// The owner's call of `SubtensorModule`, in the runtimes between two generations of `AdminUtils`.
    let ownersCall: String?
    /// Who sets it where the runtime says nothing else.
    let authority: Authority
    /// Whether that is so in the newest runtimes only, those with collateral: in others the root sets it.
    let isOwnersSinceCollateral: Bool
    /// Whether nobody sets it in the blocks before an epoch.
    let isFrozen: Bool
    let limit: OwnerRateLimit
    let place: Place?

    /// Who may set a parameter.
    public enum Authority: String, Hashable, Sendable, CaseIterable {
        /// The subnet's owner, and the root of the chain.
        case owner
        /// The subnet's owner, and not the root.
        case ownerAlone = "owner alone"
        /// The root of the chain.
        case root
        /// Nobody by a call of its own.
        case nobody

        /// As a preview says it.
        var words: String {
            switch self {
            case .owner: "the subnet's owner, or the root of the chain"
            case .ownerAlone: "the subnet's owner alone"
            case .root: "the root of the chain alone"
            case .nobody: "nobody"
            }
        }
    }

    /// Where its value lies.
    enum Place: Hashable, Sendable {
        /// A map by netuid in `SubtensorModule`.
        case item(String)
        /// A map by netuid in another pallet.
        case itemOf(String, String)
        /// One of two numbers.
        case part(String, Int)
        /// Thousandths of a tempo where the runtime counts in those, else the item.
        case cutoff(String)
        /// The version of the consensus, by whether the third is on.
        case version(String)
    }

    /// Whether a list shows it: not what stands there in parts, and not what is done rather than set.
    var isListed: Bool { unit != .pair && name != "trim" }

    /// Whether both ends of the range are those of what the number is stored in.
    public var isUnbounded: Bool { Self.widths.contains(range) || unit.whole.map { range == 0...$0 } ?? false }
}

extension Hyperparameter {
    static let u8: ClosedRange<Int128> = 0...255
    static let u16: ClosedRange<Int128> = 0...65535
    static let u32: ClosedRange<Int128> = 0...Int128(UInt32.max)
    static let u64: ClosedRange<Int128> = 0...Int128(UInt64.max)
    private static let widths = [u8, u16, u32, u64]

    /// The parameter that a name means, as any of the Python tools or the runtime writes it; nil where none is known.
    public static func named(_ name: String) -> Hyperparameter? {
        let wanted = written(name)
        return byName[wanted]
    }

    /// A name in the runtime's writing.
    package static func written(_ name: String) -> String { name.lowercased().replacing("-", with: "_") }

    private static let byName: [String: Hyperparameter] = Dictionary(
        all.flatMap { row in ([row.name] + row.otherNames).map { ($0, row) } }, uniquingKeysWith: { first, _ in first })

    /// The names of all that can be set, sorted: what a command line completes.
    package static let settableNames: [String] = all.filter { $0.authority != .nobody }.map(\.name).sorted()

    /// All names of a parameter: the Python tools' first.
    var names: [String] { [name] + otherNames }

    /// The value that a text means, as the chain counts it.
    ///
    /// A whole number is the chain's own; one with a point or an exponent is what people count in, rounded half to even:
    /// a part of 1, TAO, a multiple. An amount may have its unit, such as `0.1tao`, and a part may be a percentage. A split
    /// is one number for each mechanism, in any proportion, or `even`.
    /// - Throws: `invalidOption`, with what it takes. Whether it is within ``range`` is not looked at.
    public func reading(of text: String) throws(BittensorError) -> HyperparameterValue {
        switch unit {
        case .pair: try pair(in: text)
        case .split: try split(in: text)
        default: try unit.value(of: text, for: name)
        }
    }

    /// Refuses what the chain takes of no owner.
    func requireRange(_ value: HyperparameterValue) throws(BittensorError) {
        for number in value.numbers where !range.contains(number) {
            throw BittensorError(
                .invalidOption,
                "\(unit.words(for: number)) is no value for \(name): it takes \(unit.words(for: range))"
                    + (unit.hint.map { "; \($0)" } ?? ""))
        }
    }

    private func pair(in text: String) throws(BittensorError) -> HyperparameterValue {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw BittensorError(
                .invalidOption,
                "\(name) takes 2 values with a comma between them, and \(excerpt(text)) has \(parts.count)")
        }
        let low = try HyperparameterUnit.share.number(in: String(parts[0]), for: name)
        let high = try HyperparameterUnit.share.number(in: String(parts[1]), for: name)
        return .numbers([low, high])
    }

    private func split(in text: String) throws(BittensorError) -> HyperparameterValue {
        if text.trimmingSpaces.lowercased() == "even" { return .evenly }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Double(String($0).trimmingSpaces) ?? -1
        }
        guard let split = Proportion.splitting(parts) else {
            throw BittensorError(
                .invalidOption,
                "\(excerpt(text)) is no value for \(name): it takes a number for each mechanism, such as 3,1, or even")
        }
        return .numbers(split.map { Int128($0.rawValue) })
    }
}
