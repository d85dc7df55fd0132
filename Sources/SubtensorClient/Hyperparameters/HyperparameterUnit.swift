// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

/// What a subnet's parameter counts.
public enum HyperparameterUnit: Hashable, Sendable {
    /// Rao.
    case amount
    /// Parts of a whole that is this large.
    case part(of: UInt64)
    /// A multiple, with 64 binary digits behind the point.
    case multiple
    /// Whatever it is, people write the chain's own number.
    case number
    case blocks
    case epochs
    /// Thousandths of a tempo.
    case thousandths
    /// On or off.
    case flag
    /// An address.
    case account
    /// One of these words, which the chain numbers from 0.
    case choice([String])
    /// Two parts of 65535.
    case pair
    /// A part of 65535 for each mechanism of a subnet, together all of it.
    case split

    /// A part of 65535, the chain's usual one.
    public static let share = HyperparameterUnit.part(of: 65535)

    /// What stands behind the number, or may stand in its place, for a table.
    public var name: String {
        switch self {
        case .amount: "rao"
        case .part(of: .max): "of 2⁶⁴ - 1"
        case .part(let whole): "of \(whole)"
        case .multiple: "of 2⁶⁴"
        case .number: "number"
        case .blocks: "blocks"
        case .epochs: "epochs"
        case .thousandths: "‰ of a tempo"
        case .flag: "on or off"
        case .account: "address"
        case .choice(let words): words.joined(separator: " or ")
        case .pair: "two of 65535"
        case .split: "of 65535 each"
        }
    }

    /// What the number comes to, as people write it; nil where that is the number.
    public func meaning(of number: Int128) -> String? {
        switch self {
        case .amount: UInt64(exactly: number).map { "\(Balance(rao: $0))" }
        case .part(let whole): "\((Double(number) / Double(whole)).fixed(decimals: 5)) of 1"
        case .multiple: "× " + (Double(number) / 0x1p64).shortest(decimals: 5)
        case .thousandths: (Double(number) / 1000).shortest(decimals: 3) + " tempos"
        case .pair, .split: Self.share.meaning(of: number)
        case .number, .blocks, .epochs, .flag, .account, .choice: nil
        }
    }

    /// The number as the chain counts it, with what it comes to, or with its unit.
    func words(for number: Int128) -> String {
        if let meaning = meaning(of: number) { return "\(number) (\(meaning))" }
        return switch self {
        case .blocks: "\(number) \(number == 1 ? "block" : "blocks")"
        case .epochs: "\(number) \(number == 1 ? "epoch" : "epochs")"
        default: "\(number)"
        }
    }

    /// A value as the chain counts it, with what it comes to.
    package func words(for value: HyperparameterValue) -> String {
        switch value {
        case .number(let number): return words(for: number)
        case .numbers(let numbers):
            let meanings = numbers.compactMap(meaning)
            return meanings.isEmpty ? "\(value)" : "\(value) (\(meanings.joined(separator: ", ")))"
        case .flag(let flag): return flag ? "on" : "off"
        case .account, .choice, .evenly: return "\(value)"
        }
    }

    /// From where to where a number may go.
    package func words(for range: ClosedRange<Int128>) -> String {
        let words: (Int128) -> String
        switch self {
        case .amount, .multiple: words = { meaning(of: $0) ?? "\($0)" }
        default: words = { "\($0)" }
        }
        let low = words(range.lowerBound)
        return range.upperBound == Int128(UInt64.max) ? "\(low) and more" : "\(low) to \(words(range.upperBound))"
    }

    /// What someone may have meant who is out of range.
    var hint: String? {
        switch self {
        case .amount: "a whole number is rao, TAO have a point or their unit, as 100.0 or 100tao"
        case .multiple: "a whole number is the chain's own, a multiple has a point, as 1.5"
        case .part: "a whole number is the chain's own, a part of 1 has a point or a per cent sign, as 0.5 or 50%"
        default: nil
        }
    }

    /// The largest that a part can be.
    var whole: Int128? { if case .part(let whole) = self { Int128(whole) } else { nil } }
}

extension Double {
    /// The number with so many digits behind the point, without zeros at its end.
    fileprivate func shortest(decimals: Int) -> String {
        var text = fixed(decimals: decimals)
        guard text.contains(".") else { return text }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }
}
