// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

/// What the number of a subnet's parameter counts.
public enum HyperparameterUnit: Hashable, Sendable {
    /// Rao.
    case amount
    /// Parts of a whole that is this large.
    case part(of: UInt64)
    /// Whatever it is, people write the chain's own number.
    case number

    /// What the number comes to, as people write it; nil where that is the number.
    public func meaning(of number: UInt64) -> String? {
        switch self {
        case .amount: "\(Balance(rao: number))"
        case .part(let whole): "\((Double(number) / Double(whole)).fixed(decimals: 5)) of 1"
        case .number: nil
        }
    }

    /// The number that a text means: one without a unit and without a point is the chain's own.
    ///
    /// An amount may be one of TAO that says so, such as `0.1tao` or `τ0.1`; a part may be one of 1, such as `0.6`, or a
    /// percentage. Of two numbers that are equally near it is the lower, which is what the Python tools send for tenths.
    /// - Throws: `invalidOption`, with what it takes.
    func number(_ text: String, for name: String) throws(BittensorError) -> UInt64 {
        if let number = UInt64(text) { return number }
        switch self {
        case .amount:
            // Without a unit, 0.1 and 1 would be nine digits apart.
            guard text.contains(where: { !$0.isASCII || $0.isLetter && $0 != "e" && $0 != "E" }),
                let amount = try? Balance(tao: text)
            else { throw refusal(text, name) }
            return amount.rao
        case .part(let whole):
            let isPercentage = text.hasSuffix("%")
            guard text.hasSuffix("%") || text.contains("."),
                let number = Double(isPercentage ? String(text.dropLast()) : text), number >= 0,
                number <= (isPercentage ? 100 : 1)
            else { throw refusal(text, name) }
            let part = isPercentage ? number / 100 : number
            let nearest = max(0, (part * Double(whole) - 0.5).rounded(.up))
            return UInt64(exactly: nearest).map { min($0, whole) } ?? whole
        case .number: throw refusal(text, name)
        }
    }

    /// A value, or several with commas between them, as the chain counts them, with what they come to.
    package func words(for text: String, of name: String) -> String {
        let numbers = text.split(separator: ",").map { part in try? number(part.withoutMargin, for: name) }
        let meanings = numbers.compactMap { $0.flatMap(meaning) }
        guard !numbers.isEmpty, meanings.count == numbers.count else { return text }
        let values = numbers.compactMap { $0.map { "\($0)" } }.joined(separator: ",")
        return "\(values) (\(meanings.joined(separator: ", ")))"
    }

    private func refusal(_ text: String, _ name: String) -> BittensorError {
        let wanted =
            switch self {
            case .amount: "an amount: rao as a whole number, or TAO with its unit, such as 0.1tao"
            case .part(let whole): "a part: a whole number of \(whole), or 0.0 to 1.0, or a percentage"
            case .number: "a whole number"
            }
        return Hyperparameter.refusal(text, name, wanted)
    }
}

extension Substring {
    fileprivate var withoutMargin: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

extension Hyperparameter {
    /// What a parameter's numbers count, by the Python tools' name or the runtime's.
    public static func unit(of name: String) -> HyperparameterUnit { units[runtimeName(name)] ?? .number }

    /// Whether two names, of the Python tools or of the runtime, are those of one parameter.
    package static func areOne(_ first: String, _ second: String) -> Bool { runtimeName(first) == runtimeName(second) }

    /// The runtime's name for a parameter that the Python tools call otherwise.
    static func runtimeName(_ name: String) -> String { aliases[name] ?? name }

    private static let units: [String: HyperparameterUnit] = [
        "min_burn": .amount, "max_burn": .amount, "rao_recycled": .amount,
        "kappa": .part(of: 65535), "max_weight_limit": .part(of: 65535), "alpha_values": .part(of: 65535),
        "alpha_high": .part(of: 65535), "alpha_low": .part(of: 65535), "bonds_penalty": .part(of: 65535),
        "adjustment_alpha": .part(of: .max), "bonds_moving_average": .part(of: 1_000_000),
    ]
}
