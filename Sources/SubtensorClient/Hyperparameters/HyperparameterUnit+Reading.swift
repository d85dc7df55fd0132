// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

extension HyperparameterUnit {
    /// The value that a text means; see ``Hyperparameter/reading(of:)``.
    ///
    /// - Parameter name: the parameter's, for the refusal.
    func value(of text: String, for name: String) throws(BittensorError) -> HyperparameterValue {
        switch self {
        case .flag:
            guard let flag = Self.flag(text) else { throw refusal(text, name) }
            return .flag(flag)
        case .account:
            guard let account = try? AccountID(parsing: text.trimmingSpaces) else { throw refusal(text, name) }
            return .account(account)
        case .choice(let words):
            return .choice(try word(text, of: words, name))
        default:
            guard !text.contains(",") else {
                throw BittensorError(
                    .invalidOption, "\(name) takes one value, and \(excerpt(text)) has a comma: a comma is no point")
            }
            return .number(try number(in: text, for: name))
        }
    }

    /// The number that a text means, as the chain counts it.
    func number(in text: String, for name: String) throws(BittensorError) -> Int128 {
        let text = text.trimmingSpaces
        if let number = ExactDecimal(whole: text) {
            guard let whole = number.scaled(by: 1) else { throw tooLarge(text, name) }
            return whole
        }
        switch self {
        case .amount where text.contains(where: \.isUnit):
            guard let amount = try? Balance(tao: text) else { throw refusal(text, name) }
            return Int128(amount.rao)
        case .part(let whole) where text.hasSuffix("%"):
            let digits = String(text.dropLast()).trimmingSpaces
            guard let number = ExactDecimal(whole: digits) ?? ExactDecimal(digits) else { throw refusal(text, name) }
            return try part(number.hundredth, of: whole, text, name)
        default: break
        }
        guard let number = ExactDecimal(text) else { throw refusal(text, name) }
        switch self {
        case .amount: return try scaled(number, by: UInt128(Balance.raoPerTAO), text, name)
        case .multiple: return try scaled(number, by: 1 << 64, text, name)
        case .part(let whole): return try part(number, of: whole, text, name)
        default:
            guard number.isWhole else { throw refusal(text, name) }
            return try scaled(number, by: 1, text, name)
        }
    }

    private func part(
        _ number: ExactDecimal, of whole: UInt64, _ text: String, _ name: String
    ) throws(BittensorError) -> Int128 {
        let part = try scaled(number, by: UInt128(whole), text, name)
        guard !number.isNegative, part <= Int128(whole) else { throw refusal(text, name) }
        return part
    }

    private func scaled(
        _ number: ExactDecimal, by scale: UInt128, _ text: String, _ name: String
    ) throws(BittensorError) -> Int128 {
        guard let result = number.scaled(by: scale) else { throw tooLarge(text, name) }
        return result
    }

    private static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "1", "yes", "on": true
        case "false", "0", "no", "off": false
        default: nil
        }
    }

    /// One of the words, whatever the case of its letters, or its number.
    private func word(_ text: String, of words: [String], _ name: String) throws(BittensorError) -> String {
        let wanted = text.trimmingSpaces
        if let word = words.first(where: { $0.lowercased() == wanted.lowercased() }) { return word }
        guard let number = ExactDecimal(whole: wanted) ?? ExactDecimal(wanted), number.isWhole,
            let place = number.scaled(by: 1), place >= 0, place < words.count
        else { throw refusal(text, name) }
        return words[Int(place)]
    }

    private func tooLarge(_ text: String, _ name: String) -> BittensorError {
        BittensorError(.invalidOption, "\(excerpt(text, limit: 60)) is no value for \(name): it is too large")
    }

    private func refusal(_ text: String, _ name: String) -> BittensorError {
        let wanted =
            switch self {
            case .amount: "an amount: TAO with a point or their unit, such as 0.1 or 100tao, or rao as a whole number"
            case .part(let whole): "a part: 0.0 to 1.0, a percentage, or a whole number of \(whole)"
            case .pair, .split: "parts: 0.0 to 1.0, or whole numbers of 65535"
            case .multiple: "a multiple with a point, such as 1.5, or its bits as a whole number"
            case .flag: "true or false"
            case .account: "an address"
            case .choice(let words): words.joined(separator: " or ")
            case .blocks: "a whole number of blocks"
            case .epochs: "a whole number of epochs"
            case .thousandths: "a whole number of thousandths of a tempo"
            case .number: "a whole number"
            }
        return BittensorError(.invalidOption, "\(excerpt(text)) is no value for \(name): it takes \(wanted)")
    }
}

extension Character {
    /// Whether it belongs to the name of a unit, and not to a number.
    fileprivate var isUnit: Bool { !isASCII || isLetter && self != "e" && self != "E" }
}

extension String {
    /// Without the spaces around it.
    var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
